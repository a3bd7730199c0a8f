// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/postgres_values.h"

#include <gtest/gtest.h>

#include <limits>

namespace photosieve {
namespace {

TEST(PostgresValuesTest, WholeNumbersComeBackByEveryType) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{-7}, std::int64_t{30000}})
    for (const unsigned type : {kPostgresInt2, kPostgresInt4, kPostgresInt8, kPostgresFloat8})
      EXPECT_EQ(whole_from_postgres(to_postgres(value, type), type), value) << type;
  EXPECT_EQ(whole_from_postgres(to_postgres(kMost, kPostgresInt8), kPostgresInt8), kMost);
  EXPECT_EQ(whole_from_postgres(to_postgres(std::int64_t{2}, kPostgresBool), kPostgresBool), 1);
}

TEST(PostgresValuesTest, NumbersAreInNetworkOrder) {
  EXPECT_EQ(to_postgres(std::int64_t{258}, kPostgresInt4), std::string("\0\0\1\2", 4));
  EXPECT_EQ(to_postgres(1.0, kPostgresFloat8), std::string("\x3f\xf0\0\0\0\0\0\0", 8));
  EXPECT_EQ(number_from_postgres(to_postgres(-0.1, kPostgresFloat8), kPostgresFloat8), -0.1);
}

TEST(PostgresValuesTest, ATextIsUtf8WithoutZerosAndBytesAreLeftAlone) {
  const std::string_view odd("a\0\xff", 3);
  EXPECT_EQ(to_postgres(odd, kPostgresText), "a\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(to_postgres(odd, kPostgresBytes), odd);
}

}  // namespace
}  // namespace photosieve
