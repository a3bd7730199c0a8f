// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/host_root.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "host/test_tree.h"

namespace photosieve {
namespace {

TEST(HostRoot, ReadsListsAndFollowsBelowItsFolder) {
  const TestTree tree;
  tree.put("/proc/b", "text\n");
  tree.put("/proc/a", "");
  tree.link("/proc/fd/3", "/dev/dri/renderD128");
  const HostRoot root = tree.root();
  EXPECT_EQ(root.text("/proc/b"), "text\n");
  EXPECT_EQ(root.text("/proc/a"), "");
  EXPECT_EQ(root.text("/proc/none"), std::nullopt);
  EXPECT_EQ(root.text("/proc"), std::nullopt) << "a folder has no text";
  EXPECT_EQ(root.names("/proc"), (std::vector<std::string>{"a", "b", "fd"}));
  EXPECT_TRUE(root.names("/none").empty());
  EXPECT_EQ(root.link("/proc/fd/3"), "/dev/dri/renderD128");
  EXPECT_TRUE(root.exists("/proc/a"));
  EXPECT_FALSE(root.exists("/proc/c"));
}

TEST(HostRoot, ReadsWholeFilesOfTheMachineThatSayNoSize) {
  const auto stat = HostRoot().text("/proc/stat");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->substr(0, 4), "cpu ");
  EXPECT_EQ(stat->back(), '\n') << "to its end";
}

TEST(KeptFile, ReadsAnewEachTimeAndComesBackAfterItWasGone) {
  const TestTree tree;
  KeptFile file(tree.root(), "/sys/value");
  EXPECT_EQ(file.read(), std::nullopt) << "not there yet";
  tree.put("/sys/value", "1");
  EXPECT_EQ(file.read(), "1");
  tree.put("/sys/value", std::string(10'000, 'x'));
  EXPECT_EQ(file.read()->size(), 10'000U);
  tree.put("/sys/value", "22");
  EXPECT_EQ(file.read(), "22");
}

TEST(KeptFile, AProcessThatIsGoneIsNotReadAsAnotherOfItsNumber) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  KeptFile file(HostRoot(), "/proc/" + std::to_string(child) + "/stat");
  EXPECT_TRUE(file.read());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(file.read(), std::nullopt);
}

}  // namespace
}  // namespace photosieve
