// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tally.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

struct TallyTest : testing::Test {
  TallyTest() {
    for (std::uint32_t n = 1; n <= 3; ++n) photos.add({n, std::to_string(n), {}});
  }
  static PhotoResult approved(std::uint32_t n) {
    PhotoResult result;
    result.n = n;
    result.decision = Decision::kApproved;
    return result;
  }
  static PhotoResult rejected(std::uint32_t n, std::initializer_list<FindingCode> codes) {
    PhotoResult result;
    result.n = n;
    for (const FindingCode code : codes) result.findings.push_back({.code = code});
    return result;
  }
  PhotoTable photos;
  Session session;
};

TEST_F(TallyTest, CountsEachCategoryOnceAPhoto) {
  count_result(approved(1), photos, session);
  count_result(
      rejected(2, {FindingCode::kNoise, FindingCode::kOutOfFocus, FindingCode::kResolutionTooLow}),
      photos, session);
  EXPECT_EQ(session.processed, 2U);
  EXPECT_EQ(session.approved, 1U);
  EXPECT_EQ(session.rejected, 1U);
  EXPECT_EQ(session.issues, (IssueCounts{.quality = 1, .compliance = 1}));
}

TEST_F(TallyTest, AReplacedResultIsCountedOnceAndProcessedDoesNotFall) {
  count_result(rejected(1, {FindingCode::kTruncated}), photos, session);
  count_result(approved(1), photos, session);
  EXPECT_EQ(session.processed, 1U);
  EXPECT_EQ(session.approved, 1U);
  EXPECT_EQ(session.rejected, 0U);
  EXPECT_EQ(session.issues, IssueCounts{});
}

TEST_F(TallyTest, ReviewingMovesApprovedPhotosOnce) {
  count_result(approved(1), photos, session);
  count_result(approved(2), photos, session);
  count_result(rejected(3, {FindingCode::kNoise}), photos, session);
  count_review(2, photos, session);
  count_review(2, photos, session);
  count_review(3, photos, session);
  EXPECT_EQ(session.approved, 1U);
  EXPECT_EQ(session.rejected, 2U);
  EXPECT_EQ(session.issues, (IssueCounts{.quality = 1, .similarity = 2}));
  EXPECT_FALSE(photos.state(2).approved);
}

TEST_F(TallyTest, WhatAnEarlierRunJudgedIsCountedByItsOwnFindings) {
  photos.state(1).judged = photos.state(1).own_approved = photos.state(1).approved = true;
  photos.state(2).judged = true;
  photos.state(2).issues = rejecting_categories({{.code = FindingCode::kTruncated}}) & 0xFU;
  for (std::uint32_t n = 1; n <= 3; ++n) count_restored(n, photos, session);
  EXPECT_EQ(session.processed, 2U);
  EXPECT_EQ(session.approved, 1U);
  EXPECT_EQ(session.rejected, 1U);
  EXPECT_EQ(session.issues, (IssueCounts{.defect = 1}));
}

TEST(PhotosInWords, OneIsNotSeveral) {
  EXPECT_EQ(photos_in_words(0), "0 photos");
  EXPECT_EQ(photos_in_words(1), "1 photo");
  EXPECT_EQ(photos_in_words(1002), "1,002 photos");
}

}  // namespace
}  // namespace photosieve
