// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profile_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace photosieve {
namespace {

TEST(ProfileText, EveryRuleIsThereWithItsLimitsItsSourceAndWhereTheyStand) {
  const auto profile = profile_from_toml(
      "name = 'mine'\nextends = 'adobe-stock'\n[rules.title_long]\nmax_characters = 60\n",
      "mine.toml");
  ASSERT_TRUE(profile) << profile.error().message;
  const std::string text = profile_text(*profile);
  for (const FindingInfo& finding : all_findings())
    EXPECT_NE(text.find(std::string(finding.name)), std::string::npos) << finding.name;
  EXPECT_NE(text.find("max_characters = 60\n"), std::string::npos) << text;
  EXPECT_NE(text.find("min_megapixels = 3.84  (from adobe-stock)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Not checked: no program can tell\n"), std::string::npos);
  std::size_t from = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', from)) {
    EXPECT_LE(display_width(text.substr(from, end - from)), 100U);
    from = end + 1;
  }
}

TEST(ProfileText, TheJsonHasWhatTheTextHas) {
  const auto profile = load_profile("adobe-stock");
  const auto json = profile_public_json(*profile);
  EXPECT_EQ(json.at("name"), "adobe-stock");
  std::size_t enabled = 0;
  for (const FindingInfo& finding : all_findings())
    enabled += profile->rule(finding.code).enabled ? 1 : 0;
  EXPECT_EQ(json.at("rules").size(), enabled);
  EXPECT_EQ(json.at("rules").at(0).at("limits").at(0).at("name"), "min_sharpness");
  EXPECT_EQ(json.at("not_checked").size(), profile->not_checked.size());
}

}  // namespace
}  // namespace photosieve
