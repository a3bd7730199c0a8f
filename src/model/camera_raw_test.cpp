// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/camera_raw.h"

#include <gtest/gtest.h>

#include "model/test_raw.h"

namespace photosieve {
namespace {

using Bytes = std::vector<std::uint8_t>;
using test::TestDirectory;
using test::TiffBuilder;

constexpr std::uint16_t kSubfile = 254;
constexpr std::uint16_t kPhotometric = 262;

TEST(CameraRaw, IsToldByWhatIsInsideWhateverTheMaker) {
  for (const test::RawFile& file : test::raw_files())
    EXPECT_EQ(camera_raw(read_from(file.bytes)), file.name);
}

TEST(CameraRaw, PicturesAreNone) {
  const TestDirectory rgb{{{kPhotometric, 2}}, "NIKON CORPORATION", {}};
  const TestDirectory with_copies{{{kPhotometric, 2}}, "Canon", {{{{kSubfile, 1}}, "", {}}}};
  const TestDirectory thumbnail_first{{{kSubfile, 1}, {kPhotometric, 2}}, "", {}};
  for (const Bytes& file :
       {TiffBuilder(false).file({rgb}), TiffBuilder(true).file({rgb, rgb}),
        TiffBuilder(false).file({with_copies}), TiffBuilder(true).file({thumbnail_first, rgb}),
        Bytes{}, Bytes{'I', 'I'}, Bytes{'I', 'I', 42, 0, 8, 0, 0, 0}, Bytes(4096),
        Bytes{0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F'}})
    EXPECT_EQ(camera_raw(read_from(file)), "") << file.size();
}

TEST(CameraRaw, LoopsAndCutsEndSoon) {
  // A directory that is its own sub-directory and its own successor.
  Bytes loop = TiffBuilder(false).file({{{{kSubfile, 0}, {0x14A, 8}}, "", {}}});
  loop[4] = static_cast<std::uint8_t>(loop.size() - (2 + 2 * 12 + 4));
  const std::uint8_t own = loop[4];
  loop[own + 2U + 12 + 8] = own;
  loop[loop.size() - 4] = own;
  int reads = 0;
  const ReadAt counted = [&](std::uint64_t at, std::span<std::uint8_t> to) {
    ++reads;
    return read_from(loop)(at, to);
  };
  EXPECT_EQ(camera_raw(counted), "");
  EXPECT_LT(reads, 200);
  for (const test::RawFile& file : test::raw_files())
    for (std::size_t size = 0; size < std::min<std::size_t>(file.bytes.size(), 300); ++size) {
      const std::string_view kind = camera_raw(read_from(std::span(file.bytes).first(size)));
      EXPECT_TRUE(kind.empty() || kind == file.name || kind == "camera raw") << kind << " " << size;
    }
}

}  // namespace
}  // namespace photosieve
