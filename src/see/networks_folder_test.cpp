// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/networks_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace photosieve {
namespace {

namespace fs = std::filesystem;

class NetworksFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root_);
    set("XDG_DATA_HOME", root_.string());
    unset("PHOTOSIEVE_NETWORKS");
  }
  void TearDown() override { fs::remove_all(root_); }
  static void set(const char* name, const std::string& value) {
    ::setenv(name, value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): one thread
  }
  static void unset(const char* name) {
    ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
  }
  static void fill(const fs::path& folder) {
    fs::create_directories(folder);
    for (const char* file : {"libonnxruntime.so.1", "face_far.onnx", "face_near.onnx",
                             "text_find.onnx", "text_read.onnx", "text_characters.txt"})
      std::ofstream(folder / file) << "x";
  }
  // Tests run beside each other, each in a process of its own.
  const fs::path root_ =
      fs::path(testing::TempDir()) / ("networks_folder-" + std::to_string(::getpid()));
};

TEST_F(NetworksFolderTest, Without_them_it_says_how_to_get_them) {
  const NetworksFolder found = networks_folder();
  EXPECT_EQ(found.folder, "");
  EXPECT_FALSE(found.off);
  EXPECT_NE(found.why.find("tools/networks"), std::string::npos);
}

TEST_F(NetworksFolderTest, The_users_own_folder_counts_when_it_is_whole) {
  const fs::path folder = root_ / "photosieve/networks";
  fill(folder);
  EXPECT_EQ(networks_folder().folder, folder.string());
  fs::remove(folder / "text_read.onnx");
  EXPECT_EQ(networks_folder().folder, "");
}

TEST_F(NetworksFolderTest, A_folder_that_was_named_comes_first_and_off_means_none) {
  fill(root_ / "photosieve/networks");
  fill(root_ / "named");
  set("PHOTOSIEVE_NETWORKS", (root_ / "named").string());
  EXPECT_EQ(networks_folder().folder, (root_ / "named").string());
  set("PHOTOSIEVE_NETWORKS", (root_ / "nowhere").string());
  EXPECT_EQ(networks_folder().folder, "") << "no other one instead of it";
  EXPECT_NE(networks_folder().why, "");
  set("PHOTOSIEVE_NETWORKS", "off");
  EXPECT_TRUE(networks_folder().off);
  EXPECT_EQ(networks_folder().why, "");
}

}  // namespace
}  // namespace photosieve
