// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/photo_table.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(PhotoTable, GivesBackEveryPathAndIdentity) {
  PhotoTable table;
  std::vector<std::string> paths;
  for (std::uint32_t n = 1; n <= 5000; ++n) {
    std::string path = n % 3 == 0 ? "" : "folder/" + std::string(n % 7, 'x') + "/";
    path += "photo-" + std::to_string(n) + "\xff.jpg";
    paths.push_back(path);
    table.add({n, path, {n * 10ULL, static_cast<std::int64_t>(n), n}});
  }
  ASSERT_EQ(table.size(), 5000U);
  for (std::uint32_t n = 1; n <= 5000; ++n) {
    EXPECT_EQ(table.path(n), paths[n - 1]);
    EXPECT_EQ(table.identity(n).bytes, n * 10ULL);
  }
}

TEST(PhotoTable, KeepsTheStateOfEachPhotoApart) {
  PhotoTable table;
  for (std::uint32_t n = 1; n <= 3; ++n) table.add({n, std::to_string(n), {}});
  table.state(2).judged = true;
  EXPECT_FALSE(table.state(1).judged);
  EXPECT_TRUE(table.state(2).judged);
  EXPECT_FALSE(table.state(3).judged);
}

TEST(PhotoTable, TakesTheLongestNamesThereAre) {
  PhotoTable table;
  const std::string name(255, 'n');
  for (std::uint32_t n = 1; n <= 200; ++n) table.add({n, name, {}});
  EXPECT_EQ(table.path(200), name);
}

}  // namespace
}  // namespace photosieve
