// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/output_folder.h"

#include <sys/wait.h>

#include <atomic>
#include <thread>
#include <vector>

#include "record/record_fixture.h"

namespace photosieve {
namespace {

class OutputFolderTest : public RecordFixture {
 protected:
  Result<OutputFolder> open(const std::string& path) {
    return OutputFolder::open(input.get(), path);
  }
};

TEST_F(OutputFolderTest, IsMadeWithAllFoldersAboveIt) {
  const auto opened = open(root + "/new/deep/out");
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(std::filesystem::is_directory(root + "/new/deep/out"));
  opened->clear();
  EXPECT_TRUE(std::filesystem::is_empty(root + "/new/deep/out"));
}

TEST_F(OutputFolderTest, LiesBesideTheInputByDefault) {
  EXPECT_EQ(default_output("/photos/2025"), "/photos/2025_processed");
}

TEST_F(OutputFolderTest, RefusesAnOutputInsideTheInputAndTheReverseWhateverLinksLeadThere) {
  std::filesystem::create_directories(in("sub"));
  std::filesystem::create_symlink(in("sub"), root + "/link");
  struct Case {
    std::string output;
    std::string_view says;
  };
  const std::vector<Case> cases{
      {root + "/in", "inside the input"},
      {root + "/in/new/out", "inside the input"},
      {root + "/link", "inside the input"},
      {root + "/link/new", "inside the input"},
      {root + "/out/../in/new", "inside the input"},
      {root + "/fresh/../in", "inside the input"},
      {root, "inside the output"},
      {"/", "inside the output"},
  };
  for (const Case& c : cases) {
    const auto opened = open(c.output);
    ASSERT_FALSE(opened) << c.output;
    EXPECT_EQ(opened.error().kind, ErrorKind::kUsage) << c.output;
    EXPECT_NE(opened.error().message.find(c.says), std::string::npos) << opened.error().message;
    EXPECT_NE(opened.error().message.find("--output"), std::string::npos);
  }
  EXPECT_FALSE(exists(in("new"))) << "a refused run leaves nothing in the input";
}

TEST_F(OutputFolderTest, ANameThatOnlyBeginsAsTheInputsIsFine) {
  EXPECT_TRUE(open(root + "/in_processed"));
}

TEST_F(OutputFolderTest, RefusesWhatIsAFileOrCannotBeMade) {
  write(root + "/file", "x");
  EXPECT_EQ(open(root + "/file").error().kind, ErrorKind::kUsage);
  EXPECT_NE(open(root + "/file/out").error().message.find("is a file"), std::string::npos);
  EXPECT_EQ(open("/proc/nothing/out").error().kind, ErrorKind::kUsage);
  std::filesystem::create_symlink(root + "/nowhere", root + "/dangling");
  EXPECT_EQ(open(root + "/dangling").error().kind, ErrorKind::kUsage);
}

TEST_F(OutputFolderTest, RefusesAReadOnlyDisk) {
  if (!mount_output("size=64k")) GTEST_SKIP() << "only root may mount a disk";
  ASSERT_EQ(::mount("none", out().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr), 0);
  const auto opened = open(root + "/out");
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("may not be written"), std::string::npos)
      << opened.error().message;
}

TEST_F(OutputFolderTest, RefusesALinkInThePlaceOfItsStagingFolder) {
  std::filesystem::create_directory(root + "/elsewhere");
  std::filesystem::create_symlink(root + "/elsewhere", out(".photosieve"));
  EXPECT_FALSE(open(root + "/out"));
  EXPECT_TRUE(std::filesystem::is_empty(root + "/elsewhere"));
}

TEST_F(OutputFolderTest, IsOneSessionsAtATimeAndFreeWhenThatOneDies) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto held = open(root + "/out");
    const char said = held ? 'y' : 'n';
    if (::write(ready[1], &said, 1) != 1) ::_exit(1);
    ::pause();
    ::_exit(0);
  }
  char said = 0;
  ASSERT_EQ(::read(ready[0], &said, 1), 1);
  EXPECT_EQ(said, 'y');
  const auto second = open(root + "/out");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kTaken);
  EXPECT_NE(second.error().message.find("another session"), std::string::npos);
  ::kill(child, SIGKILL);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(ready[0]);
  ::close(ready[1]);
  EXPECT_TRUE(open(root + "/out")) << "no lock is left by a crash";
}

// Sessions that come and go at once: an owner that removes its lock's file must not let two in.
TEST_F(OutputFolderTest, NeverHasTwoOwnersWhileSessionsComeAndGo) {
  std::atomic<int> owners{0};
  std::atomic<int> most{0};
  std::atomic<int> owned{0};
  const auto come_and_go = [&] {
    for (int i = 0; i < 400; ++i) {
      const auto held = OutputFolder::open(input.get(), root + "/out");
      if (!held) continue;
      const int now = ++owners;
      if (now > most) most = now;
      ++owned;
      std::this_thread::yield();
      --owners;
      held->clear();
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) threads.emplace_back(come_and_go);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(most, 1);
  EXPECT_GT(owned, 0);
}

}  // namespace
}  // namespace photosieve
