// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/roots.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

namespace fs = std::filesystem;

struct RootsTest : testing::Test {
  RootsTest() {
    std::string pattern = testing::TempDir() + "rootsXXXXXX";
    base = fs::canonical(::mkdtemp(pattern.data())).string();
    fs::create_directories(base + "/in/photos");
    fs::create_directories(base + "/inside");
    fs::create_directories(base + "/out");
    std::ofstream(base + "/in/file") << "x";
    fs::create_directory_symlink(base + "/out", base + "/in/leads_out");
    fs::create_directory_symlink(base + "/in/photos", base + "/in/leads_in");
    fs::create_directory_symlink(base + "/nowhere", base + "/in/dangles");
    fs::create_directory_symlink(base + "/in", base + "/alias");
  }
  ~RootsTest() override { fs::remove_all(base); }
  std::string base;
};

TEST_F(RootsTest, OnlyWhatLiesBelowARootIsGiven) {
  const auto roots = Roots::make({base + "/in"});
  ASSERT_TRUE(roots) << roots.error().message;
  struct Case {
    std::string path;  // below base
    int status;        // 0: allowed
    std::string real;  // below base
  };
  const std::vector<Case> cases{
      {"/in", 0, "/in"},
      {"/in/", 0, "/in"},
      {"/in//photos/", 0, "/in/photos"},
      {"/in/./photos", 0, "/in/photos"},
      {"/alias/photos", 0, "/in/photos"},
      {"/in/leads_in", 0, "/in/photos"},
      {"/in/leads_out", 403, ""},
      {"/in/leads_out/", 403, ""},
      {"/in/dangles", 403, ""},
      {"/inside", 403, ""},
      {"/out", 403, ""},
      {"", 403, ""},
      {"/in/../out", 400, ""},
      {"/in/photos/..", 400, ""},
      {"/in/nope", 404, ""},
      {"/in/file", 404, ""},
      {"/in/file/x", 403, ""},
      {"/out/nope", 403, ""},
  };
  for (const Case& c : cases) {
    const auto found = roots->existing_folder(base + c.path);
    if (c.status == 0) {
      ASSERT_TRUE(found) << c.path << ": " << found.error().detail;
      EXPECT_EQ(*found, base + c.real) << c.path;
    } else {
      ASSERT_FALSE(found) << c.path;
      EXPECT_EQ(found.error().status, c.status) << c.path;
    }
  }
  for (const std::string& path :
       {std::string("in/photos"), std::string(), std::string("~"),
        base + "/in" + std::string(1, '\0') + "x", "/" + std::string(5000, 'a')}) {
    ASSERT_FALSE(roots->existing_folder(path));
    EXPECT_EQ(roots->existing_folder(path).error().status, 400);
  }
}

TEST_F(RootsTest, AFolderThatIsNotThereYetIsJudgedByWhereItWouldBe) {
  const auto roots = Roots::make({base + "/in"});
  ASSERT_TRUE(roots);
  EXPECT_EQ(*roots->future_folder(base + "/in/new/deep"), base + "/in/new/deep");
  EXPECT_EQ(*roots->future_folder(base + "/in/leads_in/new/"), base + "/in/photos/new");
  for (const char* path :
       {"/in/leads_out/new", "/in/dangles", "/in/dangles/new", "/in_processed", "/in/file/new"}) {
    const auto found = roots->future_folder(base + path);
    ASSERT_FALSE(found) << path;
    EXPECT_EQ(found.error().status, 403) << path;
  }
}

TEST_F(RootsTest, ARefusalDoesNotSayWhetherSomethingOutsideExists) {
  const auto roots = Roots::make({base + "/in"});
  ASSERT_TRUE(roots);
  const auto there = roots->existing_folder(base + "/out");
  const auto not_there = roots->existing_folder(base + "/oux");
  EXPECT_EQ(there.error().status, not_there.error().status);
  EXPECT_EQ(there.error().code, not_there.error().code);
}

TEST_F(RootsTest, RootsAreFoldersWithoutRepetition) {
  const auto roots = Roots::make({base + "/in/photos", base + "/alias", base + "/inside"});
  ASSERT_TRUE(roots);
  EXPECT_EQ(roots->folders(), (std::vector<std::string>{base + "/in", base + "/inside"}));
  EXPECT_EQ(Roots::make({base + "/nope"}).error().kind, ErrorKind::kUsage);
  const auto usual = Roots::make({});
  ASSERT_TRUE(usual);
  EXPECT_TRUE(usual->holds(fs::current_path().string()));
}

TEST_F(RootsTest, TheWholeDiskMayBeARoot) {
  const auto roots = Roots::make({"/"});
  ASSERT_TRUE(roots);
  EXPECT_TRUE(roots->existing_folder(base + "/out"));
  EXPECT_EQ(*roots->existing_folder("/"), "/");
  EXPECT_EQ(*roots->future_folder("/no-such-folder/x"), "/no-such-folder/x");
}

}  // namespace
}  // namespace photosieve
