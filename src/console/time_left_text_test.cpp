// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/time_left_text.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace photosieve {
namespace {

TEST(TimeLeftText, ARangeNamesItsUnitOnceAndIsOneNumberWhereItsEndsLookAlike) {
  struct Case {
    double p50;
    std::optional<double> p90;
    const char* text;
  };
  for (const Case& one :
       {Case{0.4, 5, "almost done"}, Case{26 * 60, std::nullopt, "26 min left"},
        Case{12 * 60, 15 * 60, "12 to 15 min left"}, Case{701, 719, "12 min left"},
        Case{40, 55, "40 to 55 s left"}, Case{50, 100, "50 s to 2 min left"},
        Case{3000, 4000, "50 min to 1 h 07 min left"},
        Case{3720, 4800, "1 h 02 min to 1 h 20 min left"}, Case{100, 50, "2 min left"}})
    EXPECT_EQ(left_in_words(one.p50, one.p90), one.text) << one.p50;
}

TEST(TimeLeftText, TheEndIsTheClockOfTheZoneWithItsName) {
  setenv("TZ", "CET-1", 1);  // NOLINT(concurrency-mt-unsafe): one thread
  tzset();
  constexpr WallMs kNoon = 1'767'268'800'000;  // Thursday, 2026-01-01T12:00:00Z
  EXPECT_EQ(end_in_words(kNoon, 60), "done 13:00 CET");
  EXPECT_EQ(end_in_words(kNoon, 100'000), "done Thu 13:00 CET");
  setenv("TZ", "ICT-7", 1);  // NOLINT(concurrency-mt-unsafe): one thread
  tzset();
  EXPECT_EQ(end_in_words(kNoon, 60), "done 19:00 ICT");
  unsetenv("TZ");  // NOLINT(concurrency-mt-unsafe): one thread
  tzset();
}

}  // namespace
}  // namespace photosieve
