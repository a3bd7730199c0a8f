// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/finding.h"

#include <cmath>

#include "base/result.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr LimitInfo kNone{};
constexpr std::array<LimitInfo, kMaxLimits> kNoLimits{kNone, kNone, kNone};

constexpr std::array<FindingInfo, kFindingCodeCount> kFindings{{
    {FindingCode::kOutOfFocus,
     "out_of_focus",
     Category::kQuality,
     {{{"min_sharpness", 0, 100}, {"max_edge_width_pixels", 0, 100}, kNone}}},
    {FindingCode::kHighlightsClipped,
     "highlights_clipped",
     Category::kQuality,
     {{{"max_area_percent", 0, 100}, kNone, kNone}}},
    {FindingCode::kShadowsClipped,
     "shadows_clipped",
     Category::kQuality,
     {{{"max_area_percent", 0, 100}, kNone, kNone}}},
    {FindingCode::kNoise,
     "noise",
     Category::kQuality,
     {{{"max_luma_sigma", 0, 100}, {"max_chroma_sigma", 0, 100}, kNone}}},
    {FindingCode::kJpegQualityLow,
     "jpeg_quality_low",
     Category::kQuality,
     {{{"min_quality", 1, 100}, kNone, kNone}}},
    {FindingCode::kTruncated, "truncated", Category::kDefect, kNoLimits},
    {FindingCode::kCorrupt, "corrupt", Category::kDefect, kNoLimits},
    {FindingCode::kUndecodable, "undecodable", Category::kDefect, kNoLimits},
    {FindingCode::kDecoderFailed, "decoder_failed", Category::kDefect, kNoLimits},
    {FindingCode::kUnreadable, "unreadable", Category::kDefect, kNoLimits},
    {FindingCode::kIdenticalFile, "identical_file", Category::kSimilarity, kNoLimits},
    {FindingCode::kNearCopy,
     "near_copy",
     Category::kSimilarity,
     {{{"max_distance_bits", 0, 128}, {"min_hash_quality", 0, 100}, kNone}}},
    {FindingCode::kResolutionTooLow,
     "resolution_too_low",
     Category::kCompliance,
     {{{"min_megapixels", 0, 1000}, kNone, kNone}}},
    {FindingCode::kResolutionBorderline,
     "resolution_borderline",
     Category::kCompliance,
     {{{"min_megapixels", 0, 1000}, kNone, kNone}}},
    {FindingCode::kResolutionTooHigh,
     "resolution_too_high",
     Category::kCompliance,
     {{{"max_megapixels", 0, 1000}, kNone, kNone}}},
    {FindingCode::kFileTooLarge,
     "file_too_large",
     Category::kCompliance,
     {{{"max_megabytes", 0, 10000}, kNone, kNone}}},
    {FindingCode::kWrongExtension, "wrong_extension", Category::kCompliance, kNoLimits},
    {FindingCode::kUnderexposed,
     "underexposed",
     Category::kQuality,
     {{{"min_peak_level", 0, 255}, kNone, kNone}}},
    {FindingCode::kFormatNotJpeg, "format_not_jpeg", Category::kCompliance, kNoLimits},
    {FindingCode::kColourSpaceNotSrgb, "colour_space_not_srgb", Category::kCompliance, kNoLimits},
    {FindingCode::kColourProfileMissing, "colour_profile_missing", Category::kCompliance,
     kNoLimits},
    {FindingCode::kColourProfileBroken, "colour_profile_broken", Category::kCompliance, kNoLimits},
    {FindingCode::kGreyscale, "greyscale", Category::kCompliance, kNoLimits},
    {FindingCode::kMetadataMissing, "metadata_missing", Category::kCompliance, kNoLimits},
    {FindingCode::kMetadataBroken, "metadata_broken", Category::kCompliance, kNoLimits},
    {FindingCode::kTitleLong,
     "title_long",
     Category::kCompliance,
     {{{"max_characters", 1, 2000}, kNone, kNone}}},
    {FindingCode::kTitleTooLong,
     "title_too_long",
     Category::kCompliance,
     {{{"max_characters", 1, 2000}, kNone, kNone}}},
    {FindingCode::kTitleIsList,
     "title_is_list",
     Category::kCompliance,
     {{{"min_parts", 2, 100}, kNone, kNone}}},
    {FindingCode::kTitleHasDate, "title_has_date", Category::kCompliance, kNoLimits},
    {FindingCode::kTitleNamesAi, "title_names_ai", Category::kCompliance, kNoLimits},
    {FindingCode::kTitleNotInKeywords,
     "title_not_in_keywords",
     Category::kCompliance,
     {{{"min_shared_percent", 0, 100}, kNone, kNone}}},
    {FindingCode::kKeywordsTooFew,
     "keywords_too_few",
     Category::kCompliance,
     {{{"min_keywords", 1, 1000}, kNone, kNone}}},
    {FindingCode::kKeywordsTooMany,
     "keywords_too_many",
     Category::kCompliance,
     {{{"max_keywords", 1, 1000}, kNone, kNone}}},
    {FindingCode::kKeywordsRepeated, "keywords_repeated", Category::kCompliance, kNoLimits},
    {FindingCode::kKeywordsTechnical, "keywords_technical", Category::kCompliance, kNoLimits},
    {FindingCode::kNamesInMetadata, "names_in_metadata", Category::kCompliance, kNoLimits},
    {FindingCode::kPositionInMetadata, "position_in_metadata", Category::kCompliance, kNoLimits},
    {FindingCode::kPrivateFields, "private_fields", Category::kCompliance, kNoLimits},
    {FindingCode::kAiGenerated, "ai_generated", Category::kCompliance, kNoLimits},
    {FindingCode::kAiEdited, "ai_edited", Category::kCompliance, kNoLimits},
    {FindingCode::kThumbnailUnlike,
     "thumbnail_unlike",
     Category::kCompliance,
     {{{"min_likeness", -1, 1}, kNone, kNone}}},
    {FindingCode::kSeveralPictures, "several_pictures", Category::kCompliance, kNoLimits},
    {FindingCode::kBorder,
     "border",
     Category::kDefect,
     {{{"max_width_pixels", 0, 1000}, kNone, kNone}}},
    {FindingCode::kCroppedCopy,
     "cropped_copy",
     Category::kSimilarity,
     {{{"min_places", 4, 48}, {"min_shared_percent", 0, 100}, {"min_likeness", -1, 1}}}},
    {FindingCode::kSimilarMotif,
     "similar_motif",
     Category::kSimilarity,
     {{{"min_places", 4, 48}, {"min_shared_percent", 0, 100}, {"max_minutes_apart", 0, 1440}}}},
    {FindingCode::kFringing,
     "fringing",
     Category::kDefect,
     {{{"max_pixels_apart", 0, 100}, kNone, kNone}}},
    {FindingCode::kBanding,
     "banding",
     Category::kDefect,
     {{{"max_levels_per_step", 0, 64}, kNone, kNone}}},
    {FindingCode::kDoubleCompression,
     "double_compression",
     Category::kQuality,
     {{{"max_trace_percent", 0, 100}, kNone, kNone}}},
    {FindingCode::kUpsampled,
     "upsampled",
     Category::kQuality,
     {{{"max_strength", 0, 100}, kNone, kNone}}},
    {FindingCode::kSlightlySoft,
     "slightly_soft",
     Category::kQuality,
     {{{"min_sharpness", 0, 100}, {"max_edge_width_pixels", 0, 100}, kNone}}},
    {FindingCode::kMotionBlur,
     "motion_blur",
     Category::kQuality,
     {{{"max_length_pixels", 0, 100}, {"warn_from_pixels", 0, 100}, kNone}}},
    {FindingCode::kNoiseChroma,
     "noise_chroma",
     Category::kQuality,
     {{{"max_chroma_sigma", 0, 100}, {"warn_from_sigma", 0, 100}, kNone}}},
    {FindingCode::kRecognisableFace,
     "recognisable_face",
     Category::kCompliance,
     {{{"min_height_percent", 0, 100}, {"min_certainty_percent", 50, 100}, kNone}}},
    {FindingCode::kReadableText,
     "readable_text",
     Category::kCompliance,
     {{{"min_height_percent", 0, 100}, {"min_certainty_percent", 30, 100}, kNone}}},
    {FindingCode::kHotPixels,
     "hot_pixels",
     Category::kDefect,
     {{{"max_per_megapixel", 0, 10000}, kNone, kNone}}},
    {FindingCode::kTilted,
     "tilted",
     Category::kQuality,
     {{{"max_degrees", 0, 45}, {"meant_from_degrees", 0, 45}, kNone}}},
    {FindingCode::kOversaturated,
     "oversaturated",
     Category::kQuality,
     {{{"max_area_percent", 0, 100}, kNone, kNone}}},
    {FindingCode::kHalos, "halos", Category::kDefect, {{{"max_percent", 0, 1000}, kNone, kNone}}},
    {FindingCode::kDust, "dust", Category::kDefect, {{{"max_specks", 0, 1000}, kNone, kNone}}},
    {FindingCode::kBurntInDate,
     "burnt_in_date",
     Category::kDefect,
     {{{"min_height_percent", 0, 100}, {"min_certainty_percent", 30, 100}, kNone}}},
}};

