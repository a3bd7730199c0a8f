// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/metadata_text.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(MetadataText, SaysWhatIsKnownALineEach) {
  PhotoMetadata metadata;
  metadata.title = "A red fox\x1B[31m";
  metadata.title_source = "XMP";
  metadata.keyword_count = 12;
  metadata.keywords_source = "IPTC";
  for (int i = 1; i <= 12; ++i) metadata.keywords.push_back("k" + std::to_string(i));
  metadata.camera_make = "Nikon";
  metadata.camera_model = "Z 8";
  metadata.taken_at = "2026-01-31T09:15:02";
  metadata.orientation = 6;
  metadata.gps = {true, 13.75, 100.5};
  metadata.private_fields = {{"camera serial number", "Exif.Photo.BodySerialNumber"}};
  metadata.c2pa = {true, "JPEG APP11", "Camera/1", {"c2pa.created"}, {}};
  metadata.colour = {ColourModel::kRgb, "sRGB", ColourSource::kProfile, "sRGB v4", ""};
  metadata.thumbnail = {true, 160, 120, 0.987};
  EXPECT_EQ(metadata_text_block(metadata),
            "  title                  A red fox\xEF\xBF\xBD[31m (XMP)\n"
            "  keywords               12 (IPTC)\n"
            "    the first ten        k1, k2, k3, k4, k5, k6, k7, k8, k9, k10\n"
            "    the others           k11, k12\n"
            "  camera                 Nikon Z 8\n"
            "  taken                  2026-01-31 09:15:02 (local time, no zone)\n"
            "  orientation            6 (turned upright)\n"
            "  position               13.75000, 100.50000\n"
            "  private                camera serial number (Exif.Photo.BodySerialNumber)\n"
            "  content credentials    JPEG APP11\n"
            "    by                   Camera/1\n"
            "    actions              c2pa.created\n"
            "  colours                sRGB, by its profile \"sRGB v4\"\n"
            "  thumbnail              160 x 120, likeness 0.99\n");
  metadata = {};
  EXPECT_EQ(metadata_text_block(metadata), "");
  metadata.colour.model = ColourModel::kRgb;
  metadata.camera_make = "NIKON CORPORATION";
  metadata.camera_model = "NIKON D90";
  metadata.taken_at = "2026-01-31T09:15:02";
  metadata.taken_offset = "+07:00";
  EXPECT_EQ(metadata_text_block(metadata),
            "  camera                 NIKON CORPORATION NIKON D90\n"
            "  taken                  2026-01-31 09:15:02 +07:00\n"
            "  colours                not stated (sRGB is assumed)\n");
}

}  // namespace
}  // namespace photosieve
