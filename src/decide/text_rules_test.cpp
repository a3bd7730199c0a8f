// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/text_rules.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

const std::vector<DecodeProblem> kNoProblems;

PhotoMetadata written(std::string title, std::vector<std::string> keywords) {
  PhotoMetadata metadata;
  metadata.title = std::move(title);
  metadata.keyword_count = static_cast<std::uint32_t>(keywords.size());
  metadata.keywords = std::move(keywords);
  return metadata;
}

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> keywords;
  for (std::size_t i = 0; i < count; ++i) keywords.push_back("word" + std::to_string(1000 + i));
  return keywords;
}

// What the Adobe Stock profile says about it; a name of the test's own list is "globex".
std::vector<Finding> said(const PhotoMetadata& metadata) {
  Profile profile = load_profile("adobe-stock").value_or(Profile{});
  profile.extra_names = {"globex"};
  const PhotoFacts facts{Format::kJpeg, 4000, 3000, 1'000'000, "a.jpg", kNoProblems, &metadata};
  return decide(facts, {}, profile).findings;
}

std::string codes(const std::vector<Finding>& findings) {
  std::string list;
  for (const Finding& finding : findings)
    list += std::string(list.empty() ? "" : " ") + std::string(info(finding.code).name);
  return list;
}

const std::vector<std::string> kFive{"red fox", "snow", "winter", "forest", "walking"};

TEST(TextRules, EachHasAPhotoOnBothSides) {
  struct Case {
    PhotoMetadata metadata;
    const char* codes;
  };
  const Case cases[] = {
      {written("Red fox walking in snow", kFive), ""},
      {written("", {}), "metadata_missing"},
      {written("", kFive), "metadata_missing"},
      {written("Red fox walking in snow", {}), "metadata_missing"},
      {written(std::string(70, 'a'), kFive), ""},
      {written(std::string(71, 'a'), kFive), "title_long"},
      {written(std::string(200, 'a'), kFive), "title_long"},
      {written(std::string(201, 'a'), kFive), "title_too_long"},
      {written("fox, snow, winter, forest", kFive), ""},
      {written("fox, snow, winter, forest, walking", kFive), "title_is_list"},
      {written("Fox in snow, bird in a tree, cat on a roof, dog on ice, cow in hay",
               {"fox", "snow", "bird", "tree", "cat", "roof", "dog"}),
       ""},
      {written("Red fox walking in snow 2025", kFive), "title_has_date"},
      {written("Red fox at 2150 m in snow", kFive), ""},
      {written("Red fox of the 1950s in snow", kFive), ""},
      {written("Red fox made by generative AI", {"red", "fox", "made", "generative", "x"}),
       "title_names_ai"},
      {written("Red fox walking in rain", {"red fox", "forest", "rain", "walking", "water"}), ""},
      {written("Hungry wolf sleeping under trees", kFive), "title_not_in_keywords"},
      {written("Ripe fig cut open on a red plate", {"fig", "red", "plate", "fruit", "food"}), ""},
      {written("Ripe pear cut open on a tray", {"fig", "red", "plate", "fruit", "food"}),
       "title_not_in_keywords"},
      {written("Red fox walking in snow", numbered(4)), "keywords_too_few"},
      {written("Red fox", numbered(5)), ""},
      {written("Red fox", numbered(49)), ""},
      {written("Red fox", numbered(50)), "keywords_too_many"},
      {written("Fox", {"fox", "forest", "snow", "winter", "Foxes"}), "keywords_repeated"},
      {written("Fox", {"glass", "forest", "snow", "winter", "glas"}), ""},
      {written("Fox", {"f/2.8", "forest", "snow", "winter", "fox"}), "keywords_technical"},
      {written("Fox and Coca-Cola", kFive), "names_in_metadata"},
      {written("Fox and cola", kFive), ""},
      {written("Fox", {"fox", "Globex", "snow", "winter", "ice"}), "names_in_metadata"},
      {written("Fox", {"coca", "cola", "snow", "winter", "ice"}), ""},
  };
  for (const Case& one : cases)
    EXPECT_EQ(codes(said(one.metadata)), one.codes) << one.metadata.title;
}

TEST(TextRules, MessagesHaveTheNumbersAndTheFirstTenKeywords) {
  const Finding many = said(written("Red fox", numbered(51))).at(0);
  EXPECT_EQ(many.score, 51);
  EXPECT_EQ(many.threshold, 49);
  EXPECT_EQ(many.message,
            "51 keywords, and the form takes 49: drop the least fitting; the first ten weigh most: "
            "word1000, word1001, word1002, word1003, word1004, word1005, word1006, word1007, "
            "word1008, word1009");
  const Finding long_title = said(written(std::string(71, 'a'), kFive)).at(0);
  EXPECT_EQ(long_title.message,
            "The title has 71 characters; up to 70 are read in full, so shorten it");
  // Characters, not bytes.
  std::string thai;
  for (int i = 0; i < 70; ++i) thai += "\xE0\xB8\x81";
  EXPECT_EQ(codes(said(written(thai, kFive))), "");
  // However long the words are, a message keeps within its limit.
  std::vector<std::string> endless(60, std::string(250, 'x'));
  for (const Finding& finding : said(written(std::string(3000, 'y'), endless)))
    EXPECT_LE(finding.message.size(), 300U) << info(finding.code).name;
}

TEST(TextRules, PluralsAreEnglishAlone) {
  const std::pair<const char*, const char*> cases[] = {
      {"Foxes", "fox"},         {"cities", "city"},  {"glasses", "glass"}, {"glass", "glass"},
      {"dishes", "dish"},       {"cats", "cat"},     {"cactus", "cactus"}, {"gas", "gas"},
      {"red foxes", "red fox"}, {"Häuser", "häuser"}};
  for (const auto& [given, singular] : cases) EXPECT_EQ(singular_words(given), singular);
}

}  // namespace
}  // namespace photosieve
