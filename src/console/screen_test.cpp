// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/screen.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "console/text_width.h"

namespace photosieve {
namespace {

using Lines = std::vector<std::string>;
constexpr Style kPlain{.colours = false, .unicode = true};
constexpr const char* kThaiName = "น้ำตก/ภาพถ่ายน้ำตกที่เชียงใหม่-๑๒๓.jpg";

struct Screens : testing::Test {
  Screens() {
    ::setenv("TZ", "UTC", 1);  // NOLINT(concurrency-mt-unsafe): one thread
    ::tzset();
    ProgressUpdate update;
    update.current_image = 1002;
    update.total_images = 20000;
    update.approved_count = 812;
    update.rejected_count = 190;
    update.processing_speed = 18.43;
    update.images_per_second = 17.9;
    update.eta_seconds = 1030;
    update.eta_p90_seconds = 1240;
    update.estimated_completion = 1'767'225'600'000 + 14 * 3'600'000;
    update.elapsed_time = 56;
    update.current_stage = Stage::kProcessing;
    update.current_filename = kThaiName;
    update.current_batch = 62;
    update.total_batches = 1250;
    update.batch_processing_time = 3.14;
    update.avg_image_processing_time = 0.421;
    state.progress = update;
    PerformanceUpdate performance;
    performance.session_id = "s";
    performance.cpu_percent = 95;
    performance.process_cpu_percent = 91.5;
    performance.process_memory_mb = 812;
    performance.memory_percent = 38;
    performance.gpus = std::vector<GpuUse>{{.utilization_percent = 41}};
    performance.disk_free_mb = 120 * 1024;
    performance.speed_trend = 4.2;
    performance.active_workers = 8;
    performance.batch_size = 16;
    performance.batch_done = 48;
    state.performance = performance;
    state.milestone = "1,000 photos done";
  }
  [[nodiscard]] Lines at(std::size_t columns, std::size_t rows = 40) const {
    return screen_lines(state, {columns, rows}, {}, kPlain);
  }
  ViewState state;
};

TEST_F(Screens, ShowsAllThatIsKnown) {
  EXPECT_EQ(at(79),
            (Lines{
                "██▉░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  1002/20000 (5.01%)",
                "✓ 812 approved  ✗ 190 rejected  18.4 photos/s ↑ 4%  17.9/s in the mean",
                "18 to 21 min left  done 14:00 UTC  56 s so far",
                "batch 62/1250  ███▊░░░░░░ 48/128  3.1 s a batch  421 ms a photo",
                "CPU 95% (own 92%)  memory 812 MB (machine 38%)  GPU 41%  120.0 GB free",
                "◆ 1,000 photos done",
                kThaiName,
            }));
}

TEST_F(Screens, OfTwentyColumnsHasItAllBelowOneAnother) {
  EXPECT_EQ(at(19), (Lines{
                        "▉░░░░░░░░░░░░░░░░░░",
                        "1002/20000 (5.01%)",
                        "✓ 812  ✗ 190",
                        "18.4/s ↑ 4%",
                        "18 min left",
                        "done 14:00 UTC",
                        "batch 62/1250",
                        "███▊░░░░░░ 48/128",
                        "421 ms a photo",
                        "CPU 95%  mem 812 MB",
                        "GPU 41%",
                        "◆ 1,000 photos done",
                        "น้ำตก/ภาพถ่…ม่-๑๒๓.jpg",
                    }));
}

TEST_F(Screens, AreNeverWiderOrHigherThanTheTerminal) {
  for (const char* name : {kThaiName, "中文/照片.jpg", "👩‍👩‍👧.jpg", "a\x1b[2J\n.jpg",
                           "\xff\xfe.jpg", ""}) {
    state.progress->current_filename = name;
    for (const bool stalled : {false, true}) {
      if (stalled) state.take(ProcessingStalled{"s", name, 4000, 0});
      for (std::size_t columns = 1; columns <= 220; ++columns)
        for (const std::size_t rows : {1, 2, 4, 7, 40}) {
          const Lines lines = at(columns, rows);
          EXPECT_LE(lines.size(), rows);
          EXPECT_FALSE(lines.empty());
          for (const std::string& line : lines) {
            EXPECT_LE(text_columns(line), columns) << line;
            EXPECT_EQ(line.find('\x1b'), std::string::npos);
            EXPECT_EQ(line.find('\n'), std::string::npos);
          }
        }
    }
  }
}

TEST_F(Screens, LoseTheLightestSectionsFirstWhereRowsAreFew) {
  EXPECT_EQ(at(79, 6).size(), 6U);
  EXPECT_EQ(at(79, 6).back(), kThaiName) << "the milestone went, not the file";
  EXPECT_EQ(at(79, 3).back(), "18 to 21 min left  done 14:00 UTC  56 s so far");
  ASSERT_EQ(at(79, 1).size(), 1U);
  EXPECT_EQ(at(79, 1).front().substr(0, 18), "1002/20000 (5.01%)");
}

TEST_F(Screens, HaveOnlyTheSectionsThatAreWanted) {
  const auto some = Sections::from({"bar", "left"});
  const Lines lines = screen_lines(state, {79, 40}, *some, kPlain);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1], "18 to 21 min left  done 14:00 UTC  56 s so far");
}

TEST_F(Screens, OfAPausedRunPromiseNoTime) {
  state.take(ProcessingPaused{});
  const Lines lines = at(79);
  EXPECT_NE(lines[0].find("1002/20000 (5.01%)  paused"), std::string::npos);
  EXPECT_EQ(lines[1], "✓ 812 approved  ✗ 190 rejected");
  EXPECT_EQ(lines[2], "56 s so far");
}

TEST_F(Screens, SayWhichPhotoHoldsARunThatStandsStill) {
  state.take(ProcessingStalled{"s", "huge.tif", 42, 0});
  EXPECT_EQ(at(79).back(), "no photo for 42 s: huge.tif");
  EXPECT_EQ(at(19).back(), "stuck: huge.tif");
}

TEST_F(Screens, OfATotalThatIsNotKnownHaveNoBar) {
  state = {};
  state.progress.emplace();
  state.progress->current_stage = Stage::kScanning;
  EXPECT_EQ(at(79), Lines{"looking for photos"});
  state.progress->total_images = 0;
  EXPECT_EQ(at(79), Lines{"0/0  looking for photos"});
}

TEST_F(Screens, ShowWhatIsWrongWithTheWayToTheRun) {
  state.connection = "the server does not answer; trying again";
  EXPECT_EQ(at(79).back(), state.connection);
  state.progress.reset();
  EXPECT_EQ(at(79), Lines{state.connection});
}

TEST_F(Screens, UnknownValuesAreLeftOutAndNeverZero) {
  state.performance = {};
  state.progress->batch_processing_time.reset();
  state.progress->avg_image_processing_time.reset();
  for (const std::string& line : at(79)) {
    EXPECT_EQ(line.find("CPU"), std::string::npos) << line;
    EXPECT_EQ(line.find("GPU"), std::string::npos) << line;
    EXPECT_EQ(line.find(" a batch"), std::string::npos) << line;
  }
}

TEST_F(Screens, InAnAsciiLocaleHaveNoOtherSigns) {
  for (const std::string& line : screen_lines(state, {79, 40}, {}, {.unicode = false}))
    for (const char c : line) EXPECT_GE(c, 0x20) << line;
}

}  // namespace
}  // namespace photosieve
