// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/icc.h"

#include <lcms2.h>
#include <lcms2_plugin.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <type_traits>

#include "decode/colour_space.h"

namespace photosieve {
namespace {

constexpr std::size_t kLargestProfile = std::size_t{8} << 20;
constexpr double kCurveTolerance = 0.01;
constexpr const char* kBroken = "The colour profile is damaged; programs will pass it over";

void stay_silent(cmsContext, cmsUInt32Number, const char*) {}

struct FreeContext {
  void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct FreeTransform {
  void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Context = std::unique_ptr<std::remove_pointer_t<cmsContext>, FreeContext>;
using ProfileHandle = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, FreeTransform>;

Chromaticity chromaticity(const cmsCIEXYZ& colour) {
  const double sum = colour.X + colour.Y + colour.Z;
  return sum > 1e-9 ? Chromaticity{colour.X / sum, colour.Y / sum} : Chromaticity{};
}

std::string description(cmsHPROFILE profile) {
  std::array<char, 512> ascii{};
  const auto size = static_cast<cmsUInt32Number>(ascii.size());
  if (cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", ascii.data(), size) == 0)
    return {};
  ascii.back() = '\0';
  return metadata_text(ascii.data());
}

bool like_srgb(const cmsToneCurve* curve) {
  constexpr int kSteps = 32;
  for (int i = 0; i <= kSteps; ++i) {
    const double coded = static_cast<double>(i) / kSteps;
    const double linear = cmsEvalToneCurveFloat(curve, static_cast<cmsFloat32Number>(coded));
    if (std::abs(linear - srgb_to_linear(coded)) > kCurveTolerance) return false;
  }
  return true;
}

struct Described {
  std::array<Chromaticity, 3> primaries{};
  bool srgb_curve = true;
};

// Matrix and curves; nothing when the profile has no such tags.
std::optional<Described> by_matrix(cmsHPROFILE profile) {
  constexpr std::array kColorants{cmsSigRedColorantTag, cmsSigGreenColorantTag,
                                  cmsSigBlueColorantTag};
  constexpr std::array kCurves{cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
  Described described;
  for (std::size_t i = 0; i < kColorants.size(); ++i) {
    const auto* colorant = static_cast<const cmsCIEXYZ*>(cmsReadTag(profile, kColorants[i]));
    const auto* curve = static_cast<const cmsToneCurve*>(cmsReadTag(profile, kCurves[i]));
    if (colorant == nullptr || curve == nullptr) return std::nullopt;
    described.primaries[i] = chromaticity(*colorant);
    described.srgb_curve = described.srgb_curve && like_srgb(curve);
  }
  return described;
}

// Tables: the corners and a row of greys are put through them.
std::optional<Described> by_tables(cmsContext context, cmsHPROFILE profile) {
  const ProfileHandle xyz(cmsCreateXYZProfileTHR(context));
  if (!xyz) return std::nullopt;
  const Transform transform(cmsCreateTransformTHR(context, profile, TYPE_RGB_DBL, xyz.get(),
                                                  TYPE_XYZ_DBL, INTENT_RELATIVE_COLORIMETRIC,
                                                  cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE));
  if (!transform) return std::nullopt;
  Described described;
  for (std::size_t i = 0; i < described.primaries.size(); ++i) {
    std::array<double, 3> corner{};
    corner[i] = 1;
    cmsCIEXYZ colour{};
    cmsDoTransform(transform.get(), corner.data(), &colour, 1);
    described.primaries[i] = chromaticity(colour);
  }
  constexpr int kSteps = 8;
  for (int step = 1; step <= kSteps; ++step) {
    const double coded = static_cast<double>(step) / kSteps;
    const std::array<double, 3> grey{coded, coded, coded};
    cmsCIEXYZ colour{};
    cmsDoTransform(transform.get(), grey.data(), &colour, 1);
    if (std::abs(colour.Y - srgb_to_linear(coded)) > kCurveTolerance) described.srgb_curve = false;
  }
  return described;
}

void describe_rgb(cmsContext context, cmsHPROFILE profile, ColourFacts& facts) {
  auto described = by_matrix(profile);
  if (!described) described = by_tables(context, profile);
  if (!described) {
    facts.profile_problem = kBroken;
    return;
  }
  facts.space = space_of_adapted(described->primaries);
  if (facts.space == "sRGB" && !described->srgb_curve) facts.space = "custom";
}

}  // namespace

ColourFacts read_icc(std::span<const std::uint8_t> profile) {
  ColourFacts facts;
  if (profile.empty()) return facts;
  facts.source = ColourSource::kProfile;
  if (profile.size() > kLargestProfile) {
    facts.profile_problem = "The colour profile is larger than any program expects";
    return facts;
  }
  const Context context(cmsCreateContext(nullptr, nullptr));
  if (!context) throw std::bad_alloc();
  cmsSetLogErrorHandlerTHR(context.get(), stay_silent);
  const ProfileHandle handle(cmsOpenProfileFromMemTHR(
      context.get(), profile.data(), static_cast<cmsUInt32Number>(profile.size())));
  if (!handle) {
    facts.profile_problem = kBroken;
    return facts;
  }
  facts.profile_name = description(handle.get());
  switch (cmsGetColorSpace(handle.get())) {
    case cmsSigRgbData:
      facts.model = ColourModel::kRgb;
      describe_rgb(context.get(), handle.get(), facts);
      break;
    case cmsSigGrayData:
      facts.model = ColourModel::kGrey;
      facts.space = "grey";
      break;
    case cmsSigCmykData:
      facts.model = ColourModel::kCmyk;
      facts.space = "CMYK";
      break;
    case cmsSigLabData:
      facts.model = ColourModel::kLab;
      facts.space = "Lab";
      break;
    default:
      facts.space = "custom";
      break;
  }
  return facts;
}

std::array<std::uint8_t, 16> md5(std::span<const std::uint8_t> bytes) {
  cmsProfileID digest{};
  cmsHANDLE handle = cmsMD5alloc(nullptr);
  if (handle == nullptr) throw std::bad_alloc();
  cmsMD5add(handle, bytes.data(), static_cast<cmsUInt32Number>(bytes.size()));
  cmsMD5finish(&digest, handle);
  std::array<std::uint8_t, 16> result{};
  std::copy(std::begin(digest.ID8), std::end(digest.ID8), result.begin());
  return result;
}

}  // namespace photosieve
