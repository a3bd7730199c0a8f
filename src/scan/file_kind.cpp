// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/file_kind.h"

#include <algorithm>
#include <array>
#include <string>

namespace photosieve {
namespace {

constexpr std::string_view kPhotos[] = {"jpg", "jpeg", "jpe", "jfif", "png"};
constexpr std::string_view kRaws[] = {"3fr", "ari", "arw", "bay", "cap", "cr2", "cr3", "crw", "dcr",
                                      "dng", "erf", "fff", "gpr", "iiq", "k25", "kdc", "mef", "mos",
                                      "mrw", "nef", "nrw", "orf", "pef", "ptx", "pxn", "r3d", "raf",
                                      "raw", "rw2", "rwl", "rwz", "sr2", "srf", "srw", "x3f"};
constexpr std::string_view kVideos[] = {"3gp", "avi",  "insv", "lrv",  "m2ts", "m4v",
                                        "mkv", "mov",  "mp4",  "mpeg", "mpg",  "mts",
                                        "mxf", "webm", "wmv",  "braw", "flv"};
constexpr std::string_view kSidecars[] = {"aae", "cos", "dop", "on1", "pp3", "thm", "xmp"};
// Compared without regard to case.
constexpr std::string_view kSystemNames[] = {"thumbs.db",
                                             "ehthumbs.db",
                                             "ehthumbs_vista.db",
                                             "desktop.ini",
                                             "icon\r",
                                             "__macosx",
                                             "network trash folder",
                                             "temporary items",
                                             "lost+found",
                                             "$recycle.bin",
                                             "system volume information",
                                             "recycler",
                                             "@eadir",
                                             "@synoresource",
                                             "@tmp",
                                             "@__thumb",
                                             "@recycle",
                                             "@recently-snapshot",
                                             "#recycle",
                                             "#snapshot"};

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

bool begins(std::span<const std::uint8_t> head, std::size_t at, std::string_view bytes) {
  if (head.size() < at + bytes.size()) return false;
  return std::equal(bytes.begin(), bytes.end(), head.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

}  // namespace

std::optional<SkipReason> skipped_name(std::string_view name) {
  if (name.starts_with("._")) return SkipReason::kSystemFile;  // what macOS leaves on other disks
  const std::string plain = lower(name);
  if (plain == ".ds_store" || one_of(kSystemNames, plain)) return SkipReason::kSystemFile;
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

FileKind kind_by_content(std::span<const std::uint8_t> head) {
  using namespace std::string_view_literals;
  if (begins(head, 0, "\xFF\xD8\xFF"sv) || begins(head, 0, "\x89PNG\r\n\x1A\n"sv))
    return {.photo = true};
  const bool riff = begins(head, 0, "RIFF"sv);
  if (riff && begins(head, 8, "AVI "sv)) return {.reason = SkipReason::kVideo};
  const bool picture = (riff && begins(head, 8, "WEBP"sv)) || begins(head, 0, "GIF8"sv) ||
                       begins(head, 0, "BM"sv) || begins(head, 0, "II*\0"sv) ||
                       begins(head, 0, "MM\0*"sv) || begins(head, 0, "8BPS"sv) ||
                       begins(head, 0, "\0\0\0\x0CjP  "sv) || begins(head, 0, "\xFF\x0A"sv) ||
                       begins(head, 0, "\0\0\0\x0CJXL "sv);
  if (picture) return {.reason = SkipReason::kUnsupportedFormat};
  if (begins(head, 4, "ftyp"sv)) {
    constexpr std::string_view kStill[] = {"heic", "heix", "hevc", "heim", "mif1", "avif", "avis"};
    for (const std::string_view brand : kStill)
      if (begins(head, 8, brand)) return {.reason = SkipReason::kUnsupportedFormat};
    return {.reason = begins(head, 8, "crx "sv) ? SkipReason::kRaw : SkipReason::kVideo};
  }
  if (begins(head, 0, "\x1A\x45\xDF\xA3"sv)) return {.reason = SkipReason::kVideo};
  if (begins(head, 0, "FUJIFILMCCD-RAW"sv)) return {.reason = SkipReason::kRaw};
  return {.reason = SkipReason::kNotAPhoto};
}

}  // namespace photosieve
