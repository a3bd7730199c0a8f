// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_tiff.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

TEST(MetadataTiff, FindsTheBlocksOfItsFirstDirectory) {
  const Bytes file = make_exif(
      {.image = {short_tag(262, 5), bytes_tag(700, 1, bytes_of("<x:y/>")),
                 bytes_tag(33723, 7, make_iptc({{2, 5, "A fox"}})),
                 bytes_tag(34675, 7, Bytes(200, 3)), bytes_tag(0xCD41, 7, {1, 2, 3, 4, 5})}});
  const MetadataBlocks blocks = find_metadata(file);
  EXPECT_EQ(blocks.exif.size(), file.size());
  EXPECT_TRUE(blocks.exif_is_file);
  EXPECT_EQ(blocks.model, ColourModel::kCmyk);
  EXPECT_EQ(blocks.xmp, "<x:y/>");
  EXPECT_EQ(blocks.iptc, make_iptc({{2, 5, "A fox"}}));
  EXPECT_EQ(blocks.icc, Bytes(200, 3));
  EXPECT_EQ(blocks.c2pa_where, "TIFF tag 52545");
}

TEST(MetadataTiff, OffsetsAndCountsThatLieGiveNothing) {
  Bytes file = make_exif({.image = {bytes_tag(700, 1, bytes_of("<x:xmpmeta/>"))}});
  Bytes far = file;
  far[8 + 2 + 8] = 0xFF;  // the offset of the data
  EXPECT_TRUE(find_metadata(far).xmp.empty());
  Bytes long_one = file;
  long_one[8 + 2 + 4] = 0xFF;  // their count
  EXPECT_TRUE(find_metadata(long_one).xmp.empty());
  Bytes nowhere = file;
  nowhere[4] = 0xFF;  // the directory
  EXPECT_TRUE(find_metadata(nowhere).xmp.empty());
  for (std::size_t size = 0; size < file.size(); ++size) (void)find_metadata({file.data(), size});
}

TEST(MetadataTiff, WhatIsNoTiffHasNoExif) {
  EXPECT_TRUE(find_metadata(bytes_of("a text file")).exif.empty());
  EXPECT_TRUE(find_metadata({}).exif.empty());
}

}  // namespace
}  // namespace photosieve
