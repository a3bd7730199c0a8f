// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/capture_time.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(CaptureTime, CountsSeconds) {
  EXPECT_EQ(capture_seconds("1970-01-01T00:00:00"), 0);
  EXPECT_EQ(capture_seconds("2026-01-31T09:15:02"), 1769850902);
  EXPECT_EQ(*capture_seconds("2024-03-01T00:00:01") - *capture_seconds("2024-02-29T23:59:59"), 2);
}

TEST(CaptureTime, IsNothingForWhatIsNoMoment) {
  for (const char* text : {"", "2026-01-31", "2026-13-31T09:15:02", "2026-02-30T09:15:02",
                           "2026:01:31 09:15:02", "2026-01-31T09:15:0x", "2026-01-31T09:15:02Z"})
    EXPECT_FALSE(capture_seconds(text)) << text;
}

}  // namespace
}  // namespace photosieve
