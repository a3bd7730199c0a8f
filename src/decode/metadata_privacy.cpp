// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_privacy.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "decode/metadata_fields.h"

namespace photosieve {
namespace {

// "13/1 45/1 1234/100" to degrees; what is missing is 0.
std::optional<double> degrees_of_rationals(std::string_view text) {
  double degrees = 0;
  double unit = 1;
  bool any = false;
  for (int i = 0; i < 3 && !text.empty(); ++i, unit *= 60) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string part(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    unsigned over = 0;
    unsigned under = 0;
    if (std::sscanf(part.c_str(), "%10u/%10u", &over, &under) != 2) return std::nullopt;
    if (under == 0) continue;
    any = true;
    degrees += static_cast<double>(over) / under / unit;
  }
  if (!any) return std::nullopt;
  return degrees;
}

// XMP: "13,45.5N" or "13,45,12N".
std::optional<double> degrees_of_xmp(const std::string& text) {
  double degrees = 0;
  double minutes = 0;
  double seconds = 0;
  const int parts = std::sscanf(text.c_str(), "%lf,%lf,%lf", &degrees, &minutes, &seconds);
  if (parts < 2 || text.empty()) return std::nullopt;
  const char side = text.back();
  const double value = degrees + minutes / 60 + (parts == 3 ? seconds / 3600 : 0);
  return side == 'S' || side == 'W' ? -value : value;
}

std::optional<double> within(std::optional<double> degrees, double most) {
  if (!degrees || !std::isfinite(*degrees) || std::abs(*degrees) > most) return std::nullopt;
  return std::round(*degrees * 1e6) / 1e6;
}

bool says_something(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return c > ' ' && c != '0' && c != '.' && c != '-' && c != '/' && c != 0xFF;
  });
}

std::optional<double> exif_degrees(const MetadataTags& tags, const std::string& key, char negative,
                                   double most) {
  auto degrees = degrees_of_rationals(first_text(tags.exif, key));
  if (!degrees) return std::nullopt;
  const std::string_view side = first_text(tags.exif, key + "Ref");
  if (!side.empty() && side.front() == negative) degrees = -*degrees;
  return within(degrees, most);
}

void fill_gps(const MetadataTags& tags, GpsFacts& gps) {
  gps.latitude = exif_degrees(tags, "Exif.GPSInfo.GPSLatitude", 'S', 90);
  gps.longitude = exif_degrees(tags, "Exif.GPSInfo.GPSLongitude", 'W', 180);
  const std::string latitude(first_text(tags.xmp, "Xmp.exif.GPSLatitude"));
  const std::string longitude(first_text(tags.xmp, "Xmp.exif.GPSLongitude"));
  if (!gps.latitude || !gps.longitude) {
    if (const auto value = within(degrees_of_xmp(latitude), 90)) gps.latitude = value;
    if (const auto value = within(degrees_of_xmp(longitude), 180)) gps.longitude = value;
  }
  gps.present = gps.latitude || gps.longitude ||
                says_something(first_text(tags.exif, "Exif.GPSInfo.GPSLatitude"));
}

std::string_view meaning(std::string_view key) {
  const std::string_view tag = key.substr(key.rfind('.') + 1);
  if (tag.find("Lens") != std::string_view::npos)
    return tag.find("Serial") != std::string_view::npos ? "lens serial number" : "";
  if (tag.find("SerialN") != std::string_view::npos) return "camera serial number";
  if (tag == "OwnerName" || tag == "CameraOwnerName") return "owner's name";
  if (tag == "BabyName" || tag == "PersonInImage" || key.ends_with("mwg-rs:Name") ||
      key.ends_with(":PersonDisplayName"))
    return "names of people";
  return {};
}

void note(const std::vector<MetadataTag>& tags, std::vector<PrivateField>& fields) {
  for (const MetadataTag& tag : tags) {
    const std::string_view what = meaning(tag.key);
    if (what.empty() || !says_something(tag.text) || fields.size() >= kMostMetadataEntries)
      continue;
    const bool known = std::any_of(fields.begin(), fields.end(),
                                   [&](const PrivateField& field) { return field.what == what; });
    if (!known) fields.push_back({std::string(what), metadata_text(tag.key)});
  }
}

}  // namespace

void fill_privacy(const MetadataTags& tags, PhotoMetadata& metadata) {
  fill_gps(tags, metadata.gps);
  note(tags.exif, metadata.private_fields);
  note(tags.xmp, metadata.private_fields);
}

}  // namespace photosieve
