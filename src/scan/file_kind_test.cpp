// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/file_kind.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/test_raw.h"

namespace photosieve {
namespace {

std::string kind_of(std::string_view name, const std::string& bytes) {
  if (const auto skipped = skipped_name(name)) return std::string(photosieve::name(*skipped));
  const std::vector<std::uint8_t> content(bytes.begin(), bytes.end());
  const ReadAt read = read_from(content);
  const auto by_name = kind_by_name(name);
  const FileKind kind = !by_name         ? kind_by_content(read)
                        : by_name->photo ? kind_inside(read)
                                         : *by_name;
  return kind.photo ? "photo" : std::string(photosieve::name(kind.reason));
}

TEST(FileKind, IsToldByNameThenByContent) {
  struct Case {
    const char* name;
    std::string bytes;
    const char* kind;
  };
  const std::string jpeg("\xFF\xD8\xFF\xE1", 4);
  const std::string png("\x89PNG\r\n\x1A\n", 8);
  const std::string tiff("II*\0\x08\0\0\0", 8);
  const Case cases[] = {
      {"a.jpg", "", "photo"},
      {"a.JPEG", "not a photo", "photo"},  // the worker will say so
      {"a.png", "", "photo"},
      {"notes.txt", jpeg, "photo"},
      {"noextension", png, "photo"},
      {"notes.txt", "hello", "not_a_photo"},
      {"empty", "", "not_a_photo"},
      {"x.NEF", tiff, "raw"},
      {"x.dng", tiff, "raw"},
      {"scan", tiff, "photo"},
      {"x.tif", tiff, "photo"},
      {"x.TIFF", "", "photo"},  // the worker will say that it is empty
      {"x.webp", "", "photo"},
      {"x.heic", "", "photo"},
      {"x.avif", "", "photo"},
      {"x", std::string("RIFF\0\0\0\0WEBP", 12), "photo"},
      {"x", std::string("II+\0\x08\0\0\0", 8), "photo"},
      {"x.gif", "GIF89a", "unsupported_format"},
      {"x.psd", "8BPS", "unsupported_format"},
      {"x",
       std::string("\0\0\0\x18"
                   "ftypheic",
                   12),
       "photo"},
      {"x",
       std::string("\0\0\0\x18"
                   "ftypmsf1",
                   12),
       "video"},
      {"x",
       std::string("\0\0\0\x18"
                   "ftypisom",
                   12),
       "video"},
      {"x",
       std::string("\0\0\0\x18"
                   "ftypcrx ",
                   12),
       "raw"},
      {"x.mp4", jpeg, "video"},
      {"x.xmp", "<x:xmpmeta>", "sidecar"},
      {".hidden.jpg", jpeg, "hidden"},
      {"._a.jpg", jpeg, "system_file"},
      {".DS_Store", "", "system_file"},
      {"Thumbs.db", "", "system_file"},
      {"@eaDir", "", "system_file"},
      {"@__thumb", "", "system_file"},
      {"RECYCLER", "", "system_file"},
      {"$RECYCLE.BIN", "", "system_file"},
      {"System Volume Information", "", "system_file"},
      {"desktop.ini", "", "system_file"},
      {"lost+found", "", "system_file"},
      {"#recycle", "", "system_file"},
      {".Trash-1000", "", "system_file"},
      {".Trashes", "", "system_file"},
      {".Spotlight-V100", "", "system_file"},
      {".fseventsd", "", "system_file"},
      {".AppleDouble", "", "system_file"},
      {"IMG_1.jpg@SynoEAStream", jpeg, "system_file"},
      {".nfs000000000001", jpeg, "system_file"},
      {".fuse_hidden0001", jpeg, "system_file"},
      {".syncthing.IMG_1.jpg.tmp", jpeg, "system_file"},
      {"~syncthing~IMG_1.jpg.tmp", jpeg, "system_file"},
      {".stversions", "", "system_file"},
      {".dropbox.cache", "", "system_file"},
      {"IMG_1.jpg.crdownload", jpeg, "system_file"},
      {"IMG_1.jpg.PART", jpeg, "system_file"},
      {"IMG_1.jpg.partial", jpeg, "system_file"},
      {"IMG_1.jpg.!sync", jpeg, "system_file"},
      {".849C9593-D756-4E56-8D6E-42412F2A707B", "", "system_file"},
      {"part", jpeg, "photo"},
      {"spare.parts.jpg", jpeg, "photo"},
      {"recycle.jpg", jpeg, "photo"},
  };
  for (const Case& one : cases) EXPECT_EQ(kind_of(one.name, one.bytes), one.kind) << one.name;
}

TEST(FileKind, RawFilesAreRawUnderAnyName) {
  for (const test::RawFile& file : test::raw_files()) {
    const std::string bytes(file.bytes.begin(), file.bytes.end());
    for (const char* name : {"x.tif", "x.TIFF", "x.jpg", "x.JPEG", "x.png", "x.heic", "x.bin", "x"})
      EXPECT_EQ(kind_of(name, bytes), "raw") << file.name << " as " << name;
  }
}

TEST(FileKind, ShortHeadsAreNothingAndNeverReadPastTheirEnd) {
  const std::string whole("\x89PNG\r\n\x1A\n", 8);
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_EQ(kind_of("x", whole.substr(0, length)), "not_a_photo") << length;
}

}  // namespace
}  // namespace photosieve
