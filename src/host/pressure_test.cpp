// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/pressure.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Pressure, IsSomeOfTheLastTenSeconds) {
  const struct {
    const char* text;
    std::optional<double> percent;
  } cases[] = {
      {"some avg10=1.53 avg60=0.40 avg300=0.10 total=999\nfull avg10=9.00 avg60=0 avg300=0 "
       "total=1\n",
       1.53},
      {"full avg10=9.00 avg60=0.00 avg300=0.00 total=1\n", std::nullopt},
      {"some avg60=1.00\n", std::nullopt},
      {"some avg10=-1 avg60=0\n", std::nullopt},
      {"some avg10=101.00\n", std::nullopt},
      {"some avg10=nan\n", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& one : cases) EXPECT_EQ(some_avg10(one.text), one.percent) << one.text;
}

TEST(Pressure, LoadIsThreeNumbersOrNone) {
  const auto load = load_average("0.20 1.18 2.12 1/80 11206\n");
  ASSERT_TRUE(load);
  EXPECT_EQ(load->one, 0.20);
  EXPECT_EQ(load->five, 1.18);
  EXPECT_EQ(load->fifteen, 2.12);
  for (const char* text : {"", "0.1 0.2", "a b c", "0.1 -1 0.2"})
    EXPECT_FALSE(load_average(text)) << text;
}

}  // namespace
}  // namespace photosieve
