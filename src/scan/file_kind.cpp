// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/file_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "model/camera_raw.h"
#include "model/iso_media.h"

namespace photosieve {
namespace {

constexpr std::string_view kPhotos[] = {"jpg",  "jpeg", "jpe", "jfif", "png", "webp",
                                        "heic", "heif", "hif", "avif", "tif", "tiff"};
constexpr std::string_view kRaws[] = {"3fr", "ari", "arw", "bay", "cap", "cr2", "cr3", "crw", "dcr",
                                      "dng", "erf", "fff", "gpr", "iiq", "k25", "kdc", "mef", "mos",
                                      "mrw", "nef", "nrw", "orf", "pef", "ptx", "pxn", "r3d", "raf",
                                      "raw", "rw2", "rwl", "rwz", "sr2", "srf", "srw", "x3f"};
constexpr std::string_view kVideos[] = {"3gp", "avi",  "insv", "lrv",  "m2ts", "m4v",
                                        "mkv", "mov",  "mp4",  "mpeg", "mpg",  "mts",
                                        "mxf", "webm", "wmv",  "braw", "flv"};
constexpr std::string_view kSidecars[] = {"aae", "cos", "dop", "on1", "pp3", "thm", "xmp"};
// All compared without regard to case. What macOS, Windows, Linux, Synology, QNAP and other network
// storages, and Dropbox, OneDrive, Nextcloud, Resilio and Syncthing leave behind.
constexpr std::string_view kSystemNames[] = {"thumbs.db",
                                             "ehthumbs.db",
                                             "ehthumbs_vista.db",
                                             "desktop.ini",
                                             "pagefile.sys",
                                             "swapfile.sys",
                                             "hiberfil.sys",
                                             "$recycle.bin",
                                             "recycler",
                                             "recycled",
                                             "system volume information",
                                             "found.000",
                                             "msocache",
                                             "icon\r",
                                             "__macosx",
                                             "network trash folder",
                                             "temporary items",
                                             ".ds_store",
                                             ".localized",
                                             ".volumeicon.icns",
                                             ".spotlight-v100",
                                             ".trashes",
                                             ".trash",
                                             ".fseventsd",
                                             ".temporaryitems",
                                             ".documentrevisions-v100",
                                             ".apdisk",
                                             ".appledouble",
                                             ".appledb",
                                             ".appledesktop",
                                             ".afpdeleted",
                                             ".com.apple.timemachine.donotpresent",
                                             "lost+found",
                                             ".directory",
                                             ".thumbnails",
                                             ".snapshot",
                                             ".snapshots",
                                             ".zfs",
                                             "@eadir",
                                             "@synoresource",
                                             "@tmp",
                                             "@sharebin",
                                             "#recycle",
                                             "#snapshot",
                                             "@__thumb",
                                             "@recycle",
                                             "@recently-snapshot",
                                             ".@__thumb",
                                             ".@__qini",
                                             ".@upload_cache",
                                             ".streams",
                                             ".stfolder",
                                             ".stversions",
                                             ".stignore",
                                             ".dropbox",
                                             ".dropbox.attr",
                                             ".dropbox.cache",
                                             ".owncloudsync.log",
                                             ".849c9593-d756-4e56-8d6e-42412f2a707b",
                                             ".sync",
                                             ".tmp.drivedownload",
                                             ".tmp.driveupload",
                                             "$getcurrent",
                                             "$windows.~bt"};
constexpr std::string_view kSystemBeginnings[] = {
    "._",            // macOS's other half of a file, on disks that have no place for it
    ".trash-",       // .Trash-1000
    ".nfs",          // deleted while open, on NFS: .nfs000000000123
    ".fuse_hidden",  // the same on FUSE
    ".syncthing.",
    "~syncthing~",
    ".~lock.",  // LibreOffice
    "~$"};      // Microsoft Office
// Not whole yet, or never to be.
constexpr std::string_view kSystemEndings[] = {
    ".crdownload", ".part",  ".partial",      ".download",    ".opdownload", ".filepart",
    ".!ut",        ".!sync", ".!qb",          ".bc!",         ".aria2",      ".unison.tmp",
    ".tmp",        ".temp",  "@synoeastream", "@synoresource"};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

template <std::size_t kCount>
bool one_of(const std::string_view (&names)[kCount], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

template <std::size_t kCount>
bool begins_with_one(const std::string_view (&beginnings)[kCount], std::string_view name) {
  return std::any_of(std::begin(beginnings), std::end(beginnings),
                     [&](std::string_view one) { return name.starts_with(one); });
}

template <std::size_t kCount>
bool ends_with_one(const std::string_view (&endings)[kCount], std::string_view name) {
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view one) { return name.ends_with(one); });
}

bool begins(std::span<const std::uint8_t> head, std::size_t at, std::string_view bytes) {
  if (head.size() < at + bytes.size()) return false;
  return std::equal(bytes.begin(), bytes.end(), head.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

}  // namespace

std::optional<SkipReason> skipped_name(std::string_view name) {
  const std::string plain = lower(name);
  if (one_of(kSystemNames, plain) || begins_with_one(kSystemBeginnings, plain) ||
      ends_with_one(kSystemEndings, plain))
    return SkipReason::kSystemFile;
  if (name.starts_with(".")) return SkipReason::kHidden;
  return std::nullopt;
}

std::optional<FileKind> kind_by_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string extension = lower(name.substr(dot + 1));
  if (one_of(kPhotos, extension)) return FileKind{.photo = true};
  if (one_of(kRaws, extension)) return FileKind{.reason = SkipReason::kRaw};
  if (one_of(kSidecars, extension)) return FileKind{.reason = SkipReason::kSidecar};
  if (one_of(kVideos, extension)) return FileKind{.reason = SkipReason::kVideo};
  return std::nullopt;
}

FileKind kind_inside(const ReadAt& read) {
  const std::string_view raw = camera_raw(read);
  if (raw.empty()) return {.photo = true};
  return {.reason = SkipReason::kRaw,
          .detail = "Its content is a camera's raw file (" + std::string(raw) + ")"};
}

FileKind kind_by_content(const ReadAt& read) {
  using namespace std::string_view_literals;
  std::array<std::uint8_t, kIsoMediaHead> buffer{};
  const std::span<const std::uint8_t> head = std::span(buffer).first(read(0, buffer));
  if (begins(head, 0, "\xFF\xD8\xFF"sv) || begins(head, 0, "\x89PNG\r\n\x1A\n"sv) ||
      (begins(head, 0, "RIFF"sv) && begins(head, 8, "WEBP"sv)))
    return {.photo = true};
  FileKind inside = kind_inside(read);
  if (!inside.photo) return inside;
  for (const std::string_view tiff : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
    if (begins(head, 0, tiff)) return {.photo = true};
  switch (iso_media_kind(head)) {
    case IsoMediaKind::kHeif:
    case IsoMediaKind::kAvif:
      return {.photo = true};
    case IsoMediaKind::kVideo:
      return {.reason = SkipReason::kVideo};
    case IsoMediaKind::kCameraRaw:
    case IsoMediaKind::kNone:
      break;
  }
  if (begins(head, 0, "RIFF"sv) && begins(head, 8, "AVI "sv)) return {.reason = SkipReason::kVideo};
  if (begins(head, 0, "\x1A\x45\xDF\xA3"sv)) return {.reason = SkipReason::kVideo};
  for (const std::string_view picture : {"GIF8"sv, "BM"sv, "8BPS"sv, "\0\0\0\x0CjP  "sv,
                                         "\xFF\x4F\xFF\x51"sv, "\xFF\x0A"sv, "\0\0\0\x0CJXL "sv})
    if (begins(head, 0, picture)) return {.reason = SkipReason::kUnsupportedFormat};
  return {.reason = SkipReason::kNotAPhoto};
}

}  // namespace photosieve
