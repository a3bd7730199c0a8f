// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_colour.h"

#include <gtest/gtest.h>

#include "decode/test_icc.h"

namespace photosieve {
namespace {

using namespace test;

MetadataTags exif_says(const char* space, const char* rule = "") {
  MetadataTags tags;
  tags.exif = {{"Exif.Photo.ColorSpace", space}, {"Exif.Iop.InteroperabilityIndex", rule}};
  return tags;
}

TEST(MetadataColour, TheProfileIsBelievedBeforeExif) {
  MetadataBlocks blocks;
  blocks.model = ColourModel::kRgb;
  EXPECT_EQ(colour_of(blocks, exif_says("1")).space, "sRGB");
  EXPECT_EQ(colour_of(blocks, exif_says("1")).source, ColourSource::kExif);
  EXPECT_EQ(colour_of(blocks, exif_says("65535", "R03")).space, "Adobe RGB (1998)");
  EXPECT_EQ(colour_of(blocks, exif_says("65535", "R98")).space, "");
  EXPECT_EQ(colour_of(blocks, {}).space, "");
  blocks.icc = make_icc({.primaries = kDisplayP3});
  EXPECT_EQ(colour_of(blocks, exif_says("1")).space, "Display P3");
  EXPECT_EQ(colour_of(blocks, exif_says("1")).source, ColourSource::kProfile);
}

TEST(MetadataColour, AProfileThatCannotBeMeantIsPassedOverAndSaid) {
  MetadataBlocks blocks;
  blocks.model = ColourModel::kRgb;
  blocks.icc = make_grey_icc();
  const ColourFacts other = colour_of(blocks, exif_says("1"));
  EXPECT_EQ(other.profile_problem,
            "The colour profile is for grey pictures, and this one is rgb; programs will pass it "
            "over");
  EXPECT_EQ(other.space, "sRGB");
  EXPECT_EQ(other.source, ColourSource::kExif);
  EXPECT_EQ(other.model, ColourModel::kRgb);
  blocks.icc = {1, 2, 3};
  EXPECT_NE(colour_of(blocks, {}).profile_problem, "");
  EXPECT_EQ(colour_of(blocks, {}).space, "");
}

TEST(MetadataColour, ChannelsCodePointsAndPngChunksTellToo) {
  MetadataBlocks grey;
  grey.model = ColourModel::kGrey;
  EXPECT_EQ(colour_of(grey, exif_says("1")).space, "grey");
  MetadataBlocks inks;
  inks.model = ColourModel::kCmyk;
  EXPECT_EQ(colour_of(inks, {}).space, "CMYK");

  MetadataBlocks heif;
  heif.model = ColourModel::kRgb;
  heif.code_points = CodePoints{12, 13};
  EXPECT_EQ(colour_of(heif, {}).space, "Display P3");
  heif.icc = make_icc({});
  EXPECT_EQ(colour_of(heif, {}).space, "sRGB");
  heif.code_points_first = true;  // as in PNG
  EXPECT_EQ(colour_of(heif, {}).space, "Display P3");

  MetadataBlocks png;
  png.model = ColourModel::kRgb;
  png.png.gamma = 0.45455;
  EXPECT_EQ(colour_of(png, {}).space, "sRGB");
  png.png.gamma = 1.0;
  EXPECT_EQ(colour_of(png, {}).space, "custom");
  png.png.chromaticities = {0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06};
  EXPECT_EQ(colour_of(png, {}).space, "Adobe RGB (1998)");
  png.png.srgb = true;
  EXPECT_EQ(colour_of(png, {}).space, "sRGB");
}

}  // namespace
}  // namespace photosieve
