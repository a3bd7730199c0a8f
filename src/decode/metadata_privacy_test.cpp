// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_privacy.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

PhotoMetadata filled(const MetadataTags& tags) {
  PhotoMetadata metadata;
  fill_privacy(tags, metadata);
  return metadata;
}

MetadataTags exif_position(const char* latitude, const char* side, const char* longitude) {
  MetadataTags tags;
  tags.exif = {{"Exif.GPSInfo.GPSLatitude", latitude},
               {"Exif.GPSInfo.GPSLatitudeRef", side},
               {"Exif.GPSInfo.GPSLongitude", longitude},
               {"Exif.GPSInfo.GPSLongitudeRef", "W"}};
  return tags;
}

TEST(MetadataPrivacy, PositionsAreDegreesWithASign) {
  struct Case {
    MetadataTags tags;
    bool present;
    std::optional<double> latitude, longitude;
  };
  MetadataTags xmp;
  xmp.xmp = {{"Xmp.exif.GPSLatitude", "13,45.5S"}, {"Xmp.exif.GPSLongitude", "100,30,36E"}};
  const Case cases[] = {
      {exif_position("13/1 45/1 3000/100", "N", "100/1 30/1 0/1"), true, 13.758333, -100.5},
      {exif_position("135000/10000", "S", "1/1 0/1 0/1"), true, -13.5, -1.0},
      {exif_position("91/1 0/1 0/1", "N", "1/1"), true, std::nullopt, -1.0},
      {exif_position("0/0 0/0 0/0", "N", "0/0"), false, std::nullopt, std::nullopt},
      {exif_position("52,00000", "N", "11,0"), true, std::nullopt, std::nullopt},
      {xmp, true, -13.758333, 100.51},
      {{}, false, std::nullopt, std::nullopt},
  };
  for (const Case& one : cases) {
    const GpsFacts gps = filled(one.tags).gps;
    EXPECT_EQ(gps.present, one.present);
    EXPECT_EQ(gps.latitude, one.latitude);
    EXPECT_EQ(gps.longitude, one.longitude);
  }
}

TEST(MetadataPrivacy, FieldsAreNamedOnceAndBlankOnesDoNotCount) {
  MetadataTags tags;
  tags.exif = {{"Exif.Photo.BodySerialNumber", "12345"},
               {"Exif.Nikon3.SerialNumber", "12345"},
               {"Exif.Photo.LensSerialNumber", "0000000000"},
               {"Exif.Photo.LensModel", "a lens"},
               {"Exif.Photo.CameraOwnerName", "Ann"}};
  tags.xmp = {{"Xmp.iptcExt.PersonInImage", "Bo"},
              {"Xmp.mwg-rs.Regions/mwg-rs:RegionList[1]/mwg-rs:Name", "Cy"}};
  EXPECT_EQ(filled(tags).private_fields,
            (std::vector<PrivateField>{{"camera serial number", "Exif.Photo.BodySerialNumber"},
                                       {"owner's name", "Exif.Photo.CameraOwnerName"},
                                       {"names of people", "Xmp.iptcExt.PersonInImage"}}));
}

}  // namespace
}  // namespace photosieve
