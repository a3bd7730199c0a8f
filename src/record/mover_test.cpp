// The mover's step: groups, one sync, outcomes; a full disk; a kill in the middle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/mover.h"

#include <sys/wait.h>

#include <map>
#include <vector>

#include "record/record_fixture.h"

namespace photosieve {
namespace {

using What = MoveJob::What;

class MoverTest : public RecordFixture {
 protected:
  void add(What what, std::uint32_t n, const std::string& path, const std::string& bytes) {
    ASSERT_TRUE(jobs.push({what, n, path, hash(bytes)}));
  }
  // Does all jobs that wait.
  void finish() {
    jobs.close();
    Mover mover(*staging, jobs,
                [this](MoveReport report) { reports.push_back(std::move(report)); });
    while (mover.step()) ++steps;
  }
  std::map<MoveOutcome, int> outcomes() const {
    std::map<MoveOutcome, int> count;
    for (const MoveReport& report : reports) ++count[report.outcome];
    return count;
  }

  BoundedQueue<MoveJob> jobs{1000};
  std::vector<MoveReport> reports;
  int steps = 0;
};

TEST_F(MoverTest, DoesEachJobInOrderAndReportsEachOnce) {
  open_staging();
  write(in("a.jpg"), "a");
  write(in("b.jpg"), "b");
  write(in("c.jpg"), "changed");
  write(out("d.jpg"), "hers");
  write(in("d.jpg"), "mine");
  add(What::kStage, 1, "a.jpg", "a");
  add(What::kStage, 2, "b.jpg", "b");
  add(What::kStage, 3, "c.jpg", "c");
  add(What::kStage, 4, "d.jpg", "mine");
  add(What::kPlace, 1, "a.jpg", "a");
  add(What::kUnstage, 2, "b.jpg", "b");
  add(What::kPlace, 4, "d.jpg", "mine");
  add(What::kReplace, 4, "d.jpg", "mine");
  finish();
  const std::vector<std::pair<std::uint32_t, MoveOutcome>> expected{
      {1, MoveOutcome::kStaged},   {2, MoveOutcome::kStaged}, {3, MoveOutcome::kChanged},
      {4, MoveOutcome::kStaged},   {1, MoveOutcome::kPlaced}, {2, MoveOutcome::kUnstaged},
      {4, MoveOutcome::kConflict}, {4, MoveOutcome::kPlaced}};
  ASSERT_EQ(reports.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(reports[i].n, expected[i].first) << i;
    EXPECT_EQ(reports[i].outcome, expected[i].second) << i << ": " << reports[i].message;
  }
  EXPECT_EQ(read(out("d.jpg")), "mine");
  EXPECT_FALSE(exists(out("b.jpg")));
}

TEST_F(MoverTest, JobsThatWaitAreOneGroup) {
  open_staging();
  for (std::uint32_t n = 1; n <= 40; ++n) add(What::kUnstage, n, "", "");
  finish();
  EXPECT_EQ(reports.size(), 40U);
  EXPECT_EQ(steps, 2) << "32 and 8";
}

TEST_F(MoverTest, AFullDiskIsSaidAndNothingHalfIsLeft) {
  if (!mount_output("size=256k")) GTEST_SKIP() << "only root may mount a small disk";
  open_staging();
  const std::string bytes = many_bytes(100'000);
  for (std::uint32_t n = 1; n <= 4; ++n) {
    const std::string path = std::to_string(n) + ".jpg";
    write(in(path), bytes);
    add(What::kStage, n, path, bytes);
  }
  add(What::kPlace, 1, "1.jpg", bytes);
  finish();
  ASSERT_EQ(reports.size(), 5U);
  EXPECT_EQ(reports[1].outcome, MoveOutcome::kStaged);
  for (const std::size_t i : {2U, 3U}) {
    EXPECT_EQ(reports[i].outcome, MoveOutcome::kDiskFull) << reports[i].message;
    EXPECT_FALSE(exists(staged(reports[i].n)));
  }
  EXPECT_EQ(reports[4].outcome, MoveOutcome::kPlaced) << "what was staged needs no more room";
  EXPECT_EQ(read(out("1.jpg")), bytes);
}

TEST_F(MoverTest, NoInodeLeftIsAFullDiskToo) {
  if (!mount_output("size=1m,nr_inodes=4")) GTEST_SKIP() << "only root may mount a small disk";
  open_staging();
  for (std::uint32_t n = 1; n <= 3; ++n) {
    const std::string path = std::to_string(n) + ".jpg";
    write(in(path), "x");
    add(What::kStage, n, path, "x");
  }
  finish();
  EXPECT_EQ(outcomes()[MoveOutcome::kStaged], 1);
  EXPECT_EQ(outcomes()[MoveOutcome::kDiskFull], 2);
}

TEST_F(MoverTest, ADiskThatBecameReadOnlyFailsEachWithItsName) {
  if (!mount_output("size=1m")) GTEST_SKIP() << "only root may mount a small disk";
  open_staging();
  ASSERT_EQ(::mount("none", out().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr), 0);
  write(in("a.jpg"), "a");
  add(What::kStage, 1, "a.jpg", "a");
  finish();
  EXPECT_EQ(reports[0].outcome, MoveOutcome::kFailed);
  EXPECT_NE(reports[0].message.find("a.jpg"), std::string::npos) << reports[0].message;
}

// A child stages and places; it is killed at some moment, several times. Whatever lies under a
// final name is whole, and the next start brings everything to its place, exactly once.
TEST_F(MoverTest, AKillInTheMiddleLeavesNothingHalfUnderAFinalName) {
  constexpr std::uint32_t kPhotos = 60;
  const auto path_of = [](std::uint32_t n) {
    return "d" + std::to_string(n % 5) + "/" + std::to_string(n) + ".jpg";
  };
  const std::string bytes = many_bytes(400'000);
  for (std::uint32_t n = 1; n <= kPhotos; ++n) write(in(path_of(n)), bytes);
  const auto check_whole = [&](bool all) {
    for (std::uint32_t n = 1; n <= kPhotos; ++n) {
      if (!all && !exists(out(path_of(n)))) continue;
      ASSERT_EQ(read(out(path_of(n))), bytes) << n;
    }
  };
  for (std::uint32_t kill_after = 3; kill_after <= kPhotos; kill_after += 19) {
    int told[2];
    ASSERT_EQ(::pipe(told), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      open_staging();
      for (std::uint32_t n = 1; n <= kPhotos; ++n) {
        const MoveReport first = staging->stage(n, path_of(n), hash(bytes));
        const MoveReport second = staging->place(n, path_of(n), hash(bytes), false);
        const bool fine = first.outcome == MoveOutcome::kStaged &&
                          second.outcome == MoveOutcome::kPlaced && staging->sync();
        if (!fine || ::write(told[1], &n, sizeof n) != sizeof n) ::_exit(1);
      }
      ::_exit(0);
    }
    ::close(told[1]);
    std::uint32_t n = 0;
    std::uint32_t last = 0;
    while (::read(told[0], &n, sizeof n) == sizeof n) {
      last = n;
      if (n == kill_after) ::kill(child, SIGKILL);
    }
    ::close(told[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_GE(last, kill_after) << "the child failed by itself";
    check_whole(false);
  }
  open_staging();
  for (std::uint32_t n = 1; n <= kPhotos; ++n) {
    add(What::kStage, n, path_of(n), bytes);
    add(What::kPlace, n, path_of(n), bytes);
  }
  finish();
  EXPECT_EQ(outcomes()[MoveOutcome::kStaged], static_cast<int>(kPhotos));
  EXPECT_EQ(outcomes()[MoveOutcome::kPlaced], static_cast<int>(kPhotos));
  staging->clear();
  EXPECT_FALSE(exists(out(".photosieve"))) << "no temporary is left";
  check_whole(true);
}

}  // namespace
}  // namespace photosieve
