// Finding: one thing seen in a photo, why it matters, and where.
//
// Every code that can ever be reported stands in one table with its category and the names of its
// limits in a profile. Codes and categories are public (reports, events, REST): add, never rename.
// Threads: plain data and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

enum class Category : std::uint8_t { kQuality, kDefect, kSimilarity, kCompliance };
enum class Severity : std::uint8_t { kReject, kWarn, kLabel };

enum class FindingCode : std::uint8_t {
  kOutOfFocus,
  kHighlightsClipped,
  kShadowsClipped,
  kNoise,
  kJpegQualityLow,
  kTruncated,
  kCorrupt,
  kUndecodable,
  kDecoderFailed,
  kUnreadable,
  kIdenticalFile,
  kNearCopy,
  kResolutionTooLow,
  kResolutionBorderline,
  kResolutionTooHigh,
  kFileTooLarge,
  kWrongExtension,
  kUnderexposed,
  kFormatNotJpeg,
  kColourSpaceNotSrgb,
  kColourProfileMissing,
  kColourProfileBroken,
  kGreyscale,
  kMetadataMissing,
  kMetadataBroken,
  kTitleLong,
  kTitleTooLong,
  kTitleIsList,
  kTitleHasDate,
  kTitleNamesAi,
  kTitleNotInKeywords,
  kKeywordsTooFew,
  kKeywordsTooMany,
  kKeywordsRepeated,
  kKeywordsTechnical,
  kNamesInMetadata,
  kPositionInMetadata,
  kPrivateFields,
  kAiGenerated,
  kAiEdited,
  kThumbnailUnlike,
  kSeveralPictures,
  kBorder,
  kCroppedCopy,
  kSimilarMotif,
  kFringing,
  kBanding,
  kDoubleCompression,
  kUpsampled,
  kSlightlySoft,
  kMotionBlur,
  kNoiseChroma,
  kRecognisableFace,
  kReadableText,
  kHotPixels,
  kTilted,
  kOversaturated,
  kHalos,
  kDust,
  kBurntInDate,
};
inline constexpr std::size_t kFindingCodeCount = 60;
inline constexpr std::size_t kMaxLimits = 3;
inline constexpr std::size_t kMostRegions = 16;

// A limit of a rule in a profile; its unit is in its name.
struct LimitInfo {
  std::string_view name;  // "min_megapixels"; empty: the rule has no more limits
  double lowest = 0;      // what a profile may set
  double highest = 0;
};

struct FindingInfo {
  FindingCode code;
  std::string_view name;  // "out_of_focus"
  Category category;
  std::array<LimitInfo, kMaxLimits> limits;
};

// In pixels of the upright photo.
struct Region {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  friend bool operator==(const Region&, const Region&) = default;
};

struct Finding {
  FindingCode code = FindingCode::kUndecodable;
  Severity severity = Severity::kReject;
  std::optional<double> score;      // the measured value, rounded to 1e-3
  std::optional<double> threshold;  // the limit it was held against
  std::string message;              // one sentence for a photographer, at most 300 bytes of UTF-8
  std::optional<Region> region;     // where; nothing: the whole photo
  std::vector<Region> regions;      // every place, where there are several; at most kMostRegions
  friend bool operator==(const Finding&, const Finding&) = default;
};

[[nodiscard]] std::span<const FindingInfo> all_findings();
[[nodiscard]] const FindingInfo& info(FindingCode code);
// True of what says that there is no picture to judge: no profile can be without it.
[[nodiscard]] bool always_looked_for(FindingCode code);
[[nodiscard]] std::optional<FindingCode> finding_code(std::string_view name);
// False for what a network sees: that warns or labels, whatever a profile says.
[[nodiscard]] bool may_reject(FindingCode code);

[[nodiscard]] std::string_view name(Category category);
[[nodiscard]] std::string_view name(Severity severity);
[[nodiscard]] std::optional<Category> category_from(std::string_view name);
[[nodiscard]] std::optional<Severity> severity_from(std::string_view name);

// Scores and measures are kept to 1e-3, so that the last bits of a sum cannot change an outcome.
[[nodiscard]] double rounded(double value);

}  // namespace photosieve
