// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

// A folder of profiles that is gone afterwards.
class ProfileFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "/profiles-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_;
};

TEST_F(ProfileFiles, OneExtendsAnotherAndSaysOnlyWhatDiffers) {
  write("agency.toml",
        "name = 'agency'\nextends = 'adobe-stock'\nkeep_per_motif = 2\n"
        "[rules.resolution_too_low]\nmin_megapixels = 6\n");
  const std::string mine = write("mine.toml",
                                 "name = 'mine'\nextends = 'agency.toml'\n"
                                 "[rules.format_not_jpeg]\nseverity = 'warn'\n"
                                 "[rules.greyscale]\nenabled = false\n");
  const ProfileReading reading = read_profile(mine);
  ASSERT_TRUE(reading.problems.empty()) << one_line(reading.problems[0]);
  const Profile& profile = *reading.profile;
  EXPECT_EQ(profile.name, "mine");
  EXPECT_EQ(profile.title, "mine");
  EXPECT_EQ(profile.extends, (std::vector<std::string>{"agency", "adobe-stock"}));
  EXPECT_EQ(profile.keep_per_motif, 2);
  EXPECT_EQ(profile.keep_per_motif_from, "agency");
  const Rule& size = profile.rule(FindingCode::kResolutionTooLow);
  EXPECT_EQ(size.limits[0], 6);
  EXPECT_EQ(size.limits_from[0], "agency");
  EXPECT_EQ(size.severity_from, "adobe-stock");
  EXPECT_FALSE(size.source.empty());
  EXPECT_EQ(profile.rule(FindingCode::kFormatNotJpeg).severity, Severity::kWarn);
  EXPECT_EQ(profile.rule(FindingCode::kFormatNotJpeg).severity_from, "mine");
  EXPECT_FALSE(profile.rule(FindingCode::kGreyscale).enabled);
  EXPECT_TRUE(profile.rule(FindingCode::kTruncated).enabled);
}

TEST_F(ProfileFiles, CirclesAndEndlessChainsAreRefused) {
  const std::string one = write("one.toml", "name = 'one'\nextends = 'two.toml'\n");
  write("two.toml", "name = 'two'\nextends = './one.toml'\n");
  const std::string self = write("self.toml", "name = 'self'\nextends = 'self.toml'\n");
  for (int i = 0; i < 12; ++i)
    write("c" + std::to_string(i) + ".toml",
          "name = 'c'\nextends = 'c" + std::to_string(i + 1) + ".toml'\n");
  write("c12.toml", "name = 'c'\n");
  for (const std::string& path : {one, self, (folder_ / "c0.toml").string()}) {
    const ProfileReading reading = read_profile(path);
    ASSERT_EQ(reading.problems.size(), 1U) << path;
    EXPECT_NE(reading.problems[0].message.find("circle"), std::string::npos);
    EXPECT_FALSE(reading.profile);
  }
  EXPECT_TRUE(read_profile((folder_ / "c8.toml").string()).problems.empty());
}

TEST_F(ProfileFiles, AllProblemsAreToldInTheOrderOfTheText) {
  const std::string bad = write("bad.toml",
                                "name = 'bad'\n"
                                "keep_per_motif = 0\n"
                                "colour = 'red'\n"
                                "extends = 'adobe-stok'\n"
                                "[rules.noise]\n"
                                "severity = 'shout'\n"
                                "max_luma_sigma = 300\n"
                                "max_chroma_sigma = 2\n"
                                "[rules.titel_long]\n"
                                "[rules.title_long]\n"
                                "max_charaters = 5\n");
  const ProfileReading reading = read_profile(bad);
  std::vector<std::string> told;
  for (const ProfileProblem& one : reading.problems)
    told.push_back(std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.message);
  EXPECT_EQ(told, (std::vector<std::string>{
                      "2:18 keep_per_motif must be a whole number from 1 to 1000",
                      "3:1 unknown key colour; known are name title extends rules names_file "
                      "keep_per_motif near_percent without extra_names not_checked",
                      "4:11 unknown profile adobe-stok; did you mean adobe-stock?",
                      "6:12 severity must be \"reject\", \"warn\" or \"label\"",
                      "7:18 max_luma_sigma must be a number from 0 to 100",
                      "9:8 unknown rule titel_long; did you mean title_long?",
                      "11:1 unknown key in rules.title_long: max_charaters; did you mean "
                      "max_characters?"}));
  EXPECT_FALSE(reading.profile);
}

