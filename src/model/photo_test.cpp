// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Photo, NamesGoThereAndBack) {
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    const auto reason = static_cast<SkipReason>(i);
    EXPECT_EQ(skip_reason_from(name(reason)), reason);
  }
  EXPECT_EQ(format_from("png"), Format::kPng);
  EXPECT_EQ(decision_from("approved"), Decision::kApproved);
  EXPECT_EQ(decision_from("maybe"), std::nullopt);
}

TEST(Photo, PdqHashIsPrintedFromItsHighestBit) {
  const PdqHash hash{0x8000000000000001ULL, 0, 0, 0xfULL};
  const std::string hex = to_hex(hash);
  EXPECT_EQ(hex,
            "8000000000000001"
            "0000000000000000"
            "0000000000000000"
            "000000000000000f");
  EXPECT_EQ(pdq_from_hex(hex), hash);
  EXPECT_EQ(pdq_from_hex(hex.substr(1)), std::nullopt);
}

TEST(Photo, OnlyARejectingFindingRejects) {
  std::vector<Finding> findings{{.code = FindingCode::kNoise, .severity = Severity::kWarn}};
  EXPECT_FALSE(rejects(findings));
  EXPECT_TRUE(has_category(findings, Category::kQuality, Severity::kWarn));
  EXPECT_FALSE(has_category(findings, Category::kQuality, Severity::kReject));
  findings.push_back({.code = FindingCode::kTruncated, .severity = Severity::kReject});
  EXPECT_TRUE(rejects(findings));
  EXPECT_EQ(rejecting_categories(findings), 1U << static_cast<unsigned>(Category::kDefect));
}

}  // namespace
}  // namespace photosieve
