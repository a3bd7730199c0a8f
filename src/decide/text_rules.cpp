// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/text_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "base/utf8.h"
#include "decide/file_rules.h"
#include "decide/technical_words.h"
#include "model/name_list.h"

namespace photosieve {
namespace {

constexpr std::size_t kWeightiest = 10;  // keywords that an agency's search weighs most
constexpr std::size_t kListed = 5;       // examples in a message

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(next_code_point(text).bytes)) ++count;
  return count;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(at), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& texts, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, texts.size()); ++i)
    list += (list.empty() ? "" : ", ") + texts[i];
  if (texts.size() > most) list += ", ...";
  return list;
}

std::string first_ten(const std::vector<std::string>& keywords) {
  return elide_middle_bytes(
      joined({keywords.begin(), keywords.begin() + static_cast<std::ptrdiff_t>(
                                                       std::min(kWeightiest, keywords.size()))},
             kWeightiest),
      160);
}

std::string singular(std::string_view word) {
  const auto without = [&](std::size_t count) {
    return std::string(word.substr(0, word.size() - count));
  };
  if (word.size() > 4 && word.ends_with("ies")) return without(3) + "y";
  for (const std::string_view ending : {"sses", "xes", "zes", "ches", "shes"})
    if (word.size() > ending.size() + 1 && word.ends_with(ending)) return without(2);
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
    return without(1);
  return std::string(word);
}

// The words of title and keywords between bars, so that no name is found across two of them.
std::string haystack(const PhotoMetadata& metadata) {
  std::string all = " " + as_words(metadata.title) + " ";
  for (const std::string& keyword : metadata.keywords) all += "| " + as_words(keyword) + " ";
  return all;
}

bool has_words(const std::string& hay, std::string_view name) {
  return hay.find(" " + std::string(name) + " ") != std::string::npos;
}

Answer longer_than(const Question& question, FindingCode code, const char* sentence) {
  if (question.facts.metadata == nullptr || question.facts.metadata->title.empty()) return {};
  const auto length = static_cast<double>(characters(question.facts.metadata->title));
  const double most = question.rule.limits[0];
  const double margin = (most - length) / most;
  if (length <= most) return {std::nullopt, margin};
  return counted(code, length, most, margin, fmt::format(fmt::runtime(sentence), length, most));
}

}  // namespace

std::string singular_words(std::string_view text) {
  const std::string words = as_words(text);
  std::string result;
  for (const std::string_view word : split(words, " "))
    result += (result.empty() ? "" : " ") + singular(word);
  return result;
}

Answer metadata_missing(const Question& question) {
  // A file that is no picture lacks other things.
  if (question.facts.metadata == nullptr || question.facts.format == Format::kUnknown) return {};
  const PhotoMetadata& metadata = *question.facts.metadata;
  const bool no_title = metadata.title.empty();
  const bool no_keywords = metadata.keyword_count == 0;
  if (!no_title && !no_keywords) return {};
  if (no_title && no_keywords)
    return stated(FindingCode::kMetadataMissing,
                  "The file has neither a title nor keywords: write them when you upload");
  if (no_title)
    return stated(FindingCode::kMetadataMissing,
                  metadata.description.empty()
                      ? "The file has keywords but no title: write one when you upload"
                      : "The file has a description but no title: write one when you upload");
  return stated(FindingCode::kMetadataMissing,
                "The file has a title but no keywords: write them when you upload");
}

Answer title_long(const Question& question) {
  return longer_than(
      question, FindingCode::kTitleLong,
      "The title has {:.0f} characters; up to {:.0f} are read in full, so shorten it");
}

Answer title_too_long(const Question& question) {
  return longer_than(question, FindingCode::kTitleTooLong,
                     "The title has {:.0f} characters, and the form takes {:.0f}: shorten it");
}

Answer title_is_list(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const auto parts = split(question.facts.metadata->title, ",;|/");
  std::size_t words = 0;
  for (const std::string_view part : parts) {
    const std::string plain = as_words(part);
    words += split(plain, " ").size();
  }
  const double least = question.rule.limits[0];
  if (static_cast<double>(parts.size()) < least || words > 2 * parts.size()) return {};
  return counted(FindingCode::kTitleIsList, static_cast<double>(parts.size()), least, 0,
                 fmt::format("The title is a list of {} words: write a sentence that says what is "
                             "seen, and put the words among the keywords",
                             parts.size()));
}

Answer title_has_date(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const std::string plain = as_words(question.facts.metadata->title);
  for (const std::string_view word : split(plain, " ")) {
    const bool year = word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
                      std::isdigit(static_cast<unsigned char>(word[2])) != 0 &&
                      std::isdigit(static_cast<unsigned char>(word[3])) != 0;
    if (year)
      return stated(FindingCode::kTitleHasDate,
                    fmt::format("The title names a date ({}): leave it out, that is for editorial "
                                "photos",
                                word));
  }
  return {};
}

Answer title_names_ai(const Question& question) {
  constexpr std::array<std::string_view, 6> kPhrases{"generative ai",     "ai generated",
                                                     "generated by ai",   "ai art",
                                                     "generated with ai", "created with ai"};
  if (question.facts.metadata == nullptr) return {};
  const std::string title = " " + as_words(question.facts.metadata->title) + " ";
  for (const std::string_view phrase : kPhrases)
    if (has_words(title, phrase))
      return stated(FindingCode::kTitleNamesAi,
                    fmt::format("The title says \"{}\": leave it out; there is a box to tick for "
                                "that when you submit",
                                phrase));
  return {};
}

