// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/owner.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

namespace photosieve {
namespace {

struct OwnerTest : testing::Test {
  OwnerTest() {
    std::string pattern = testing::TempDir() + "ownerXXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~OwnerTest() override { std::filesystem::remove_all(folder); }
  std::string folder;
};

TEST_F(OwnerTest, ASessionHasOneOwnerAtATime) {
  EXPECT_FALSE(is_owned(folder, "s"));
  {
    const auto first = SessionOwner::claim(folder, "s");
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_TRUE(is_owned(folder, "s"));
    const auto second = SessionOwner::claim(folder, "s");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::kTaken);
    EXPECT_TRUE(SessionOwner::claim(folder, "other"));
  }
  EXPECT_FALSE(is_owned(folder, "s"));
  EXPECT_TRUE(SessionOwner::claim(folder, "s"));
}

TEST_F(OwnerTest, ARuntimeFolderThatOthersCanEnterIsRefused) {
  ::setenv("XDG_RUNTIME_DIR", folder.c_str(), 1);
  const auto made = runtime_folder();
  ASSERT_TRUE(made) << made.error().message;
  ::chmod(made->c_str(), 0777);
  EXPECT_FALSE(runtime_folder());
  ::unsetenv("XDG_RUNTIME_DIR");
}

}  // namespace
}  // namespace photosieve
