// SPDX-License-Identifier: Apache-2.0
#include "base/open_below.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

struct OpenBelowTest : testing::Test {
  OpenBelowTest() {
    std::string pattern = testing::TempDir() + "belowXXXXXX";
    folder = ::mkdtemp(pattern.data());
    std::filesystem::create_directories(folder + "/a/b");
    std::ofstream(folder + "/a/b/c.jpg") << "photo";
    std::filesystem::create_symlink("a", folder + "/link");
    std::filesystem::create_symlink("/etc/passwd", folder + "/a/out.jpg");
    ::mkfifo((folder + "/fifo.jpg").c_str(), 0600);
    root = UniqueFd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY));
  }
  ~OpenBelowTest() override { std::filesystem::remove_all(folder); }
  std::string folder;
  UniqueFd root;
};

TEST_F(OpenBelowTest, OpensWhatIsBelowAndNothingElseByBothWays) {
  struct Case {
    std::string path;
    bool opens;
  };
  const Case cases[] = {
      {"a/b/c.jpg", true},      {"fifo.jpg", true},  // without blocking
      {"link/b/c.jpg", false},  {"a/out.jpg", false},
      {"../etc/passwd", false}, {"a/../a/b/c.jpg", false},
      {"/etc/passwd", false},   {"a//b/c.jpg", false},
      {"./a/b/c.jpg", false},   {"", false},
      {"a/b/", false},          {"gone.jpg", false},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(open_below(root.get(), one.path, O_RDONLY).valid(), one.opens) << one.path;
    EXPECT_EQ(open_below_by_steps(root.get(), one.path, O_RDONLY).valid(), one.opens) << one.path;
  }
}

TEST_F(OpenBelowTest, TakesAPathThatIsLongerThanOneCallTakes) {
  int at = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
  std::string path;
  const std::string name(200, 'd');
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(::mkdirat(at, name.c_str(), 0700), 0);
    const int next = ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY);
    ::close(at);
    at = next;
    path += name + "/";
  }
  ::close(::openat(at, "x.jpg", O_CREAT | O_WRONLY, 0600));
  ::close(at);
  EXPECT_TRUE(open_below(root.get(), path + "x.jpg", O_RDONLY).valid());
}

}  // namespace
}  // namespace photosieve