Answer title_not_in_keywords(const Question& question) {
  constexpr std::array<std::string_view, 12> kSmall{"with",  "from",  "over", "under",
                                                    "into",  "onto",  "that", "this",
                                                    "there", "while", "near", "during"};
  constexpr std::size_t kLeastWords = 3;
  constexpr std::uint32_t kLeastKeywords = 5;
  if (question.facts.metadata == nullptr) return {};
  const PhotoMetadata& metadata = *question.facts.metadata;
  std::string keywords = " ";
  for (const std::string& keyword : metadata.keywords) keywords += singular_words(keyword) + " ";
  const std::string title = singular_words(metadata.title);
  std::size_t words = 0;
  std::size_t long_words = 0;
  std::vector<std::string> missing;
  for (const std::string_view word : split(title, " ")) {
    const bool shared = has_words(keywords, word);
    const bool small =
        word.size() < 4 || std::find(kSmall.begin(), kSmall.end(), word) != kSmall.end();
    // A short word is asked for by nobody ("in", "by"), but one that is a keyword ("fox") counts.
    if (small && !shared) continue;
    ++words;
    long_words += small ? 0 : 1;
    if (!shared) missing.emplace_back(word);
  }
  if (long_words < kLeastWords || metadata.keyword_count < kLeastKeywords) return {};
  const double percent =
      100.0 * static_cast<double>(words - missing.size()) / static_cast<double>(words);
  const double least = question.rule.limits[0];
  if (percent >= least) return {std::nullopt, percent - least};
  return counted(FindingCode::kTitleNotInKeywords, percent, least, percent - least,
                 fmt::format("Words of the title are no keywords: {}; add what is seen to the "
                             "keywords",
                             elide_middle_bytes(joined(missing, kListed), 120)));
}

Answer keywords_too_few(const Question& question) {
  if (question.facts.metadata == nullptr || question.facts.metadata->keyword_count == 0) return {};
  const PhotoMetadata& metadata = *question.facts.metadata;
  const auto count = static_cast<double>(metadata.keyword_count);
  const double least = question.rule.limits[0];
  const double margin = (count - least) / least;
  if (count >= least) return {std::nullopt, margin};
  return counted(
      FindingCode::kKeywordsTooFew, count, least, margin,
      fmt::format("Only {:.0f} keywords (at least {:.0f}): {}; add more of what is seen, "
                  "the weightiest ten first",
                  count, least, first_ten(metadata.keywords)));
}

Answer keywords_too_many(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const PhotoMetadata& metadata = *question.facts.metadata;
  const auto count = static_cast<double>(metadata.keyword_count);
  const double most = question.rule.limits[0];
  const double margin = (most - count) / most;
  if (count <= most) return {std::nullopt, margin};
  return counted(FindingCode::kKeywordsTooMany, count, most, margin,
                 fmt::format("{:.0f} keywords, and the form takes {:.0f}: drop the least fitting; "
                             "the first ten weigh most: {}",
                             count, most, first_ten(metadata.keywords)));
}

Answer keywords_repeated(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const auto& keywords = question.facts.metadata->keywords;
  std::vector<std::string> seen;
  std::vector<std::string> repeated;
  for (const std::string& keyword : keywords) {
    std::string words = singular_words(keyword);
    if (std::find(seen.begin(), seen.end(), words) != seen.end())
      repeated.push_back(keyword);
    else
      seen.push_back(std::move(words));
  }
  if (repeated.empty()) return {};
  Answer answer =
      stated(FindingCode::kKeywordsRepeated,
             fmt::format("Keywords stand there twice: {}; drop them (the first ten are {})",
                         elide_middle_bytes(joined(repeated, kListed), 100), first_ten(keywords)));
  answer.finding->score = static_cast<double>(repeated.size());
  return answer;
}

Answer keywords_technical(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  std::vector<std::string> technical;
  for (const std::string& keyword : question.facts.metadata->keywords)
    if (is_technical(as_words(keyword))) technical.push_back(keyword);
  if (technical.empty()) return {};
  Answer answer = stated(
      FindingCode::kKeywordsTechnical,
      fmt::format("Keywords about the camera or the file: {}; keep to what is seen in the photo",
                  elide_middle_bytes(joined(technical, kListed), 160)));
  answer.finding->score = static_cast<double>(technical.size());
  return answer;
}

Answer names_in_metadata(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const std::string hay = haystack(*question.facts.metadata);
  std::vector<std::string> found;
  const auto look = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names)
      if (has_words(hay, name) && std::find(found.begin(), found.end(), name) == found.end())
        found.push_back(name);
  };
  look(built_in_names());
  look(question.profile.extra_names);
  if (found.empty()) return {};
  Answer answer = stated(
      FindingCode::kNamesInMetadata,
      fmt::format("Title or keywords name brands or people: {}; leave them out, and look for marks "
                  "in the photo itself",
                  elide_middle_bytes(joined(found, kListed), 140)));
  answer.finding->score = static_cast<double>(found.size());
  return answer;
}

}  // namespace photosieve
