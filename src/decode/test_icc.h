// ICC profiles made in memory for tests, with LittleCMS.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <lcms2.h>

#include <string>

#include "decode/test_photos.h"

namespace photosieve::test {

struct Primaries {
  cmsCIExyY red, green, blue;
  constexpr Primaries(std::array<double, 2> r, std::array<double, 2> g, std::array<double, 2> b)
      : red{r[0], r[1], 1}, green{g[0], g[1], 1}, blue{b[0], b[1], 1} {}
};
inline constexpr Primaries kRec709({0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06});
inline constexpr Primaries kAdobeRgb({0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06});
inline constexpr Primaries kDisplayP3({0.68, 0.32}, {0.265, 0.69}, {0.15, 0.06});
inline constexpr Primaries kProPhoto({0.7347, 0.2653}, {0.1596, 0.8404}, {0.0366, 0.0001});
inline constexpr Primaries kRec2020({0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046});
inline constexpr cmsCIExyY kD65{0.3127, 0.3290, 1};
inline constexpr cmsCIExyY kD50{0.3457, 0.3585, 1};

struct IccRecipe {
  Primaries primaries = kRec709;
  cmsCIExyY white = kD65;
  double gamma = 0;  // 0: sRGB's curve
  std::string name = "a test profile";
};

inline Bytes saved(cmsHPROFILE profile, const std::string& name) {
  cmsMLU* text = cmsMLUalloc(nullptr, 1);
  cmsMLUsetASCII(text, "en", "US", name.c_str());
  cmsWriteTag(profile, cmsSigProfileDescriptionTag, text);
  cmsMLUfree(text);
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  Bytes bytes(size);
  cmsSaveProfileToMem(profile, bytes.data(), &size);
  cmsCloseProfile(profile);
  return bytes;
}

inline Bytes make_icc(const IccRecipe& recipe) {
  const double srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  cmsToneCurve* curve = recipe.gamma > 0 ? cmsBuildGamma(nullptr, recipe.gamma)
                                         : cmsBuildParametricToneCurve(nullptr, 4, srgb);
  cmsToneCurve* curves[] = {curve, curve, curve};
  cmsCIExyYTRIPLE primaries{recipe.primaries.red, recipe.primaries.green, recipe.primaries.blue};
  cmsHPROFILE profile = cmsCreateRGBProfile(&recipe.white, &primaries, curves);
  cmsFreeToneCurve(curve);
  return saved(profile, recipe.name);
}

inline Bytes make_grey_icc() {
  cmsToneCurve* curve = cmsBuildGamma(nullptr, 2.2);
  cmsHPROFILE profile = cmsCreateGrayProfile(&kD50, curve);
  cmsFreeToneCurve(curve);
  return saved(profile, "grey");
}

}  // namespace photosieve::test
