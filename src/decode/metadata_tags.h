// MetadataTags: EXIF, IPTC and XMP as texts by name, the names Exiv2 gives them.
//
// What the library's reader hands to decode/metadata.cpp, which knows what each means. Only tags
// that somebody asks for are kept. Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

struct MetadataTag {
  std::string key;   // "Exif.Image.Make", "Iptc.Application2.Keywords", "Xmp.dc.subject"
  std::string text;  // any bytes; a list has a tag an element, in order
};

// The key of a lens's name that was looked up by its number in a MakerNote.
inline constexpr std::string_view kMakerNoteLensName = "Exif.MakerNote.LensName";

struct MetadataTags {
  std::vector<MetadataTag> exif;
  std::vector<MetadataTag> iptc;
  std::vector<MetadataTag> xmp;
  bool has_iptc = false;                // there is a block, though it may hold nothing of interest
  bool has_thumbnail = false;           // in EXIF's second directory
  std::vector<std::uint8_t> thumbnail;  // a JPEG; empty when it cannot be had
  std::vector<std::string> problems;    // a sentence a block that cannot be read
};

}  // namespace photosieve
