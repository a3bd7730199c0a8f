// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/xmp_wanted.h"

#include <algorithm>
#include <array>

namespace photosieve {
namespace {

// Sorted.
constexpr auto kXmpKeys = std::to_array<std::string_view>({
    "Xmp.aux.Lens",
    "Xmp.aux.LensSerialNumber",
    "Xmp.aux.OwnerName",
    "Xmp.aux.SerialNumber",
    "Xmp.dc.creator",
    "Xmp.dc.description",
    "Xmp.dc.rights",
    "Xmp.dc.subject",
    "Xmp.dc.title",
    "Xmp.exif.DateTimeOriginal",
    "Xmp.exif.GPSLatitude",
    "Xmp.exif.GPSLongitude",
    "Xmp.exifEX.BodySerialNumber",
    "Xmp.exifEX.CameraOwnerName",
    "Xmp.exifEX.LensModel",
    "Xmp.exifEX.LensSerialNumber",
    "Xmp.iptcExt.PersonInImage",
    "Xmp.photoshop.Credit",
    "Xmp.photoshop.DateCreated",
    "Xmp.tiff.Make",
    "Xmp.tiff.Model",
    "Xmp.xmp.CreatorTool",
});

}  // namespace

bool wanted_xmp(std::string_view key) {
  if (std::binary_search(kXmpKeys.begin(), kXmpKeys.end(), key)) return true;
  const std::string_view property = key.substr(key.rfind('.') + 1);
  if (property == "DigitalSourceType" || property == "DigitalSourcefileType" ||
      property == "AISystemUsed" || property == "AIPromptInformation")
    return true;
  return key.ends_with("mwg-rs:Name") || key.ends_with(":PersonDisplayName");
}

}  // namespace photosieve
