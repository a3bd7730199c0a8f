// PhotoMetadata: what a file says of its picture, beside the pixels.
//
// Read by decode/metadata.h from EXIF, IPTC-IIM, XMP, a colour profile and C2PA; judged by decide/.
// Where several blocks tell the same, docs/metadata.md says which is believed. Texts are valid
// UTF-8 without control characters and at most as long as the limits below; "" is not known.
// Values of private fields are not kept, only that they are there.
// Threads: a value. Cost: a few hundred bytes; at most 100 kB for the most talkative file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

inline constexpr std::size_t kLongestMetadataText = 4000;  // bytes of title and description
inline constexpr std::size_t kLongestMetadataName = 256;   // bytes of all other texts
inline constexpr std::size_t kMostKeywords = 250;          // kept; keyword_count counts them all
inline constexpr std::size_t kMostMetadataEntries = 32;    // of every other list

// How a pixel's channels are meant, as far as the file tells.
enum class ColourModel : std::uint8_t { kUnknown, kRgb, kGrey, kCmyk, kLab };
[[nodiscard]] std::string_view name(ColourModel model);
[[nodiscard]] std::optional<ColourModel> colour_model_from(std::string_view name);

// What the colour space was read from.
enum class ColourSource : std::uint8_t { kNone, kProfile, kExif, kPngChunk, kCodePoints };
[[nodiscard]] std::string_view name(ColourSource source);
[[nodiscard]] std::optional<ColourSource> colour_source_from(std::string_view name);

struct ColourFacts {
  ColourModel model = ColourModel::kUnknown;
  // "sRGB", "Adobe RGB (1998)", "Display P3", "ProPhoto RGB", "Rec. 2020", "Rec. 709", "custom",
  // "grey", "CMYK", "Lab"; "": the file does not tell.
  std::string space;
  ColourSource source = ColourSource::kNone;
  std::string profile_name;     // the description an embedded profile gives itself
  std::string profile_problem;  // one sentence when there is a profile that cannot be used
  friend bool operator==(const ColourFacts&, const ColourFacts&) = default;
};

struct GpsFacts {
  bool present = false;             // there is a position, legible or not
  std::optional<double> latitude;   // degrees, north positive, -90 to 90
  std::optional<double> longitude;  // degrees, east positive, -180 to 180
  friend bool operator==(const GpsFacts&, const GpsFacts&) = default;
};

struct PrivateField {
  std::string what;   // "camera serial number", "owner's name", "names of people"
  std::string where;  // "Exif.Photo.BodySerialNumber"
  friend bool operator==(const PrivateField&, const PrivateField&) = default;
};

enum class AiKind : std::uint8_t { kGenerated, kEdited };
[[nodiscard]] std::string_view name(AiKind kind);
[[nodiscard]] std::optional<AiKind> ai_kind_from(std::string_view name);

struct AiMark {
  AiKind kind = AiKind::kGenerated;
  std::string value;  // "trainedAlgorithmicMedia", or the words that tell
  std::string where;  // "XMP DigitalSourceType", "C2PA action c2pa.created"
  friend bool operator==(const AiMark&, const AiMark&) = default;
};

// Content Credentials (C2PA). What the signature is worth is not checked.
struct C2paFacts {
  bool present = false;
  std::string where;  // "JPEG APP11", "PNG caBX", "BMFF uuid box", "RIFF C2PA chunk"
  std::string claim_generator;
  std::vector<std::string> actions;       // "c2pa.created", in the order of the manifests
  std::vector<std::string> source_types;  // "trainedAlgorithmicMedia"
  friend bool operator==(const C2paFacts&, const C2paFacts&) = default;
};

struct ThumbnailFacts {
  bool present = false;
  std::uint32_t width = 0;  // 0: it could not be decoded
  std::uint32_t height = 0;
  // Correlation with the picture, -1 to 1; nothing where it could not be compared.
  std::optional<double> likeness;
  friend bool operator==(const ThumbnailFacts&, const ThumbnailFacts&) = default;
};

struct PhotoMetadata {
  std::string title;
  std::string title_source;  // "XMP", "IPTC", "Exif"; "" where there is none; the same below
  std::string description;
  std::string description_source;
  std::vector<std::string> keywords;  // as they stand, in order
  std::string keywords_source;
  std::uint32_t keyword_count = 0;
  std::string creator;
  std::string copyright;
  std::string camera_make;
  std::string camera_model;
  std::string lens;
  std::string taken_at;      // local time, no zone: "2026-01-31T09:15:02", or "….37"
  std::string taken_offset;  // "+07:00", where the file states it
  std::string software;
  int orientation = 1;  // EXIF, 1 to 8
  GpsFacts gps;
  std::vector<PrivateField> private_fields;
  std::string digital_source_type;  // the last part of the IPTC code, "digitalCapture"
  std::vector<AiMark> ai_marks;
  C2paFacts c2pa;
  ThumbnailFacts thumbnail;
  ColourFacts colour;
  std::vector<std::string> problems;  // what could not be read, a sentence each
  friend bool operator==(const PhotoMetadata&, const PhotoMetadata&) = default;
};

// `text` as this struct keeps texts: mended UTF-8, controls and line ends turned into blanks, no
// blanks around it, cut at a character's end to at most `longest` bytes.
[[nodiscard]] std::string metadata_text(std::string_view text,
                                        std::size_t longest = kLongestMetadataName);

}  // namespace photosieve
