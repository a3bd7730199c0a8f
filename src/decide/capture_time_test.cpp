// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/capture_time.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(CaptureTime, CountsMilliseconds) {
  EXPECT_EQ(capture_milliseconds("1970-01-01T00:00:00"), 0);
  EXPECT_EQ(capture_milliseconds("2026-01-31T09:15:02"), 1769850902000);
  EXPECT_EQ(capture_milliseconds("2026-01-31T09:15:02.37"), 1769850902370);
  EXPECT_EQ(capture_milliseconds("2026-01-31T09:15:02.5"), 1769850902500);
  EXPECT_EQ(capture_milliseconds("2026-01-31T09:15:02.005"), 1769850902005);
  EXPECT_EQ(
      *capture_milliseconds("2024-03-01T00:00:01") - *capture_milliseconds("2024-02-29T23:59:59"),
      2000);
}

TEST(CaptureTime, IsNothingForWhatIsNoMoment) {
  for (const char* text :
       {"", "2026-01-31", "2026-13-31T09:15:02", "2026-02-30T09:15:02", "2026:01:31 09:15:02",
        "2026-01-31T09:15:0x", "2026-01-31T09:15:02Z", "2026-01-31T09:15:02.",
        "2026-01-31T09:15:02.1234", "2026-01-31T09:15:02.x"})
    EXPECT_FALSE(capture_milliseconds(text)) << text;
}

}  // namespace
}  // namespace photosieve