constexpr std::array<std::string_view, 4> kCategories{"quality", "defect", "similarity",
                                                      "compliance"};
constexpr std::array<std::string_view, 3> kSeverities{"reject", "warn", "label"};

}  // namespace

std::span<const FindingInfo> all_findings() {
  return kFindings;
}

const FindingInfo& info(FindingCode code) {
  const auto index = static_cast<std::size_t>(code);
  PS_CHECK(index < kFindings.size() && kFindings[index].code == code);
  return kFindings[index];
}

std::optional<FindingCode> finding_code(std::string_view name) {
  for (const FindingInfo& finding : kFindings)
    if (finding.name == name) return finding.code;
  return std::nullopt;
}

bool always_looked_for(FindingCode code) {
  return code == FindingCode::kUndecodable || code == FindingCode::kDecoderFailed ||
         code == FindingCode::kUnreadable;
}

bool may_reject(FindingCode code) {
  return code != FindingCode::kRecognisableFace && code != FindingCode::kReadableText &&
         code != FindingCode::kBurntInDate;
}

std::string_view name(Category category) {
  return kCategories[static_cast<std::size_t>(category)];
}
std::string_view name(Severity severity) {
  return kSeverities[static_cast<std::size_t>(severity)];
}
std::optional<Category> category_from(std::string_view name) {
  return value_named<Category>(kCategories, name);
}
std::optional<Severity> severity_from(std::string_view name) {
  return value_named<Severity>(kSeverities, name);
}

double rounded(double value) {
  return std::round(value * 1000.0) / 1000.0;
}

}  // namespace photosieve
