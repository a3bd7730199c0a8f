// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "decide/file_rules.h"
#include "decide/focus_rules.h"
#include "decide/sight_rules.h"
#include "decide/text_rules.h"
#include "decide/tilt_rules.h"
#include "decide/trace_rules.h"

namespace photosieve {
namespace {

constexpr double kBytesInMegabyte = 1024.0 * 1024.0;
constexpr std::size_t kLongestMessage = 300;
constexpr const char* kColourSpecks =
    "Noisy: colour specks of {:.1f} levels in flat areas (at most {:.1f})";

// A margin in units of the limit; where the limit is 0, in plain units.
double above(double value, double limit) {
  return (value - limit) / (limit == 0 ? 1.0 : limit);
}
double below(double value, double limit) {
  return -above(value, limit);
}

Answer found(FindingCode code, double score, double threshold, double margin, std::string message,
             std::optional<Region> region = std::nullopt) {
  Finding finding;
  finding.code = code;
  finding.score = rounded(score);
  finding.threshold = rounded(threshold);
  finding.message = std::move(message);
  finding.region = region;
  return {std::move(finding), margin};
}

struct Measured {
  double value;
  std::optional<Region> region;
};

// Nothing of a photo that is only there in part: its grey rest would be judged too.
std::optional<Measured> measured(const Question& question, MeasureId id) {
  if (!question.whole) return std::nullopt;
  const auto value = question.evidence.measures.get(id);
  if (!value) return std::nullopt;
  return Measured{*value, question.evidence.regions[static_cast<std::size_t>(id)]};
}

Answer clipped(const Question& question, FindingCode code, MeasureId id, const char* sentence) {
  const auto area = measured(question, id);
  if (!area) return {};
  const double largest = question.rule.limits[0];
  const double margin = below(area->value, largest);
  if (area->value <= largest) return {std::nullopt, margin};
  return found(code, area->value, largest, margin,
               fmt::format(fmt::runtime(sentence), area->value, largest), area->region);
}

Answer highlights_clipped(const Question& question) {
  return clipped(question, FindingCode::kHighlightsClipped, MeasureId::kHighlightsClipped,
                 "Over-exposed: {:.1f} % of the area is burnt out without texture (at most {:.0f} "
                 "%)");
}

Answer shadows_clipped(const Question& question) {
  return clipped(question, FindingCode::kShadowsClipped, MeasureId::kShadowsClipped,
                 "Shadows without texture: {:.1f} % of the area is plain black (at most {:.0f} %)");
}

// Colour has a finding of its own; a profile that does not ask for it means both.
Answer noise(const Question& question) {
  const auto luma = measured(question, MeasureId::kNoiseLuma);
  if (!luma) return {};
  const auto chroma = question.profile.rule(FindingCode::kNoiseChroma).enabled
                          ? std::nullopt
                          : measured(question, MeasureId::kNoiseChroma);
  const double most_luma = question.rule.limits[0];
  const double most_chroma = question.rule.limits[1];
  const double luma_margin = below(luma->value, most_luma);
  const double chroma_margin = chroma ? below(chroma->value, most_chroma) : luma_margin;
  const double margin = std::min(luma_margin, chroma_margin);
  if (luma->value > most_luma)
    return found(FindingCode::kNoise, luma->value, most_luma, margin,
                 fmt::format("Noisy: grain of {:.1f} levels in flat areas (at most {:.1f})",
                             luma->value, most_luma),
                 luma->region);
  if (chroma && chroma->value > most_chroma)
    return found(FindingCode::kNoise, chroma->value, most_chroma, margin,
                 fmt::format(fmt::runtime(kColourSpecks), chroma->value, most_chroma),
                 chroma->region);
  return {std::nullopt, margin};
}

Answer fringing(const Question& question) {
  const auto apart = measured(question, MeasureId::kFringing);
  if (!apart) return {};
  const double most = question.rule.limits[0];
  const double margin = below(apart->value, most);
  if (apart->value <= most) return {std::nullopt, margin};
  return found(
      FindingCode::kFringing, apart->value, most, margin,
      fmt::format("Coloured seams: red and blue lie {:.1f} pixels apart in the corners (at "
                  "most {:.1f}); switch on the lens correction",
                  apart->value, most),
      apart->region);
}

Answer noise_chroma(const Question& question) {
  const auto chroma = measured(question, MeasureId::kNoiseChroma);
  if (!chroma) return {};
  const double most = question.rule.limits[0];
  const double margin = below(chroma->value, most);
  const double limit = margin < 0 ? most : std::min(most, question.rule.limits[1]);
  if (chroma->value <= limit) return {std::nullopt, margin};
  Answer answer =
      found(FindingCode::kNoiseChroma, chroma->value, limit, margin,
            fmt::format(fmt::runtime(kColourSpecks), chroma->value, limit), chroma->region);
  answer.near = margin >= 0;
  return answer;
}

Answer jpeg_quality_low(const Question& question) {
  // The tables stand in the header, so a photo that is not whole is asked too.
  const auto quality = question.evidence.measures.get(MeasureId::kJpegQuality);
  if (!quality) return {};
  const double least = question.rule.limits[0];
  const double margin = above(*quality, least);
  if (*quality >= least) return {std::nullopt, margin};
  return found(FindingCode::kJpegQualityLow, *quality, least, margin,
               fmt::format("Compressed too hard: saved at JPEG quality {:.0f} (at least {:.0f})",
                           *quality, least));
}

Answer problem(const Question& question, FindingCode code, ProblemKind kind) {
  const auto& problems = question.facts.problems;
  const auto first = std::find_if(problems.begin(), problems.end(),
                                  [&](const DecodeProblem& one) { return one.kind == kind; });
  if (first == problems.end()) return {};
  Finding finding;
  finding.code = code;
  if (first->offset) finding.score = static_cast<double>(*first->offset);
  finding.message = first->message.substr(0, kLongestMessage);
  return {std::move(finding), std::nullopt};
}

Answer truncated(const Question& question) {
  return problem(question, FindingCode::kTruncated, ProblemKind::kTruncated);
}
Answer corrupt(const Question& question) {
  return problem(question, FindingCode::kCorrupt, ProblemKind::kCorrupt);
}
Answer undecodable(const Question& question) {
  return problem(question, FindingCode::kUndecodable, ProblemKind::kUndecodable);
}

bool has_size(const PhotoFacts& facts) {
  return facts.width > 0 && facts.height > 0;
}
double megapixels(const PhotoFacts& facts) {
  return static_cast<double>(facts.width) * static_cast<double>(facts.height) / 1e6;
}

// Cut down, not rounded: 3.999 MP must not read "4.00 MP, at least 4.00".
std::string shown(double megapixels) {
  if (megapixels < 0.1) return "less than 0.1";
  return fmt::format("{:.2f}",
                     static_cast<double>(static_cast<std::uint64_t>(megapixels * 100)) / 100);
}

Answer resolution_too_low(const Question& question) {
  if (!has_size(question.facts)) return {};
  const double size = megapixels(question.facts);
  const double least = question.rule.limits[0];
  const double margin = above(size, least);
  if (size >= least) return {std::nullopt, margin};
  return found(FindingCode::kResolutionTooLow, size, least, margin,
               fmt::format("Too small: {} x {} is {} megapixels (at least {:.2f})",
                           question.facts.width, question.facts.height, shown(size), least));
}

// Below this rule's own limit, but not below the least of all: that is the other rule's business,
// and the caller takes this one out where both were found.
Answer resolution_borderline(const Question& question) {
  if (!has_size(question.facts)) return {};
  const double size = megapixels(question.facts);
  const double least = question.rule.limits[0];
  if (size >= least) return {std::nullopt, above(size, least)};
  return found(FindingCode::kResolutionBorderline, size, least, above(size, least),
               fmt::format("Barely large enough: {} x {} is {} megapixels; {:.2f} is safe",
                           question.facts.width, question.facts.height, shown(size), least));
}

Answer resolution_too_high(const Question& question) {
  if (!has_size(question.facts)) return {};
  const double size = megapixels(question.facts);
  const double most = question.rule.limits[0];
  const double margin = below(size, most);
  if (size <= most) return {std::nullopt, margin};
  return found(FindingCode::kResolutionTooHigh, size, most, margin,
               fmt::format("Too large: {} x {} is {:.1f} megapixels (at most {:.0f})",
                           question.facts.width, question.facts.height, size, most));
}

Answer file_too_large(const Question& question) {
  const double size = static_cast<double>(question.facts.bytes) / kBytesInMegabyte;
  const double most = question.rule.limits[0];
  const double margin = below(size, most);
  if (size <= most) return {std::nullopt, margin};
  return found(FindingCode::kFileTooLarge, size, most, margin,
               fmt::format("The file is too large: {:.1f} MB (at most {:.0f} MB)", size, most));
}

// "" when the name has none.
std::string extension(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::size_t dot = file.rfind('.');
  if (dot == std::string_view::npos) return "";
  std::string lower(file.substr(dot + 1));
  for (char& letter : lower)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return lower;
}

struct FormatName {
  Format format;
  std::string_view name;
  std::array<std::string_view, 4> extensions;  // the usual one first
};

constexpr std::array kFormatNames{
    FormatName{Format::kJpeg, "JPEG", {"jpg", "jpeg", "jpe", "jfif"}},
    FormatName{Format::kPng, "PNG", {"png", "apng"}},
    FormatName{Format::kWebp, "WebP", {"webp"}},
    FormatName{Format::kTiff, "TIFF", {"tif", "tiff"}},
    FormatName{Format::kHeif, "HEIF", {"heic", "heif", "hif", "heics"}},
    FormatName{Format::kAvif, "AVIF", {"avif", "avifs"}},
};

Answer wrong_extension(const Question& question) {
  const auto known =
      std::find_if(kFormatNames.begin(), kFormatNames.end(),
                   [&](const FormatName& one) { return one.format == question.facts.format; });
  if (known == kFormatNames.end()) return {};
  const std::string given = extension(question.facts.path);
  const auto& fitting = known->extensions;
  if (!given.empty() && std::find(fitting.begin(), fitting.end(), given) != fitting.end())
    return {};
  Finding finding;
  finding.code = FindingCode::kWrongExtension;
  finding.message =
      fmt::format("The name does not fit the content: this is a {} file; rename it to .{}",
                  known->name, fitting.front());
  return {std::move(finding), std::nullopt};
}

Answer underexposed(const Question& question) {
  const auto peak = measured(question, MeasureId::kPeakLevel);
  if (!peak) return {};
  const double least = question.rule.limits[0];
  const double margin = above(peak->value, least);
  if (peak->value >= least) return {std::nullopt, margin};
  return found(
      FindingCode::kUnderexposed, peak->value, least, margin,
      fmt::format("Dark: even the brightest parts reach only level {:.0f} of 255 (at least "
                  "{:.0f})",
                  peak->value, least));
}

Answer several_pictures(const Question& question) {
  const std::uint32_t pictures = question.facts.pictures;
  if (pictures <= 1) return {};
  Finding finding;
  finding.code = FindingCode::kSeveralPictures;
  finding.score = pictures;
  const bool still = question.facts.format == Format::kHeif;
  finding.message =
      fmt::format("The file holds {} pictures: the {} one was looked at, the others were not",
                  pictures, still ? "main" : "first");
  return {std::move(finding), std::nullopt};
}

constexpr std::array<RuleEntry, 54> kRules{{
    {FindingCode::kOutOfFocus, out_of_focus},
    {FindingCode::kHighlightsClipped, highlights_clipped},
    {FindingCode::kShadowsClipped, shadows_clipped},
    {FindingCode::kNoise, noise},
    {FindingCode::kJpegQualityLow, jpeg_quality_low},
    {FindingCode::kTruncated, truncated},
    {FindingCode::kCorrupt, corrupt},
    {FindingCode::kUndecodable, undecodable},
    {FindingCode::kResolutionTooLow, resolution_too_low},
    {FindingCode::kResolutionBorderline, resolution_borderline},
    {FindingCode::kResolutionTooHigh, resolution_too_high},
    {FindingCode::kFileTooLarge, file_too_large},
    {FindingCode::kWrongExtension, wrong_extension},
    {FindingCode::kUnderexposed, underexposed},
    {FindingCode::kFormatNotJpeg, format_not_jpeg},
    {FindingCode::kColourSpaceNotSrgb, colour_space_not_srgb},
    {FindingCode::kColourProfileMissing, colour_profile_missing},
    {FindingCode::kColourProfileBroken, colour_profile_broken},
    {FindingCode::kGreyscale, greyscale},
    {FindingCode::kMetadataMissing, metadata_missing},
    {FindingCode::kMetadataBroken, metadata_broken},
    {FindingCode::kTitleLong, title_long},
    {FindingCode::kTitleTooLong, title_too_long},
    {FindingCode::kTitleIsList, title_is_list},
    {FindingCode::kTitleHasDate, title_has_date},
    {FindingCode::kTitleNamesAi, title_names_ai},
    {FindingCode::kTitleNotInKeywords, title_not_in_keywords},
    {FindingCode::kKeywordsTooFew, keywords_too_few},
    {FindingCode::kKeywordsTooMany, keywords_too_many},
    {FindingCode::kKeywordsRepeated, keywords_repeated},
    {FindingCode::kKeywordsTechnical, keywords_technical},
    {FindingCode::kNamesInMetadata, names_in_metadata},
    {FindingCode::kPositionInMetadata, position_in_metadata},
    {FindingCode::kPrivateFields, private_fields},
    {FindingCode::kAiGenerated, ai_generated},
    {FindingCode::kAiEdited, ai_edited},
    {FindingCode::kThumbnailUnlike, thumbnail_unlike},
    {FindingCode::kSeveralPictures, several_pictures},
    {FindingCode::kBorder, border},
    {FindingCode::kFringing, fringing},
    {FindingCode::kBanding, banding},
    {FindingCode::kDoubleCompression, double_compression},
    {FindingCode::kUpsampled, upsampled},
    {FindingCode::kSlightlySoft, slightly_soft},
    {FindingCode::kMotionBlur, motion_blur},
    {FindingCode::kNoiseChroma, noise_chroma},
    {FindingCode::kRecognisableFace, recognisable_face},
    {FindingCode::kReadableText, readable_text},
    {FindingCode::kHotPixels, hot_pixels},
    {FindingCode::kTilted, tilted},
    {FindingCode::kOversaturated, oversaturated},
    {FindingCode::kHalos, halos},
    {FindingCode::kDust, dust},
    {FindingCode::kBurntInDate, date_burnt_in},
}};

}  // namespace

std::span<const RuleEntry> all_rules() {
  return kRules;
}

}  // namespace photosieve
