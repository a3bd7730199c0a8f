// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/finding.h"

#include <gtest/gtest.h>

#include <set>

namespace photosieve {
namespace {

TEST(Finding, EveryCodeStandsAtItsPlaceInTheTableWithANameOfItsOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kFindingCodeCount; ++i) {
    const auto code = static_cast<FindingCode>(i);
    EXPECT_EQ(info(code).code, code);
    EXPECT_TRUE(names.insert(info(code).name).second) << info(code).name;
    EXPECT_EQ(finding_code(info(code).name), code);
  }
  EXPECT_EQ(all_findings().size(), kFindingCodeCount);
  EXPECT_EQ(finding_code("nonsense"), std::nullopt);
}

TEST(Finding, NamesGoThereAndBack) {
  EXPECT_EQ(category_from(name(Category::kSimilarity)), Category::kSimilarity);
  EXPECT_EQ(severity_from(name(Severity::kWarn)), Severity::kWarn);
  EXPECT_EQ(category_from("Quality"), std::nullopt);
}

TEST(Finding, RoundsToAThousandth) {
  EXPECT_DOUBLE_EQ(rounded(1.23449), 1.234);
  EXPECT_DOUBLE_EQ(rounded(-0.0005), -0.001);
}

}  // namespace
}  // namespace photosieve
