// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_blocks.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

TEST(MetadataBlocks, ImageResourcesGiveIptcAndItsDigest) {
  MetadataBlocks blocks;
  const Bytes iptc = make_iptc({{2, 5, "Odd"}});
  read_image_resources(joined({resource(0x03ED, Bytes(15)), resource(0x0404, iptc),
                               resource(0x0425, Bytes(16, 4)), resource(0x0404, {1, 2})}),
                       blocks);
  EXPECT_EQ(blocks.iptc, iptc);
  EXPECT_EQ(blocks.iptc_digest->at(15), 4);
}

TEST(MetadataBlocks, ALengthThatLiesIsSaid) {
  MetadataBlocks blocks;
  Bytes resources = resource(0x0404, make_iptc({{2, 5, "A fox"}}));
  resources[8] = 0x7F;
  read_image_resources(resources, blocks);
  EXPECT_TRUE(blocks.iptc.empty());
  EXPECT_EQ(blocks.problems.size(), 1U);
  for (std::size_t size = 0; size < resources.size(); ++size)
    read_image_resources({resources.data(), size}, blocks);
}

TEST(MetadataBlocks, AProblemIsKeptOnceAndOnlyADozen) {
  MetadataBlocks blocks;
  for (int i = 0; i < 100; ++i) blocks.problem("the same");
  EXPECT_EQ(blocks.problems.size(), 1U);
  for (int i = 0; i < 100; ++i) blocks.problem(std::to_string(i));
  EXPECT_EQ(blocks.problems.size(), 12U);
}

}  // namespace
}  // namespace photosieve
