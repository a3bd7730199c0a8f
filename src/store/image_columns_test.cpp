// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/image_columns.h"

#include <gtest/gtest.h>

#include <limits>

namespace photosieve {
namespace {

TEST(ImageColumnsTest, FlagsComeBackAsTheyWere) {
  BlockFlags flags;
  flags.judged.set(0).set(63).set(64).set(127);
  flags.approved.set(127);
  flags.findings[finding_key("noise", "reject", "quality")].set(0).set(64);
  flags.findings[finding_key("noise", "warn", "quality")].set(63);
  const BlockFlags back = BlockFlags::from(flags.bytes());
  EXPECT_EQ(back.judged, flags.judged);
  EXPECT_EQ(back.approved, flags.approved);
  EXPECT_EQ(back.findings, flags.findings);
  EXPECT_EQ(back.matching({.code = FindingCode::kNoise}).count(), 3U);
  EXPECT_EQ(back.matching({.code = FindingCode::kNoise, .severity = Severity::kWarn}),
            PhotoBits().set(63));
  EXPECT_EQ(back.matching({.decision = Decision::kApproved}), PhotoBits().set(127));
  for (std::size_t cut = 0; cut < flags.bytes().size(); ++cut)
    EXPECT_LE(BlockFlags::from(flags.bytes().substr(0, cut)).findings.size(), 2U);
}

TEST(ImageColumnsTest, PathsAreFoundByAPartAndNotAcrossTheirEnds) {
  const std::string paths = small_letters(std::string("One.JPG\0two\xff.jpg\0", 17));
  EXPECT_EQ(paths_with(paths, "jpg").count(), 2U);
  EXPECT_EQ(paths_with(paths, "one"), PhotoBits().set(0));
  EXPECT_EQ(paths_with(paths, "\xff.j"), PhotoBits().set(1));
  EXPECT_TRUE(paths_with(paths, std::string("g\0t", 3)).none());
}

TEST(ImageColumnsTest, ValuesThatAreMissingAreNone) {
  BlockValues values;
  values.fill(std::numeric_limits<double>::quiet_NaN());
  values[5] = -1.25;
  EXPECT_EQ(values_from(values_bytes(values))[5], -1.25);
  EXPECT_NE(values_from("")[5], values_from("")[5]) << "not a number";
}

}  // namespace
}  // namespace photosieve
