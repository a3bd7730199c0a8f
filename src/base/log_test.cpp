// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Log, WritesWhatTheLevelAllowsToStandardErrorOnly) {
  set_log_level("warn");
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  log_info("quiet");
  log_warning("heard");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("warning heard"), std::string::npos) << text;
  EXPECT_EQ(text.find("quiet"), std::string::npos) << text;
}

}  // namespace
}  // namespace photosieve
