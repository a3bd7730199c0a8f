// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/file_kind.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace photosieve {
namespace {

std::string kind_of(std::string_view name, const std::string& bytes) {
  if (const auto skipped = skipped_name(name)) return std::string(photosieve::name(*skipped));
  const std::vector<std::uint8_t> head(bytes.begin(), bytes.end());
  const FileKind kind = kind_by_name(name).value_or(kind_by_content(head));
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
      {"scan", tiff, "unsupported_format"},
      {"x.tif", tiff, "unsupported_format"},
      {"x.webp", std::string("RIFF\0\0\0\0WEBP", 12), "unsupported_format"},
      {"x.heic",
       std::string("\0\0\0\x18"
                   "ftypheic",
                   12),
       "unsupported_format"},
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
  };
  for (const Case& one : cases) EXPECT_EQ(kind_of(one.name, one.bytes), one.kind) << one.name;
}

TEST(FileKind, ShortHeadsAreNothingAndNeverReadPastTheirEnd) {
  const std::string whole("\x89PNG\r\n\x1A\n", 8);
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_EQ(kind_of("x", whole.substr(0, length)), "not_a_photo") << length;
}

}  // namespace
}  // namespace photosieve
