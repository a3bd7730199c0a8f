// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/thumbnail_cache.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

namespace fs = std::filesystem;

struct ThumbnailCacheTest : testing::Test {
  ThumbnailCacheTest() {
    std::string pattern = testing::TempDir() + "thumbsXXXXXX";
    base = ::mkdtemp(pattern.data());
    folder = base + "/cache/photosieve/thumbnails";
  }
  ~ThumbnailCacheTest() override { fs::remove_all(base); }
  static std::string picture(std::size_t bytes, char fill = 'x') {
    return "\xff\xd8" + std::string(bytes - 2, fill);
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
  std::string base;
  std::string folder;
};

TEST_F(ThumbnailCacheTest, KeepsPicturesByContentAndWidthOverARestart) {
  {
    ThumbnailCache cache(folder, 10'000);
    EXPECT_EQ(cache.find({1, 2}, 100), std::nullopt);
    cache.keep({1, 2}, 100, picture(500, 'a'));
    cache.keep({1, 2}, 200, picture(600, 'b'));
    EXPECT_EQ(cache.find({1, 2}, 100), picture(500, 'a'));
    EXPECT_EQ(cache.find({1, 3}, 100), std::nullopt);
    EXPECT_EQ(cache.bytes(), 1100U);
  }
  ThumbnailCache again(folder, 10'000);
  EXPECT_EQ(again.bytes(), 1100U);
  EXPECT_EQ(again.find({1, 2}, 200), picture(600, 'b'));
  struct stat found {};
  ASSERT_EQ(::stat(folder.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0700U);
}

TEST_F(ThumbnailCacheTest, WhatWasNotAskedForLongestGoesFirst) {
  ThumbnailCache cache(folder, 1000);
  for (std::uint64_t i = 1; i <= 3; ++i) cache.keep({i, 0}, 50, picture(300));
  EXPECT_TRUE(cache.find({1, 0}, 50));
  cache.keep({4, 0}, 50, picture(300));
  EXPECT_LE(cache.bytes(), 1000U);
  EXPECT_TRUE(cache.find({1, 0}, 50));
  EXPECT_FALSE(cache.find({2, 0}, 50));
  EXPECT_TRUE(cache.find({3, 0}, 50));
  EXPECT_EQ(files(), 3U);
  cache.keep({5, 0}, 50, picture(1001));
  EXPECT_FALSE(cache.find({5, 0}, 50)) << "larger than all that may be kept";
  ThumbnailCache smaller(folder, 350);
  EXPECT_EQ(files(), 1U);
}

TEST_F(ThumbnailCacheTest, DamagedAndForeignFilesAreNoPictures) {
  {
    ThumbnailCache cache(folder, 10'000);
    cache.keep({1, 1}, 50, picture(100));
    cache.keep({2, 2}, 50, picture(100));
  }
  for (const auto& one : fs::directory_iterator(folder))
    if (one.path().filename().string().starts_with("0000000000000001")) {
      std::ofstream(one.path()) << "no picture";
    }
  std::ofstream(folder + "/notes.txt") << "mine";
  std::ofstream(folder + "/.new-half") << "half";
  ThumbnailCache cache(folder, 10'000);
  EXPECT_FALSE(cache.find({1, 1}, 50));
  EXPECT_TRUE(cache.find({2, 2}, 50));
  EXPECT_TRUE(fs::exists(folder + "/notes.txt"));
  EXPECT_FALSE(fs::exists(folder + "/.new-half"));
  fs::remove_all(folder);
  EXPECT_FALSE(cache.find({2, 2}, 50)) << "somebody cleared the cache";
  cache.keep({2, 2}, 50, picture(100));
}

TEST_F(ThumbnailCacheTest, WithoutAFolderNothingIsKept) {
  ThumbnailCache none("", 1000);
  none.keep({1, 1}, 50, picture(100));
  EXPECT_FALSE(none.find({1, 1}, 50));
  std::ofstream(base + "/file") << "x";
  ThumbnailCache blocked(base + "/file/thumbnails", 1000);
  blocked.keep({1, 1}, 50, picture(100));
  EXPECT_FALSE(blocked.find({1, 1}, 50));
}

TEST(ThumbnailFolder, IsWhereCachesBelong) {
  ::setenv("XDG_CACHE_HOME", "/somewhere", 1);
  EXPECT_EQ(default_thumbnail_folder(), "/somewhere/photosieve/thumbnails");
  ::setenv("XDG_CACHE_HOME", "relative", 1);
  ::setenv("HOME", "/home/me", 1);
  EXPECT_EQ(default_thumbnail_folder(), "/home/me/.cache/photosieve/thumbnails");
  ::unsetenv("XDG_CACHE_HOME");
}

}  // namespace
}  // namespace photosieve
