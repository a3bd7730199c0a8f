// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <gtest/gtest.h>

#include <vector>

namespace photosieve {
namespace {

TEST(Hash, MatchesThePublishedValueOfTheEmptyInput) {
  EXPECT_EQ(to_hex(xxh3({})), "99aa06d3014798d86001c324468d497f");
}

TEST(Hash, IsTheSameInPiecesAsAtOnce) {
  std::vector<std::uint8_t> bytes(100'000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 31 >> 3);
  Xxh3Stream stream;
  const std::span<const std::uint8_t> all(bytes);
  stream.update(all.first(7));
  stream.update(all.subspan(7, 4096));
  stream.update(all.subspan(4103));
  EXPECT_EQ(stream.digest(), xxh3(all));
}

TEST(Hash, HexGoesThereAndBack) {
  const Hash128 hash{0x0123456789abcdefULL, 0xfULL};
  EXPECT_EQ(hash_from_hex(to_hex(hash)), hash);
  EXPECT_EQ(hash_from_hex("0123"), std::nullopt);
  EXPECT_EQ(hash_from_hex("0123456789abcdeg0123456789abcdef"), std::nullopt);
}

}  // namespace
}  // namespace photosieve
