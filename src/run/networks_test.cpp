// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/networks.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

TEST(NetworksFor, Workers_have_them_where_the_profile_asks_and_the_mode_allows) {
  const std::string folder = testing::TempDir() + "/networks_for";
  std::filesystem::create_directories(folder);
  for (const char* file : {"libonnxruntime.so.1", "face_far.onnx", "face_near.onnx",
                           "text_find.onnx", "text_read.onnx", "text_characters.txt"})
    std::ofstream(folder + "/" + file) << "x";
  ::setenv("PHOTOSIEVE_NETWORKS", folder.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): one thread
  Profile profile = load_profile("adobe-stock").value_or(Profile{});
  EXPECT_EQ(networks_for(profile, Mode::kBalanced), folder);
  EXPECT_EQ(networks_for(profile, Mode::kSpeed), "");
  profile.rules[static_cast<std::size_t>(FindingCode::kReadableText)].enabled = false;
  EXPECT_EQ(networks_for(profile, Mode::kSmart), folder) << "for faces alone";
  profile.rules[static_cast<std::size_t>(FindingCode::kRecognisableFace)].enabled = false;
  EXPECT_EQ(networks_for(profile, Mode::kSmart), folder) << "for dates alone";
  profile.rules[static_cast<std::size_t>(FindingCode::kBurntInDate)].enabled = false;
  EXPECT_EQ(networks_for(profile, Mode::kSmart), "");
  ::setenv("PHOTOSIEVE_NETWORKS", "off", 1);  // NOLINT(concurrency-mt-unsafe): one thread
  EXPECT_EQ(networks_for(load_profile("adobe-stock").value_or(Profile{}), Mode::kSmart), "");
}

}  // namespace
}  // namespace photosieve
