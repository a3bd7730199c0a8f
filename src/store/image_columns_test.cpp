// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/image_columns.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace photosieve {
namespace {

TEST(ImageColumnsTest, FlagsComeBackAsTheyWere) {
  BlockFlags flags;
  flags.judged.set(0).set(63).set(64).set(895);
  flags.approved.set(895);
  flags.findings["noise/reject/quality"].set(0).set(64);
  flags.findings["+noise/warn/quality"].set(63);
  const BlockFlags back = BlockFlags::from(flags.bytes());
  EXPECT_EQ(back.judged, flags.judged);
  EXPECT_EQ(back.approved, flags.approved);
  EXPECT_EQ(back.findings, flags.findings);
  EXPECT_EQ(back.matching({.code = FindingCode::kNoise}).count(), 3U);
  EXPECT_EQ(back.matching({.code = FindingCode::kNoise, .severity = Severity::kWarn}),
            PhotoBits().set(63));
  EXPECT_EQ(back.matching({.decision = Decision::kApproved}), PhotoBits().set(895));
  for (std::size_t cut = 0; cut < flags.bytes().size(); ++cut)
    EXPECT_LE(BlockFlags::from(flags.bytes().substr(0, cut)).findings.size(), 2U);
}

TEST(ImageColumnsTest, AFindingIsKnownByItsKeyWhoeverFoundIt) {
  const Finding finding{.code = FindingCode::kNoise, .severity = Severity::kReject};
  EXPECT_EQ(finding_key(finding, false), "noise/reject/quality");
  EXPECT_EQ(finding_key(finding, true), "+noise/reject/quality");
  for (const bool of_review : {false, true}) {
    const std::string key = finding_key(finding, of_review);
    EXPECT_EQ(is_of_review(key), of_review);
    EXPECT_EQ(parts_of(key).code, "noise");
    EXPECT_EQ(parts_of(key).severity, "reject");
    EXPECT_EQ(parts_of(key).category, "quality");
  }
  EXPECT_EQ(parts_of("no key").code, "");
  EXPECT_EQ(parts_of("/").code, "");
}

TEST(ImageColumnsTest, BitsAreSetCountedAndWalkedInOrder) {
  PhotoBits bits;
  EXPECT_FALSE(bits.any());
  bits.set(0).set(63).set(64).set(895).set(64, false);
  EXPECT_TRUE(bits[63] && bits[895] && !bits[64] && !bits[1]);
  EXPECT_EQ(bits.count(), 3U);
  std::vector<std::size_t> places;
  bits.each([&](std::size_t place) { places.push_back(place); });
  EXPECT_EQ(places, (std::vector<std::size_t>{0, 63, 895}));
  EXPECT_EQ((~bits).count(), kBlockPhotos - 3);
  std::string bytes;
  bits.add_to(bytes);
  EXPECT_EQ(PhotoBits::from(bytes), bits);
}

TEST(ImageColumnsTest, PathsAreFoundByAPartAndNotAcrossTheirEnds) {
  const std::string paths = small_letters(std::string("One.JPG\0two\xff.jpg\0", 17));
  EXPECT_EQ(paths_with(paths, "jpg"), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(paths_with(paths, "one"), (std::vector<std::size_t>{0}));
  EXPECT_EQ(paths_with(paths, "\xff.j"), (std::vector<std::size_t>{1}));
  EXPECT_TRUE(paths_with(paths, std::string("g\0t", 3)).empty());
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
