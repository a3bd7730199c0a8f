// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile_source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

TEST(ProfileSource, NamesAreBuiltInAndPathsAreFiles) {
  EXPECT_TRUE(built_in_profile_text("adobe-stock"));
  EXPECT_FALSE(built_in_profile_text("adobe-stok"));
  EXPECT_TRUE(is_profile_path("mine.toml"));
  EXPECT_TRUE(is_profile_path("./mine"));
  EXPECT_FALSE(is_profile_path("adobe-stock"));
}

TEST(ProfileSource, AFileIsReadOneByteBeyondWhatMayBe) {
  const auto path = std::filesystem::temp_directory_path() / "photosieve_profile_source.toml";
  std::ofstream(path) << std::string(kLongestProfileFile + 100, ' ');
  EXPECT_EQ(profile_text_file(path)->size(), kLongestProfileFile + 1);
  std::ofstream(path) << "name = 'x'";
  EXPECT_EQ(profile_text_file(path), "name = 'x'");
  std::filesystem::remove(path);
  EXPECT_FALSE(profile_text_file(path));
  EXPECT_FALSE(profile_text_file(std::filesystem::temp_directory_path())) << "no device, no folder";
}

}  // namespace
}  // namespace photosieve
