// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/live_view.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/unique_fd.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

struct LiveViewTest : testing::Test {
  LiveViewTest() {
    std::array<int, 2> fds{};
    EXPECT_EQ(::pipe2(fds.data(), O_NONBLOCK), 0);
    out = UniqueFd(fds[0]);
    in = UniqueFd(fds[1]);
  }
  std::string written() const {
    std::array<char, 65536> bytes{};
    const ssize_t got = ::read(out.get(), bytes.data(), bytes.size());
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
  }
  static ProgressUpdate at(std::uint32_t image, double elapsed = 0) {
    ProgressUpdate update;
    update.current_image = image;
    update.total_images = 1000;
    update.current_stage = Stage::kProcessing;
    update.elapsed_time = elapsed;
    return update;
  }
  static std::ptrdiff_t lines_of(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  }
  UniqueFd out;
  UniqueFd in;
};

TEST_F(LiveViewTest, ALogGetsALineEachTenSecondsOrFivePercentAndTheLastNumbers) {
  LiveView view(ViewKind::kPlain, in.get(), {});
  for (std::uint32_t i = 0; i <= 40; ++i) view.tell(at(i), i * kSecond);
  EXPECT_EQ(lines_of(written()), 5);  // at 0, 10, 20, 30, 40 s
  view.tell(at(50), 41 * kSecond);
  EXPECT_EQ(written(), "50/1000 (5.00%)  0 approved  0 rejected\n");
  view.tell(at(60), 42 * kSecond);
  EXPECT_EQ(written(), "");
  view.end();
  EXPECT_EQ(written(), "60/1000 (6.00%)  0 approved  0 rejected\n");
  view.end();
  EXPECT_EQ(written(), "");
}

TEST_F(LiveViewTest, ALongRunFillsNoLog) {
  LiveView view(ViewKind::kPlain, in.get(), {});
  for (int s = 0; s < 36'000; ++s) view.tell(at(1, s), s * kSecond);
  const auto lines = lines_of(written());
  EXPECT_GT(lines, 600);
  EXPECT_LT(lines, 700);
}

TEST_F(LiveViewTest, AnIntervalIsKept) {
  LiveView view(ViewKind::kPlain, in.get(), {}, 2);
  for (int s = 0; s < 10; ++s) view.tell(at(1), s * kSecond);
  EXPECT_EQ(lines_of(written()), 5);
}

TEST_F(LiveViewTest, ALogHasNoControlCharacters) {
  LiveView view(ViewKind::kPlain, in.get(), {});
  ProcessingError error;
  error.error_message = "A worker died at \x1b[31ma\nb.jpg";
  view.tell(error, 0);
  view.tell(at(5), 0);
  view.tell(ProcessingPaused{}, 0);
  view.end();
  for (const char c : written())
    EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int{c};
}

TEST_F(LiveViewTest, TheBarIsDrawnTenTimesASecondAtMost) {
  LiveView view(ViewKind::kBar, in.get(), {});
  for (std::uint32_t i = 0; i < 1000; ++i) view.tell(at(i), i * (kSecond / 1000));
  const std::string text = written();
  EXPECT_EQ(lines_of(text), 0);
  EXPECT_EQ(std::count(text.begin(), text.end(), '/'), 10);
  view.end();
  EXPECT_EQ(written(), "\r\x1b[K");
}

TEST_F(LiveViewTest, MilestonesStayAboveTheBarAndAPauseIsSeenAtOnce) {
  LiveView view(ViewKind::kBar, in.get(), {});
  view.tell(at(250), 0);
  (void)written();
  MilestoneReached milestone;
  milestone.message = "25 % of 1,000 photos done";
  view.tell(milestone, 1);
  const std::string text = written();
  EXPECT_EQ(text.find("\r\x1b[K25 % of 1,000 photos done\n"), 0U) << text;
  EXPECT_NE(text.find("250/1000 (25.00%)"), std::string::npos);
  view.tell(ProcessingPaused{}, 2);
  EXPECT_NE(written().find("250/1000 (25.00%)  paused"), std::string::npos);
  view.tell(ProcessingResumed{}, 3);
  EXPECT_NE(written().find("Going on\n"), std::string::npos);
}

TEST_F(LiveViewTest, JsonTellsEveryEventAndNoneTellsNothing) {
  LiveView json(ViewKind::kJson, in.get(), {});
  for (int i = 0; i < 5; ++i) json.tell(at(1), 0);
  json.tell(ImageResult{}, 0);
  json.end();
  EXPECT_EQ(lines_of(written()), 6);
  LiveView none(ViewKind::kNone, in.get(), {});
  none.tell(at(1), 0);
  none.tell(ProcessingPaused{}, 0);
  none.end();
  EXPECT_EQ(written(), "");
}

}  // namespace
}  // namespace photosieve
