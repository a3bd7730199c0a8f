// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/machine_name.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace photosieve {
namespace {

TEST(MachineName, IsTheOneThatTheSystemGives) {
  char name[256] = {};
  ASSERT_EQ(::gethostname(name, sizeof(name) - 1), 0);
  EXPECT_EQ(machine_name(), name);
}

}  // namespace
}  // namespace photosieve
