// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/run_watcher.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

struct RunWatcherTest : testing::Test {
  RunWatcherTest() {
    EXPECT_EQ(::pipe2(lines.data(), O_NONBLOCK), 0);
    EXPECT_EQ(::pipe2(json.data(), O_NONBLOCK), 0);
  }
  ~RunWatcherTest() override {
    for (const int fd : {lines[0], lines[1], json[0], json[1]}) ::close(fd);
  }
  static std::string read_all(int fd) {
    std::array<char, 16384> bytes{};
    const ssize_t got = ::read(fd, bytes.data(), bytes.size());
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
  }
  static ProgressUpdate at(std::uint32_t image) {
    ProgressUpdate update;
    update.current_image = image;
    update.total_images = 10;
    update.current_stage = Stage::kProcessing;
    return update;
  }
  std::array<int, 2> lines{};
  std::array<int, 2> json{};
};

TEST_F(RunWatcherTest, PlainLinesHaveABoundedRateAndWhatStaysComesAtOnce) {
  RunWatcher watcher({.progress = ProgressStyle::kAuto, .interval_seconds = 5}, lines[1], json[1]);
  for (std::uint32_t i = 1; i <= 9; ++i) watcher.show(at(i), i * kSecond);
  MilestoneReached milestone;
  milestone.message = "25 % of 10 photos done";
  watcher.show(milestone, 9 * kSecond);
  EXPECT_EQ(read_all(lines[0]),
            "1/10 (10.00%)  0 approved  0 rejected\n6/10 (60.00%)  0 approved  0 rejected\n25 % of "
            "10 photos done\n");
  EXPECT_EQ(read_all(json[0]), "");
}

TEST_F(RunWatcherTest, ALogGetsALineEachTenSecondsOrFivePercentAndAMinuteWhenItIsLate) {
  RunWatcher watcher({.progress = ProgressStyle::kPlain}, lines[1], json[1]);
  const auto tell = [&](std::uint32_t image, SteadyNs seconds) {
    ProgressUpdate update = at(image);
    update.total_images = 1000;
    update.elapsed_time = static_cast<double>(seconds);
    watcher.show(update, seconds * kSecond);
    const std::string text = read_all(lines[0]);
    return std::count(text.begin(), text.end(), '\n');
  };
  std::ptrdiff_t written = 0;
  for (SteadyNs s = 0; s <= 40; ++s) written += tell(1, s);
  EXPECT_EQ(written, 5);
  EXPECT_EQ(tell(49, 41), 0);
  EXPECT_EQ(tell(50, 42), 1);
  EXPECT_EQ(tell(99, 43), 0);
  written = 0;
  for (SteadyNs s = 3600; s < 7200; ++s) written += tell(99, s);
  EXPECT_EQ(written, 60);
}

TEST_F(RunWatcherTest, ALogHasNoControlCharacters) {
  RunWatcher watcher({.progress = ProgressStyle::kPlain}, lines[1], json[1]);
  ProcessingError error;
  error.error_message = "A worker died at \x1b[31ma\nb.jpg";
  watcher.show(error, 0);
  watcher.show(at(5), 0);
  watcher.show(ProcessingPaused{}, 0);
  watcher.clear();
  for (const char c : read_all(lines[0]))
    EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int{c};
}

TEST_F(RunWatcherTest, AMilestoneIsNotFollowedByCountsThatAreOlderThanIt) {
  RunWatcher watcher({.progress = ProgressStyle::kPlain}, lines[1], json[1]);
  watcher.show(at(1), 0);
  (void)read_all(lines[0]);
  MilestoneReached milestone;
  milestone.message = "90 % of 10 photos done";
  watcher.show(milestone, 60 * kSecond);
  EXPECT_EQ(read_all(lines[0]), "90 % of 10 photos done\n");
  watcher.show(at(9), 60 * kSecond);
  EXPECT_TRUE(read_all(lines[0]).starts_with("9/10 (90.00%)"));
}

TEST_F(RunWatcherTest, JsonIsOneEventALineAndNothingElse) {
  RunWatcher watcher({.progress = ProgressStyle::kJson}, lines[1], json[1]);
  watcher.show(StageChange{"s", Stage::kScanning, "Looking", 0}, 0);
  EXPECT_EQ(read_all(json[0]),
            "{\"event\":\"stage_change\",\"data\":{\"session_id\":\"s\",\"stage\":\"scanning\","
            "\"message\":\"Looking\",\"timestamp\":\"1970-01-01T00:00:00.000Z\",\"images\":null,"
            "\"moved_to_rejected\":null}}\n");
  EXPECT_EQ(read_all(lines[0]), "");
}

TEST_F(RunWatcherTest, NoneShowsNothing) {
  RunWatcher watcher({.progress = ProgressStyle::kNone}, lines[1], json[1]);
  watcher.show(at(1), 0);
  EXPECT_EQ(read_all(lines[0]) + read_all(json[0]), "");
}

}  // namespace
}  // namespace photosieve
