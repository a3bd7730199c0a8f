// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/sight_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "decide/burnt_in_date.h"
#include "decide/file_rules.h"

namespace photosieve {
namespace {

constexpr double kSureOfWords = 75;       // percent: from here on they are told
constexpr std::size_t kMostWords = 3;     // lines told
constexpr std::size_t kWordsBytes = 120;  // all of them together

// What counts by the rule's limits, and the most of what it can be.
template <class Thing>
struct Counted {
  std::vector<Region> regions;
  std::vector<const Thing*> all;
  double highest = 0;
};

template <class Thing>
Counted<Thing> counted_by(const Rule& rule, const std::vector<Thing>& things) {
  Counted<Thing> counted;
  for (const Thing& one : things) {
    if (one.height < rule.limits[0] || one.certainty < rule.limits[1]) continue;
    counted.all.push_back(&one);
    counted.regions.push_back(one.region);
    counted.highest = std::max(counted.highest, one.height);
  }
  return counted;
}

Answer answer(FindingCode code, double height, double least, const std::string& message,
              std::vector<Region> regions) {
  Answer answer = counted(code, height, least, 0, message);
  answer.margin.reset();
  answer.finding->region = regions.front();
  if (regions.size() > 1) answer.finding->regions = std::move(regions);
  return answer;
}

std::string quoted(const std::vector<const SeenText*>& texts) {
  std::string words;
  std::size_t told = 0;
  for (const SeenText* one : texts) {
    if (one->certainty < kSureOfWords || told == kMostWords) continue;
    words += fmt::format("{}\"{}\"", told == 0 ? "" : ", ", one->words);
    ++told;
  }
  return elide_middle_bytes(words, kWordsBytes);
}

// The lines of a date; none where it is smaller or less certain than the rule asks for.
struct Dated {
  std::vector<const SeenText*> lines;
  double height = 0;
};

Dated date_among(const std::vector<SeenText>& texts, const Rule& rule, std::uint32_t height) {
  Dated dated{burnt_in_date(texts, height)};
  double certainty = 0;
  for (const SeenText* line : dated.lines) {
    dated.height = std::max(dated.height, line->height);
    certainty = std::max(certainty, line->certainty);
  }
  if (dated.height < rule.limits[0] || certainty < rule.limits[1]) return {};
  return dated;
}

}  // namespace

Answer recognisable_face(const Question& question) {
  const auto& faces = question.evidence.seen.faces;
  if (!faces) return {};
  auto found = counted_by(question.rule, *faces);
  if (found.all.empty()) return {};
  const std::string count =
      found.all.size() == 1
          ? "A face"
          : fmt::format("{}{} faces", found.all.size() >= kMostFaces ? "At least " : "",
                        found.all.size());
  return answer(FindingCode::kRecognisableFace, found.highest, question.rule.limits[0],
                fmt::format("{} can be recognised ({:.0f} % of the height): a model release is "
                            "needed of everybody who can be",
                            count, found.highest),
                std::move(found.regions));
}

Answer readable_text(const Question& question) {
  const auto& texts = question.evidence.seen.texts;
  if (!texts) return {};
  std::vector<SeenText> others = *texts;
  if (const Rule& dates = question.profile.rule(FindingCode::kBurntInDate); dates.enabled) {
    const Dated dated = date_among(*texts, dates, question.facts.height);
    std::erase_if(others, [&](const SeenText& one) {
      return std::any_of(dated.lines.begin(), dated.lines.end(),
                         [&](const SeenText* line) { return line->region == one.region; });
    });
  }
  auto found = counted_by(question.rule, others);
  if (found.all.empty()) return {};
  const std::string words = quoted(found.all);
  return answer(
      FindingCode::kReadableText, found.highest, question.rule.limits[0],
      words.empty()
          ? fmt::format("There is lettering in the photo that this program cannot read ({:.1f} % "
                        "of the height): no names, brands or logos may be seen",
                        found.highest)
          : fmt::format("Text can be read: {} ({:.1f} % of the height): no names, brands or logos "
                        "may be seen",
                        words, found.highest),
      std::move(found.regions));
}

Answer date_burnt_in(const Question& question) {
  const auto& texts = question.evidence.seen.texts;
  if (!texts) return {};
  const Dated dated = date_among(*texts, question.rule, question.facts.height);
  if (dated.lines.empty()) return {};
  std::string words;
  std::vector<Region> regions;
  for (const SeenText* line : dated.lines) {
    words += (words.empty() ? "" : " ") + line->words;
    regions.push_back(line->region);
  }
  return answer(FindingCode::kBurntInDate, dated.height, question.rule.limits[0],
                fmt::format("A date is burnt into the photo: \"{}\" ({:.1f} % of the height); crop "
                            "it, or retouch it cleanly",
                            elide_middle_bytes(words, kWordsBytes), dated.height),
                std::move(regions));
}

}  // namespace photosieve
