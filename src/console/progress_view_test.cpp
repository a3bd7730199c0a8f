// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/progress_view.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/text.h"
#include "console/number_text.h"

namespace photosieve {
namespace {

ProgressUpdate midway() {
  ProgressUpdate update;
  update.current_image = 1002;
  update.total_images = 20000;
  update.percentage = 5.01;
  update.approved_count = 800;
  update.rejected_count = 202;
  update.processing_speed = 12.34;
  update.eta_seconds = 1540;
  update.current_stage = Stage::kProcessing;
  update.current_filename = "holiday/IMG_1003.jpg";
  return update;
}

constexpr Style kPlain{.colours = false, .unicode = true};

TEST(ProgressView, ShowsWhatThereIsRoomFor) {
  struct Case {
    std::size_t columns;
    const char* name;
    const char* line;
  };
  const char* const thai = "น้ำตก/ภาพถ่ายน้ำตกที่เชียงใหม่-๑๒๓.jpg";
  const Case cases[] = {
      {20, thai, "1002/20000 (5.01%)"},
      {40, thai, "1002/20000 (5.01%)  ✓ 800  26 min left"},
      {50, thai, "1002/20000 (5.01%)  ✓ 800  ✗ 202  26 min left"},
      {60, thai, "1002/20000 (5.01%)  ✓ 800  ✗ 202  12.3 photos/s  26 min left"},
      {72, thai, "1002/20000 (5.01%)  ▌░░░░░░░░░  ✓ 800  ✗ 202  12.3 photos/s  26 min left"},
      {80, thai, "1002/20000 (5.01%)  ▋░░░░░░░░░░░░  ✓ 800  ✗ 202  12.3 photos/s  26 min left"},
      {120, "holiday/IMG_1003.jpg",
       "1002/20000 (5.01%)  █░░░░░░░░░░░░░░░░░░░  ✓ 800 approved  ✗ 202 rejected  12.3 photos/s  "
       "26 min left  holiday/…_1003.jpg"},
      {120, thai,
       "1002/20000 (5.01%)  █░░░░░░░░░░░░░░░░░░░  ✓ 800 approved  ✗ 202 rejected  12.3 photos/s  "
       "26 min left  น้ำตก/ภาพ…ม่-๑๒๓.jpg"},
      {200, thai,
       "1002/20000 (5.01%)  █▏░░░░░░░░░░░░░░░░░░░░░░  ✓ 800 approved  ✗ 202 rejected  "
       "12.3 photos/s  26 min left  น้ำตก/ภาพถ่ายน้ำตกที่เชียงใหม่-๑๒๓.jpg"},
      {200, "👩‍👩‍👧 😀/照片\n.png",
       "1002/20000 (5.01%)  █▏░░░░░░░░░░░░░░░░░░░░░░  ✓ 800 approved  ✗ 202 rejected  "
       "12.3 photos/s  26 min left  👩‍👩‍👧 😀/照片\uFFFD.png"},
  };
  for (const Case& one : cases) {
    ProgressUpdate update = midway();
    update.current_filename = one.name;
    const std::string line = progress_line(update, false, one.columns, kPlain);
    EXPECT_EQ(line, one.line);
    EXPECT_LE(display_width(line), one.columns);
  }
}

TEST(ProgressView, RejectedNeverStandsWithoutApproved) {
  ProgressUpdate update = midway();
  update.approved_count = 123'456;
  update.rejected_count = 1;
  for (std::size_t columns = 1; columns <= 220; ++columns) {
    const std::string line = progress_line(update, false, columns, kPlain);
    const bool rejected = line.find("✗") != std::string::npos;
    EXPECT_TRUE(!rejected || line.find("✓ 123456") != std::string::npos) << line;
  }
}

TEST(ProgressView, IsNeverWiderThanTheTerminalWhateverTheNameAndTheStage) {
  for (const char* name : {"น้ำตก/ภาพถ่ายน้ำตก-๑๒๓.jpg", "中文/照片.jpg", "👩‍👩‍👧.jpg",
                           "a\x1b[2J\n.jpg", "\xff\xfe.jpg", "x"}) {
    for (std::size_t columns = 1; columns <= 220; ++columns) {
      for (const bool paused : {false, true}) {
        ProgressUpdate update = midway();
        update.current_filename = name;
        update.current_stage = static_cast<Stage>(columns % 4);
        const std::string line = progress_line(update, paused, columns, kPlain);
        EXPECT_LE(display_width(line), columns) << name;
        EXPECT_EQ(line.find('\n'), std::string::npos);
        EXPECT_EQ(line.find('\x1b'), std::string::npos);
      }
    }
  }
}

TEST(ProgressView, WithoutAUtf8LocaleItIsAscii) {
  const std::string line = progress_line(midway(), false, 80, {.colours = false, .unicode = false});
  EXPECT_EQ(line, "1002/20000 (5.01%)  [-----------]  ok 800  no 202  12.3 photos/s  26 min left");
}

TEST(ProgressView, WithoutAUtf8LocaleNamesAreAsciiToo) {
  ProgressUpdate update = midway();
  update.current_filename = "น้ำตก/ภาพถ่ายน้ำตกที่สวยมาก-๑๒๓.jpg";
  const std::string line = progress_line(update, false, 130, {.colours = false, .unicode = false});
  for (const char c : line) EXPECT_TRUE(c >= 0x20 && c < 0x7F) << line;
  EXPECT_NE(line.find(".jpg"), std::string::npos);
}

TEST(ProgressView, AHundredPercentAreAll) {
  EXPECT_EQ(percent_text(24'999, 25'000), "99.99%");
  EXPECT_EQ(percent_text(25'000, 25'000), "100.00%");
  EXPECT_EQ(percent_text(1002, 20'000), "5.01%");
  EXPECT_EQ(percent_text(0, 7), "0.00%");
  EXPECT_EQ(percent_text(0, 0), "");
  ProgressUpdate update = midway();
  update.total_images = 0;
  update.current_image = 0;
  EXPECT_EQ(count_and_share(update), "0/0");
}

TEST(ProgressView, TimeLeftTurnsFromSecondsToMinutesToHours) {
  struct Case {
    double seconds;
    const char* words;
  };
  for (const Case& one : {Case{0.4, "almost done"}, Case{1, "1 s left"}, Case{59, "59 s left"},
                          Case{59.2, "1 min left"}, Case{61, "2 min left"},
                          Case{3540, "59 min left"}, Case{3599, "1 h 00 min left"},
                          Case{3601, "1 h 01 min left"}, Case{100'000, "1 d 03 h left"}}) {
    ProgressUpdate update = midway();
    update.eta_seconds = one.seconds;
    const std::string line = progress_line(update, false, 100, kPlain);
    EXPECT_NE(line.find(std::string("  ") + one.words), std::string::npos)
        << one.seconds << ": " << line;
  }
}

TEST(ProgressView, ColoursAddNothingToTheWidth) {
  const std::string line = progress_line(midway(), false, 80, {.colours = true, .unicode = true});
  std::string bare;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b') {
      i = line.find('m', i);
      continue;
    }
    bare += line[i];
  }
  EXPECT_EQ(bare, progress_line(midway(), false, 80, kPlain));
}

TEST(ProgressView, TheTimeLeftIsARangeAndAClockTimeWhereThereIsRoom) {
  setenv("TZ", "CET-1", 1);  // NOLINT(concurrency-mt-unsafe): one thread
  tzset();
  ProgressUpdate update = midway();
  update.current_filename.clear();
  update.eta_p90_seconds = 1.2 * *update.eta_seconds;
  update.estimated_completion = 1'767'268'800'000;  // 2026-01-01T12:00:00Z
  EXPECT_EQ(progress_line(update, false, 40, kPlain), "1002/20000 (5.01%)  ✓ 800  26 min left");
  EXPECT_NE(progress_line(update, false, 60, kPlain).find("26 to 31 min left"), std::string::npos);
  EXPECT_EQ(progress_line(update, false, 100, kPlain).find("done"), std::string::npos);
  EXPECT_NE(progress_line(update, false, 120, kPlain).find("26 to 31 min left  done 13:00 CET"),
            std::string::npos);
  EXPECT_NE(plain_line(update, false).find("26 to 31 min left, done 13:00 CET"), std::string::npos);
  EXPECT_EQ(plain_line(update, true).find("done"), std::string::npos) << "paused";
  unsetenv("TZ");  // NOLINT(concurrency-mt-unsafe): one thread
  tzset();
}

TEST(ProgressView, ALogLineHasAllNumbers) {
  EXPECT_EQ(plain_line(midway(), false),
            "1002/20000 (5.01%)  800 approved  202 rejected  12.3 photos/s  26 min left");
  EXPECT_EQ(plain_line(midway(), true), "1002/20000 (5.01%) paused  800 approved  202 rejected");
  ProgressUpdate scanning;
  EXPECT_EQ(plain_line(scanning, false), "0 looking for photos  0 approved  0 rejected");
}

TEST(ProgressView, MilestonesAndErrorsHaveLinesOfTheirOwn) {
  MilestoneReached milestone;
  milestone.message = "25 % of 20,000 photos done";
  EXPECT_EQ(event_line(milestone, kPlain), "25 % of 20,000 photos done");
  ProcessingError error;
  error.error_message = "A worker died at a\nb.jpg";
  EXPECT_EQ(event_line(error, kPlain),
            "warning: A worker died at a\xEF\xBF\xBD"
            "b.jpg");
  EXPECT_EQ(event_line(ImageResult{}, kPlain), "");
}

}  // namespace
}  // namespace photosieve
