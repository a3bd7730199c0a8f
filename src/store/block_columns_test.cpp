// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/block_columns.h"

#include <gtest/gtest.h>

#include <cmath>

namespace photosieve {
namespace {

constexpr ImageOrder kBySharpness{.by = ImageOrder::By::kMeasure};

TEST(BlockColumns, APhotoThatIsJudgedAgainHasItsNewValuesAlone) {
  Measures sharp;
  sharp.set(MeasureId::kSharpness, 42.5);
  const std::vector<Finding> noisy{{.code = FindingCode::kNoise, .severity = Severity::kReject}};
  BlockColumns columns;
  columns.expect(3);
  columns.expect(895);
  EXPECT_EQ(columns.values(kBySharpness), nullptr);
  columns.judge(3, {.approved = false,
                    .bytes = 5,
                    .width = 10,
                    .height = 20,
                    .quality = 7,
                    .confidence = 0.5,
                    .elapsed_ms = 9,
                    .measures = sharp,
                    .own = noisy,
                    .of_review = {}});
  EXPECT_FALSE(columns.complete());
  EXPECT_EQ(columns.values(kBySharpness)->at(3), 42.5);
  EXPECT_TRUE(std::isnan(columns.values(kBySharpness)->at(895)));
  EXPECT_EQ(columns.values({.by = ImageOrder::By::kMegapixels})->at(3), 200.0);
  EXPECT_EQ(columns.flags().matching({.code = FindingCode::kNoise}), PhotoBits().set(3));

  const Measures none;
  columns.judge(3, {.approved = true, .measures = none, .own = {}, .of_review = {}});
  columns.judge(895, {.approved = false, .measures = sharp, .own = {}, .of_review = noisy});
  EXPECT_TRUE(columns.complete());
  EXPECT_TRUE(std::isnan(columns.values(kBySharpness)->at(3)));
  EXPECT_EQ(columns.flags().matching({.code = FindingCode::kNoise}), PhotoBits().set(895));
  EXPECT_EQ(columns.flags().approved, PhotoBits().set(3));
  const auto all = columns.columns();
  ASSERT_EQ(all.size(), 6U) << "five of every photo, and one measure";
  EXPECT_EQ(all.back().kind, kind_of(kBySharpness));
  EXPECT_EQ(all.back().values[895], 42.5);
}

}  // namespace
}  // namespace photosieve
