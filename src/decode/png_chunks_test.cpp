// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/png_chunks.h"

#include <gtest/gtest.h>

#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;

TEST(PngChunks, TellsTheHeaderAndTheOrientation) {
  const Bytes file = test::make_png({.width = 31,
                                     .height = 17,
                                     .bit_depth = 16,
                                     .interlaced = true,
                                     .exif = test::exif_block(6)});
  const PngFacts facts = walk_png(file);
  EXPECT_EQ(facts.width, 31U);
  EXPECT_EQ(facts.height, 17U);
  EXPECT_EQ(facts.bit_depth, 16);
  EXPECT_TRUE(facts.interlaced);
  EXPECT_EQ(facts.orientation, 6);
  EXPECT_TRUE(facts.has_end);
  EXPECT_FALSE(facts.bad_at);
}

TEST(PngChunks, MissesTheEndWhereverTheFileIsCut) {
  const Bytes whole = test::make_png({.width = 8, .height = 8});
  for (std::size_t size = 8; size < whole.size(); ++size)
    EXPECT_FALSE(walk_png(std::span(whole).first(size)).has_end) << size;
}

TEST(PngChunks, SaysWhereNoChunkStands) {
  Bytes file = test::make_png({.width = 8, .height = 8});
  file[33 + 4] = 7;  // the name of the chunk behind the header
  EXPECT_EQ(walk_png(file).garbage_at, 33U);
  file[33] = 0xFF;  // its length
  EXPECT_EQ(walk_png(file).garbage_at, 33U);
}

TEST(PngChunks, NamesTheFirstChunkWithAWrongChecksum) {
  Bytes file = test::make_png({.width = 8, .height = 8});
  file[file.size() - 1] ^= 1;  // IEND's
  EXPECT_EQ(walk_png(file).bad_at, file.size() - 12);
  file[20] ^= 1;  // IHDR's height
  EXPECT_EQ(walk_png(file).bad_at, 8U);
}

}  // namespace
}  // namespace photosieve
