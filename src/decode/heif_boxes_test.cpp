// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif_boxes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace photosieve {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes box(const std::string& name, std::size_t body) {
  const std::size_t size = body + 8;
  Bytes bytes{static_cast<std::uint8_t>(size >> 24), static_cast<std::uint8_t>(size >> 16),
              static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)};
  bytes.insert(bytes.end(), name.begin(), name.end());
  bytes.resize(size);
  return bytes;
}

Bytes joined(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(HeifBoxes, NameWhatTheFileHolds) {
  const HeifFacts still = walk_heif(joined({box("ftyp", 16), box("meta", 100), box("mdat", 5)}));
  EXPECT_TRUE(still.has_meta);
  EXPECT_FALSE(still.has_sequence);
  EXPECT_FALSE(still.box_beyond);
  EXPECT_TRUE(walk_heif(joined({box("ftyp", 16), box("moov", 100)})).has_sequence);
}

TEST(HeifBoxes, ABoxThatEndsBehindTheFileIsSaid) {
  const Bytes whole = joined({box("ftyp", 16), box("meta", 100), box("mdat", 50)});
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const HeifFacts facts = walk_heif(std::span(whole).first(size));
    // Up to three zeros may be padding as well as the length of another box.
    const bool between = size < 4 || (size >= 24 && size < 28) || (size >= 132 && size < 136);
    EXPECT_EQ(facts.box_beyond.has_value(), !between) << size;
    if (between) continue;
    EXPECT_EQ(*facts.box_beyond, size < 24 ? 0U : size < 132 ? 24U : 132U) << size;
  }
}

TEST(HeifBoxes, LastBoxesAndPaddingMayHaveNoSize) {
  Bytes open = joined({box("ftyp", 16), box("mdat", 50)});
  open[27] = 0;
  EXPECT_FALSE(walk_heif(open).box_beyond);
  EXPECT_FALSE(walk_heif(joined({box("ftyp", 16), Bytes(20)})).box_beyond);
  Bytes large = box("mdat", 20);
  large[3] = 1;
  large[15] = 28;
  EXPECT_FALSE(walk_heif(joined({box("ftyp", 16), large})).box_beyond);
  large[15] = 29;
  EXPECT_TRUE(walk_heif(joined({box("ftyp", 16), large})).box_beyond);
}

}  // namespace
}  // namespace photosieve
