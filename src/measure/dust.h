// measure_dust(): specks that dust on the sensor leaves in a photo.
//
// Meaning  Dust on a sensor shows as soft, round, darker specks, seen where the photo is smooth: in
//          skies, walls, blurred grounds. It takes the same share of all light, so the speck keeps
//          the colour of its ground.
// Method   At the clearest 24 dark_places() of each of four distances, a disc with a soft edge, of
//          six radii, is laid over a plane by least squares and moved uphill. What tells dust is
//          how much of all that is not the plane the disc explains: nearly all, while the darkness
//          is the same in eight directions, the ground alike in eight, and the colour the ground's.
// Range    the sum of the certainties of all specks, 0 to 1 each: 0 where nothing looks like dust.
//          Radii of 4 to 40 pixels, 2 to 25 % darker than the ground in levels.
// Region   the clearest speck.
// Errors   nothing for a photo of less than 64 pixels on a side.
// Threads  pure. Cost: 3 to 5 ms a photo of 4 megapixels, of which 1 to 2 grow with the pixels.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "measure/survey.h"
#include "model/finding.h"
#include "model/image.h"

namespace photosieve {

// A disc with a soft edge that fits a place of the photo better than any other.
struct Speck {
  double x = 0;  // pixels
  double y = 0;
  double radius = 0;     // pixels, to the middle of its edge
  double explained = 0;  // of the variance that a plane leaves, 0 to 1
  double darker = 0;     // of the ground's level, 0 to 1
  double ground = 0;     // level
  double uneven = 0;     // deviation of eight directions inside, of the darkness
  double restless = 0;   // deviation of eight directions of the ground, of the darkness
  double coloured = 0;   // change of chroma that darkness does not explain, of the darkness
  double certainty = 0;  // 0 to 1
};

struct Dust {
  double spots = 0;
  std::optional<Region> region;
};

// The places that might be dust, the surest first; for tests and for measure_dust().
[[nodiscard]] std::vector<Speck> find_specks(const Image& image, const Survey& survey);

[[nodiscard]] std::optional<Dust> measure_dust(const Image& image, const Survey& survey);

}  // namespace photosieve
