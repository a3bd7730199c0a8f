// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

constexpr const char* kGood = R"(
name = "mine"
title = "My agency"
keep_per_motif = 2

[rules.resolution_too_low]
severity = "reject"
min_megapixels = 6
source = "their page"
)";

TEST(Profile, ReadsRulesWithTheirLimitsAndSources) {
  const auto profile = profile_from_toml(kGood, "mine.toml");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->title, "My agency");
  EXPECT_EQ(profile->keep_per_motif, 2);
  EXPECT_TRUE(profile->rule(FindingCode::kResolutionTooLow).enabled);
  EXPECT_EQ(profile->limit(FindingCode::kResolutionTooLow), 6.0);
  EXPECT_FALSE(profile->rule(FindingCode::kNoise).enabled);
}

TEST(Profile, SaysWhereAndWhatIsWrongAndWhatWasMeant) {
  struct Case {
    const char* text;
    const char* message;
  };
  const Case cases[] = {
      {"nme = 'x'", "p.toml:1: unknown key nme; did you mean name?"},
      {"name = 'x'\n[rules.resolution_to_low]\n",
       "p.toml:2: unknown rule resolution_to_low; did you mean resolution_too_low?"},
      {"name = 'x'\n[rules.resolution_too_low]\nmin_megapixel = 4\n",
       "p.toml:3: unknown key in rules.resolution_too_low: min_megapixel; did you mean "
       "min_megapixels?"},
      {"name = 'x'\n[rules.resolution_too_low]\nmin_megapixels = 'four'\n",
       "p.toml:3: min_megapixels must be a number from 0 to 1000"},
      {"name = 'x'\n[rules.resolution_too_low]\nmin_megapixels = -4\n",
       "p.toml:3: min_megapixels must be a number from 0 to 1000"},
      {"name = 'x'\n[rules.resolution_too_low]\nseverity = 'reject'\n",
       "p.toml:2: rules.resolution_too_low lacks min_megapixels"},
      {"name = 'x'\n[rules.truncated]\nseverity = 'kill'\n",
       "p.toml:3: severity must be \"reject\", \"warn\" or \"label\""},
      {"title = 'x'", "p.toml: the profile has no name"},
      {"name = 'x'\nkeep_per_motif = 0",
       "p.toml:2: keep_per_motif must be a whole number from 1 to 1000"},
      {"name = 'x'\nnear_percent = -1", "p.toml:2: near_percent must be a number from 0 to 100"},
      {"name = 'x'\nnear_percent = nan", "p.toml:2: near_percent must be a number from 0 to 100"},
  };
  for (const Case& one : cases) {
    const auto profile = profile_from_toml(one.text, "p.toml");
    ASSERT_FALSE(profile) << one.text;
    EXPECT_EQ(profile.error().message, one.message) << one.text;
    EXPECT_EQ(profile.error().kind, ErrorKind::kUsage);
  }
  EXPECT_FALSE(profile_from_toml("name = ", "p.toml"));
}

TEST(Profile, NamesTheNearestBuiltInOne) {
  const auto profile = load_profile("adobe-stok");
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().message, "unknown profile adobe-stok; did you mean adobe-stock?");
  EXPECT_FALSE(load_profile("/nowhere/at/all.toml"));
}

TEST(Profile, BuiltInOnesLoadAndEveryRuleNamesItsSource) {
  EXPECT_GE(built_in_profiles().size(), 2U);
  for (const std::string_view name : built_in_profiles()) {
    const auto profile = load_profile(std::string(name));
    ASSERT_TRUE(profile) << profile.error().message;
    EXPECT_EQ(profile->name, name);
    for (const FindingInfo& finding : all_findings()) {
      const Rule& rule = profile->rule(finding.code);
      EXPECT_TRUE(!rule.enabled || !rule.source.empty()) << name << " " << finding.name;
    }
  }
}

TEST(Profile, GoesToAWorkerAndBackUnchanged) {
  const auto before = load_profile("adobe-stock");
  ASSERT_TRUE(before);
  const auto after = profile_from_json(profile_to_json(*before));
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(profile_to_json(*after), profile_to_json(*before));
  EXPECT_FALSE(profile_from_json(nlohmann::json::array()));
}

}  // namespace
}  // namespace photosieve
