// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/folder_list.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/unique_fd.h"

namespace photosieve {
namespace {

struct FolderListTest : testing::Test {
  FolderListTest() {
    std::string pattern = testing::TempDir() + "foldersXXXXXX";
    root = ::mkdtemp(pattern.data());
  }
  ~FolderListTest() override { std::filesystem::remove_all(root); }
  void file(const std::string& path) const {
    std::filesystem::create_directories((root / path).parent_path());
    std::ofstream(root / path) << "x";
  }
  [[nodiscard]] Result<FolderList> list(std::size_t most = 100) const {
    const UniqueFd folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return list_folders(folder.get(), most);
  }
  std::filesystem::path root;
};

TEST_F(FolderListTest, FoldersComeByNameWithWhatIsDirectlyInside) {
  file("top.jpg");
  file("notes.txt");
  file("b/1.JPG");
  file("b/2.png");
  file("b/notes.txt");
  file("b/deep/3.jpg");
  file("a\xff/empty/x.txt");
  const auto found = list();
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->photos, 1U);
  EXPECT_FALSE(found->cut);
  ASSERT_EQ(found->folders.size(), 2U);
  EXPECT_EQ(found->folders[0].name, "a\xff");
  EXPECT_EQ(found->folders[0].photos, 0U);
  EXPECT_EQ(found->folders[0].folders, 1U);
  EXPECT_EQ(found->folders[1].photos, 2U);
  EXPECT_EQ(found->folders[1].folders, 1U);
}

TEST_F(FolderListTest, HiddenAndSystemFoldersAndLinksAreLeftOut) {
  file(".hidden/1.jpg");
  file("@eaDir/1.jpg");
  file("real/1.jpg");
  std::filesystem::create_directory_symlink("/", root / "link");
  std::filesystem::create_symlink("real/1.jpg", root / "real/2.jpg");
  const auto found = list();
  ASSERT_TRUE(found);
  ASSERT_EQ(found->folders.size(), 1U);
  EXPECT_EQ(found->folders[0].name, "real");
  EXPECT_EQ(found->folders[0].photos, 1U);
}

TEST_F(FolderListTest, AtMostSoManyAndItSaysThatThereAreMore) {
  for (const char* name : {"c/x", "a/x", "b/x"}) file(name);
  const auto found = list(2);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->cut);
  ASSERT_EQ(found->folders.size(), 2U);
  EXPECT_EQ(found->folders[1].name, "b");
}

TEST_F(FolderListTest, WhatIsNoFolderIsAnError) {
  const auto found = list_folders(-1, 10);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace photosieve