TEST_F(ProfileFiles, NamesComeFromTheProfileAndFromAFileBesideIt) {
  write("names.txt", "# ours\nAcme Rockets\n");
  const std::string mine = write("mine.toml",
                                 "name = 'mine'\nnames_file = 'names.txt'\n"
                                 "extra_names = ['Globex', 'Initech']\n");
  const ProfileReading reading = read_profile(mine);
  ASSERT_TRUE(reading.profile);
  EXPECT_EQ(reading.profile->extra_names,
            (std::vector<std::string>{"globex", "initech", "acme rockets"}));
  EXPECT_EQ(read_profile(write("no.toml", "name = 'x'\nnames_file = 'none.txt'\n")).problems.size(),
            1U);
  const std::string long_one = "name = 'x'\nextra_names = ['" + std::string(257, 'a') + "']\n";
  EXPECT_EQ(read_profile(write("long.toml", long_one)).problems.size(), 1U);
  std::string list;
  for (int i = 0; i < 5000; ++i) list += "name" + std::to_string(i) + "\n";
  write("many.txt", list);
  EXPECT_EQ(
      read_profile(write("many.toml", "name = 'x'\nnames_file = 'many.txt'\n")).problems.size(),
      1U);
  // What is no UTF-8 is mended: the profile is kept as JSON.
  write("latin.txt", "caf\xE9\n");
  EXPECT_EQ(read_profile(write("latin.toml", "name = 'x'\nnames_file = 'latin.txt'\n"))
                .profile->extra_names,
            (std::vector<std::string>{"caf\xEF\xBF\xBD"}));
}

TEST_F(ProfileFiles, CategoriesAreSwitchedOffAndSingleRulesStay) {
  const ProfileReading reading = read_profile(
      write("few.toml",
            "name = 'few'\nextends = 'adobe-stock'\nwithout = ['defect', 'similarity']\n"
            "[rules.border]\nmax_width_pixels = 9\nseverity = 'warn'\nsource = 'mine'\n"));
  ASSERT_TRUE(reading.profile) << one_line(reading.problems.at(0));
  for (const FindingInfo& finding : all_findings()) {
    const bool off =
        finding.category == Category::kDefect || finding.category == Category::kSimilarity;
    const bool stays = finding.code == FindingCode::kBorder || always_looked_for(finding.code);
    if (!off) continue;
    EXPECT_EQ(reading.profile->rule(finding.code).enabled, stays) << finding.name;
  }
  EXPECT_TRUE(reading.profile->rule(FindingCode::kNoise).enabled);
  const ProfileReading wrong =
      read_profile(write("wrong.toml", "name = 'x'\nwithout = ['blur']\n"));
  ASSERT_EQ(wrong.problems.size(), 1U);
  EXPECT_EQ(wrong.problems[0].message,
            "a category is \"quality\", \"defect\", \"similarity\" or \"compliance\"");
}

TEST_F(ProfileFiles, ASyntaxErrorHasItsPlace) {
  const ProfileReading reading = read_profile(write("broken.toml", "name = 'x'\nkeep_per = \n"));
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].line, 2U);
  EXPECT_EQ(read_profile((folder_ / "none.toml").string()).problems.size(), 1U);
  EXPECT_EQ(read_profile(folder_.string() + "/").problems.size(), 1U);
}

TEST(ProfileReader, BuiltInOnesSayWhereEachValueStands) {
  for (const std::string_view name : built_in_profiles()) {
    const ProfileReading reading = read_profile(std::string(name));
    ASSERT_TRUE(reading.problems.empty()) << one_line(reading.problems[0]);
    EXPECT_EQ(reading.profile->keep_per_motif_from, name);
    EXPECT_EQ(reading.profile->near_percent_from, name);
  }
  EXPECT_GE(read_profile("adobe-stock").profile->not_checked.size(), 5U);
}

}  // namespace
}  // namespace photosieve
