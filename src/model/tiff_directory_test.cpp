// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tiff_directory.h"

#include <gtest/gtest.h>

#include "model/test_raw.h"

namespace photosieve {
namespace {

using Bytes = std::vector<std::uint8_t>;
using test::TestDirectory;
using test::TiffBuilder;

TEST(TiffStructure, ReadsDirectoriesInBothByteOrders) {
  const TestDirectory below{{{262, 32803}}, "", {}};
  for (const bool big_endian : {false, true}) {
    const Bytes file = TiffBuilder(big_endian)
                           .file({{{{254, 1}, {259, 7}, {262, 6}}, "NIKON", {below, below}},
                                  {{{254, 4}}, "", {below}}});
    const TiffStructure tiff(read_from(file));
    ASSERT_TRUE(tiff.valid());
    const auto first = tiff.directory(tiff.first());
    ASSERT_TRUE(first) << big_endian;
    EXPECT_EQ(first->subfile_type, 1U);
    EXPECT_EQ(first->compression, 7U);
    EXPECT_EQ(first->photometric, 6U);
    EXPECT_EQ(first->make, "NIKON");
    EXPECT_TRUE(first->whole);
    ASSERT_EQ(first->sub_directories.size(), 2U);
    EXPECT_EQ(tiff.directory(first->sub_directories[1])->photometric, 32803U);
    const auto second = tiff.directory(first->next);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->subfile_type, 4U);
    EXPECT_EQ(second->sub_directories.size(), 1U);
    EXPECT_EQ(second->next, 0U);
  }
}

TEST(TiffStructure, ReadsBigTiff) {
  const Bytes file{'I', 'I', 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0,  // directory at 16
                   1,   0,   0,  0, 0, 0, 0, 0,                           // one tag
                   6,   1,   3,  0, 1, 0, 0, 0, 0,  0, 0, 0, 2, 0, 0, 0,
                   0,   0,   0,  0, 0, 0, 0, 0, 0,  0, 0, 0};
  const TiffStructure tiff(read_from(file));
  ASSERT_EQ(tiff.first(), 16U);
  const auto directory = tiff.directory(16);
  ASSERT_TRUE(directory);
  EXPECT_EQ(directory->photometric, 2U);
  EXPECT_TRUE(directory->whole);
}

TEST(TiffStructure, WhatIsCutIsNotWholeAndWhatIsNoTiffHasNone) {
  const Bytes file = TiffBuilder(false).file({{{{262, 2}, {259, 1}}, "", {}}});
  const TiffStructure tiff(read_from(file));
  const Bytes part(file.begin(), file.end() - 1);
  const TiffStructure cut(read_from(part));
  EXPECT_TRUE(tiff.directory(tiff.first())->whole);
  EXPECT_FALSE(cut.directory(cut.first())->whole);
  EXPECT_FALSE(tiff.directory(0));
  EXPECT_FALSE(tiff.directory(file.size()));
  EXPECT_FALSE(tiff.directory(~std::uint64_t{0}));
  for (const Bytes& none : {Bytes{}, Bytes{'I', 'M', 42, 0, 8, 0, 0, 0}, Bytes(64),
                            Bytes{'I', 'I', 'R', 'O', 8, 0, 0, 0},
                            Bytes{'I', 'I', 43, 0, 4, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0}})
    EXPECT_FALSE(TiffStructure(read_from(none)).valid()) << none.size();
}

}  // namespace
}  // namespace photosieve
