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
  std::string text;
  for (const std::string& line : summary_lines(session, counts, {})) text += line + "\n";
  EXPECT_EQ(text,
            "Done\n"
            "  photos        1,500 of 1,500 in 2 min 05 s, 12.0 photos/s\n"
            "  approved      1,200  (80.00%)\n"
            "  rejected      300  (20.00%)\n"
            "  because of    quality 200, defect 10, similarity 80, compliance 30\n"
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
            "  every reason  photosieve report 01234567-89ab\n");
}

TEST(Summary, AnInterruptedRunSaysHowToGoOn) {
  Session session;
  session.id = "01234567-89ab-7def-8123-456789abcdef";
  session.status = SessionStatus::kInterrupted;
  session.error = "The disk is full";
  std::string text;
  for (const std::string& line : summary_lines(session, {}, {})) text += line + "\n";
  EXPECT_NE(text.find("Interrupted\n"), std::string::npos);
  EXPECT_NE(text.find("error: The disk is full\n"), std::string::npos);
  EXPECT_NE(text.find("photosieve resume 01234567-89ab"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
