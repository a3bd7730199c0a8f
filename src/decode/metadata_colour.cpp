// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_colour.h"

#include <fmt/format.h>

#include <string_view>

#include "decode/colour_space.h"
#include "decode/icc.h"
#include "decode/metadata_fields.h"

namespace photosieve {
namespace {

std::string_view space_of_exif(const MetadataTags& tags) {
  const std::string_view space = first_text(tags.exif, "Exif.Photo.ColorSpace");
  const std::string_view rule = first_text(tags.exif, "Exif.Iop.InteroperabilityIndex");
  if (space == "1") return "sRGB";
  if (space == "2") return "Adobe RGB (1998)";  // not in the standard, but written
  if (rule.starts_with("R03")) return "Adobe RGB (1998)";
  return {};
}

std::string_view space_of_png(const PngColour& png) {
  if (png.srgb) return "sRGB";
  std::string_view space;
  if (png.chromaticities) {
    const auto& c = *png.chromaticities;
    space = space_of_published({{{c[2], c[3]}, {c[4], c[5]}, {c[6], c[7]}}});
  } else if (png.gamma) {
    space = "sRGB";
  }
  const bool usual_gamma = !png.gamma || (*png.gamma > 0.43 && *png.gamma < 0.48);
  return space == "sRGB" && !usual_gamma ? "custom" : space;
}

void settle(ColourFacts& facts, std::string_view space, ColourSource source) {
  if (!facts.space.empty() || space.empty()) return;
  facts.space = space;
  facts.source = source;
}

}  // namespace

ColourFacts colour_of(const MetadataBlocks& blocks, const MetadataTags& tags) {
  ColourFacts facts = read_icc(blocks.icc);
  std::string_view points;
  if (blocks.code_points)
    points = space_of_code_points(blocks.code_points->primaries, blocks.code_points->transfer);
  const bool other_channels = facts.model != ColourModel::kUnknown &&
                              blocks.model != ColourModel::kUnknown && facts.model != blocks.model;
  if (other_channels && facts.profile_problem.empty())
    facts.profile_problem = fmt::format(
        "The colour profile is for {} pictures, and this one is {}; programs will pass it over",
        name(facts.model), name(blocks.model));
  if (!facts.profile_problem.empty()) {
    facts.space.clear();
    facts.source = ColourSource::kNone;
  }
  if (blocks.code_points_first && !points.empty()) facts.space.clear();
  if (blocks.model != ColourModel::kUnknown) facts.model = blocks.model;
  if (facts.model == ColourModel::kGrey) settle(facts, "grey", ColourSource::kNone);
  if (facts.model == ColourModel::kCmyk) settle(facts, "CMYK", ColourSource::kNone);
  if (facts.model == ColourModel::kLab) settle(facts, "Lab", ColourSource::kNone);
  settle(facts, points, ColourSource::kCodePoints);
  settle(facts, space_of_png(blocks.png), ColourSource::kPngChunk);
  settle(facts, space_of_exif(tags), ColourSource::kExif);
  return facts;
}

}  // namespace photosieve
