// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/summary.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Summary, SaysWhatWasDecidedWhyAndWhereThingsAre) {
  Session session;
  session.id = "01234567-89ab-7def-8123-456789abcdef";
  session.status = SessionStatus::kComplete;
  session.total_images = 1500;
  session.processed = 1500;
  session.approved = 1200;
  session.rejected = 300;
  session.issues = {200, 10, 80, 30};
  session.elapsed_seconds = 125;
  session.output_folder = "/photos/in_processed";
  const SummaryCounts counts{.codes = {{FindingCode::kOutOfFocus, Severity::kReject, 150},
                                       {FindingCode::kNoise, Severity::kWarn, 7},
                                       {FindingCode::kNearCopy, Severity::kReject, 80}},
                             .skipped = {{SkipReason::kRaw, 42}},
                             .not_copied = 1};
  session.batches = 94;
  SummaryMore more{.report = "/data/reports/01234567.html"};
  PerformanceUpdate sample;
  for (const double cpu : {80.0, 100.0}) {
    sample.process_cpu_percent = cpu;
    sample.process_memory_mb = 700 + cpu;
    more.figures.take(sample);
  }
  ProgressUpdate update;
  update.processing_speed = 18.25;
  update.avg_image_processing_time = 0.42;
  update.batch_processing_time = 3.14;
  update.current_batch = 94;
  more.figures.take(update);
  std::string text;
  for (const std::string& line : summary_lines(session, counts, more, {})) text += line + "\n";
  EXPECT_EQ(text,
            "Done\n"
            "  photos        1,500 of 1,500 in 2 min 05 s, 12.0 photos/s\n"
            "  approved      1,200  (80.00%)\n"
            "  rejected      300  (20.00%)\n"
            "  because of    quality 200, defect 10, similarity 80, compliance 30\n"
            "  times         420 ms a photo in a worker, 3.1 s a batch, 94 batches\n"
            "  machine       CPU 90% in the mean, memory 800 MB at most, 18.2 photos/s at best\n"
            "\n"
            "Reasons (a photo may have several)\n"
            "      150  out of focus (quality)\n"
            "       80  near copy (similarity)\n"
            "\n"
            "Warnings\n"
            "        7  noise (quality)\n"
            "\n"
            "Skipped files\n"
            "       42  raw\n"
            "\n"
            "1 approved photo could not be copied: `photosieve report` says why\n"
            "  approved in   /photos/in_processed\n"
            "  every reason  photosieve report 01234567-89ab\n"
            "  report        /data/reports/01234567.html\n");
}

TEST(Summary, AnInterruptedRunSaysHowToGoOn) {
  Session session;
  session.id = "01234567-89ab-7def-8123-456789abcdef";
  session.status = SessionStatus::kInterrupted;
  session.error = "The disk is full";
  std::string text;
  for (const std::string& line : summary_lines(session, {}, {}, {})) text += line + "\n";
  EXPECT_NE(text.find("Interrupted\n"), std::string::npos);
  EXPECT_NE(text.find("error: The disk is full\n"), std::string::npos);
  EXPECT_NE(text.find("photosieve resume 01234567-89ab"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
