// Staging and placing with real files: bytes, times, modes, names, and what is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/staging.h"

#include <vector>

#include "record/record_fixture.h"

namespace photosieve {
namespace {

class StagingTest : public RecordFixture {
 protected:
  StagingTest() { open_staging(); }

  MoveReport stage(std::uint32_t n, const std::string& path, const std::string& bytes) {
    write(in(path), bytes);
    return staging->stage(n, path, hash(bytes));
  }
  MoveReport stage_and_place(std::uint32_t n, const std::string& path, const std::string& bytes) {
    const MoveReport first = stage(n, path, bytes);
    EXPECT_EQ(first.outcome, MoveOutcome::kStaged) << first.message;
    return staging->place(n, path, hash(bytes), false);
  }
};

TEST_F(StagingTest, ACopyHasTheBytesTimesAndModeAndTheOriginalKeepsItsOwn) {
  struct Case {
    std::string bytes;
    mode_t mode;
  };
  std::uint32_t n = 0;
  for (const Case& c : std::vector<Case>{{many_bytes(5'000'000), 0640}, {"", 0600}, {"r", 0444}}) {
    const std::string path = "sub/fol der/" + std::to_string(++n) + ".jpg";
    write(in(path), c.bytes);
    ASSERT_EQ(::chmod(in(path).c_str(), c.mode), 0);
    const timespec times[] = {{1111, 123456789}, {2222, 987654321}};
    ASSERT_EQ(::utimensat(AT_FDCWD, in(path).c_str(), times, 0), 0);
    struct stat before {};
    ASSERT_EQ(::stat(in(path).c_str(), &before), 0);

    EXPECT_EQ(staging->stage(n, path, hash(c.bytes)).outcome, MoveOutcome::kStaged);
    ASSERT_TRUE(staging->sync());
    EXPECT_EQ(staging->place(n, path, hash(c.bytes), false).outcome, MoveOutcome::kPlaced);
    ASSERT_TRUE(staging->sync());

    struct stat copy {};
    ASSERT_EQ(::stat(out(path).c_str(), &copy), 0);
    EXPECT_EQ(copy.st_mode & 07777U, c.mode);
    EXPECT_EQ(copy.st_mtim.tv_sec, 2222);
    EXPECT_EQ(copy.st_mtim.tv_nsec, 987654321);
    EXPECT_EQ(copy.st_atim.tv_sec, 1111);
    struct stat after {};
    ASSERT_EQ(::stat(in(path).c_str(), &after), 0);
    EXPECT_EQ(after.st_mode, before.st_mode);
    EXPECT_EQ(after.st_atim.tv_sec, before.st_atim.tv_sec);
    EXPECT_EQ(after.st_atim.tv_nsec, before.st_atim.tv_nsec);
    EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    EXPECT_EQ(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    EXPECT_EQ(read(out(path)), c.bytes);
    EXPECT_FALSE(exists(staged(n)));
  }
}

TEST_F(StagingTest, NamesOfAnyBytesAreKept) {
  const std::vector<std::string> names{
      "new\nline.jpg", "\xff\xfe.jpg", "\xF0\x9F\x93\xB7.jpg", "-rf", " ", "a/..b/...jpg"};
  std::uint32_t n = 0;
  for (const std::string& name : names) {
    EXPECT_EQ(stage_and_place(++n, name, name).outcome, MoveOutcome::kPlaced) << name;
    EXPECT_EQ(read(out(name)), name);
  }
}

TEST_F(StagingTest, ASourceThatIsNotWhatWasJudgedIsChanged) {
  write(in("a.jpg"), "new bytes");
  EXPECT_EQ(staging->stage(1, "a.jpg", hash("old bytes")).outcome, MoveOutcome::kChanged);
  EXPECT_EQ(staging->stage(2, "gone.jpg", hash("x")).outcome, MoveOutcome::kChanged);
  std::filesystem::create_directory(in("folder.jpg"));
  EXPECT_EQ(staging->stage(3, "folder.jpg", hash("x")).outcome, MoveOutcome::kChanged);
  ASSERT_EQ(::mkfifo(in("fifo.jpg").c_str(), 0600), 0);
  EXPECT_EQ(staging->stage(4, "fifo.jpg", hash("x")).outcome, MoveOutcome::kChanged);
  for (const std::uint32_t n : {1U, 2U, 3U, 4U}) EXPECT_FALSE(exists(staged(n))) << n;
}

TEST_F(StagingTest, NoLinkIsFollowedOutOfTheInput) {
  write(root + "/secret/a.jpg", "secret");
  std::filesystem::create_symlink(root + "/secret", in("sub"));
  std::filesystem::create_symlink(root + "/secret/a.jpg", in("a.jpg"));
  for (const char* path : {"sub/a.jpg", "a.jpg", "../secret/a.jpg"})
    EXPECT_EQ(staging->stage(1, path, hash("secret")).outcome, MoveOutcome::kChanged) << path;
  EXPECT_FALSE(exists(staged(1)));
}

TEST_F(StagingTest, NothingIsPlacedOutsideTheOutput) {
  std::filesystem::create_directory(root + "/elsewhere");
  std::filesystem::create_symlink(root + "/elsewhere", out("link"));
  ASSERT_EQ(stage(1, "a.jpg", "a").outcome, MoveOutcome::kStaged);
  const std::string absolute = root + "/elsewhere/a.jpg";
  for (const std::string& path :
       {std::string("link/a.jpg"), std::string("../elsewhere/a.jpg"), absolute,
        std::string("x/../../elsewhere/a.jpg"), std::string(".photosieve/a.jpg"), std::string("")})
    EXPECT_EQ(staging->place(1, path, hash("a"), true).outcome, MoveOutcome::kFailed) << path;
  EXPECT_TRUE(std::filesystem::is_empty(root + "/elsewhere"));
  EXPECT_TRUE(exists(staged(1))) << "the copy is still there";
}

TEST_F(StagingTest, PlacingTwiceIsPlacedAndAnIdenticalFileIsNoConflict) {
  ASSERT_EQ(stage_and_place(1, "d/a.jpg", "a").outcome, MoveOutcome::kPlaced);
  EXPECT_EQ(staging->place(1, "d/a.jpg", hash("a"), false).outcome, MoveOutcome::kPlaced)
      << "again, after a crash before it was recorded";
  write(out("d/b.jpg"), "b");
  EXPECT_EQ(stage_and_place(2, "d/b.jpg", "b").outcome, MoveOutcome::kPlaced);
  EXPECT_FALSE(exists(staged(2)));
}

TEST_F(StagingTest, AnotherFileIsLeftAlone) {
  write(out("a.jpg"), "hers");
  const MoveReport report = stage_and_place(1, "a.jpg", "mine");
  EXPECT_EQ(report.outcome, MoveOutcome::kConflict);
  EXPECT_EQ(report.there, hash("hers"));
  EXPECT_NE(report.message.find("a.jpg"), std::string::npos);
  EXPECT_EQ(read(out("a.jpg")), "hers");
  EXPECT_TRUE(exists(staged(1)));
  // A folder, and a link, of that name.
  std::filesystem::create_directory(out("b.jpg"));
  EXPECT_EQ(stage_and_place(2, "b.jpg", "mine").outcome, MoveOutcome::kConflict);
  EXPECT_EQ(staging->place(2, "b.jpg", hash("mine"), true).outcome, MoveOutcome::kConflict);
  write(root + "/target", "mine too");
  std::filesystem::create_symlink(root + "/target", out("c.jpg"));
  EXPECT_EQ(stage_and_place(3, "c.jpg", "mine too").outcome, MoveOutcome::kConflict);
  EXPECT_EQ(read(root + "/target"), "mine too");
}

TEST_F(StagingTest, AnEarlierCopyIsReplacedAndOnlyIfItIsStillTheOneThatWasSeen) {
  write(out("a.jpg"), "earlier copy");
  ASSERT_EQ(stage_and_place(1, "a.jpg", "new").outcome, MoveOutcome::kConflict);
  EXPECT_EQ(staging->place(1, "a.jpg", hash("new"), true).outcome, MoveOutcome::kPlaced);
  EXPECT_EQ(read(out("a.jpg")), "new");

  write(out("b.jpg"), "earlier copy");
  ASSERT_EQ(stage_and_place(2, "b.jpg", "new").outcome, MoveOutcome::kConflict);
  write(out("b.jpg"), "edited by her meanwhile");
  const MoveReport report = staging->place(2, "b.jpg", hash("new"), true);
  EXPECT_EQ(report.outcome, MoveOutcome::kConflict) << "it is hers now";
  EXPECT_EQ(report.there, hash("edited by her meanwhile"));
  EXPECT_EQ(read(out("b.jpg")), "edited by her meanwhile");
}

TEST_F(StagingTest, StagingAgainReplacesWhatACrashLeft) {
  write(staged(1), "half");
  ASSERT_EQ(::chmod(staged(1).c_str(), 0444), 0);
  EXPECT_EQ(stage(1, "a.jpg", "whole").outcome, MoveOutcome::kStaged);
  EXPECT_EQ(read(staged(1)), "whole");
  EXPECT_EQ(staging->unstage(1).outcome, MoveOutcome::kUnstaged);
  EXPECT_FALSE(exists(staged(1)));
  EXPECT_EQ(staging->unstage(1).outcome, MoveOutcome::kUnstaged) << "again is no harm";
}

TEST_F(StagingTest, ALinkUnderAStagingNameIsNotWrittenThrough) {
  write(root + "/victim", "precious");
  std::filesystem::create_symlink(root + "/victim", staged(1));
  EXPECT_EQ(stage(1, "a.jpg", "mine").outcome, MoveOutcome::kStaged);
  EXPECT_EQ(read(root + "/victim"), "precious");
  EXPECT_FALSE(std::filesystem::is_symlink(staged(1)));
}

TEST_F(StagingTest, ClearingRemovesTheSessionsFolderAndNothingElse) {
  ASSERT_EQ(stage(1, "a.jpg", "a").outcome, MoveOutcome::kStaged);
  ASSERT_EQ(stage_and_place(2, "b.jpg", "b").outcome, MoveOutcome::kPlaced);
  staging->clear();
  EXPECT_FALSE(exists(out(".photosieve")));
  EXPECT_EQ(read(out("b.jpg")), "b");
  EXPECT_EQ(read(in("a.jpg")), "a");

  open_staging();
  write(out(".photosieve/other/1"), "another session's");
  staging->clear();
  EXPECT_TRUE(exists(out(".photosieve/other/1")));

  EXPECT_EQ(Staging::sessions_in(output.get()), std::vector<std::string>{"other"});
  Staging::remove(output.get(), "other");
  EXPECT_FALSE(exists(out(".photosieve")));
  EXPECT_TRUE(Staging::sessions_in(output.get()).empty());
}

TEST_F(StagingTest, AStagingFolderThatIsALinkIsRefused) {
  staging->clear();
  std::filesystem::create_directory(root + "/elsewhere");
  std::filesystem::create_symlink(root + "/elsewhere", out(".photosieve"));
  const auto opened = Staging::open(input.get(), output.get(), "s");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace photosieve
