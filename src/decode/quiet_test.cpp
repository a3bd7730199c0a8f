// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/quiet.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Quiet, WhatIsWrittenWhileItLivesGoesNowhere) {
  testing::internal::CaptureStderr();
  std::fprintf(stderr, "before ");
  {
    const Quiet quiet;
    EXPECT_EQ(std::fprintf(stderr, "between "), 8);
  }
  std::fprintf(stderr, "after");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "before after");
}

}  // namespace
}  // namespace photosieve
