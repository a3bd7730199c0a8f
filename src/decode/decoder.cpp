// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "decode/heif.h"
#include "decode/heif_codecs.h"
#include "decode/jpeg.h"
#include "decode/orient.h"
#include "decode/png.h"
#include "decode/tiff.h"
#include "decode/webp.h"
#include "model/camera_raw.h"
#include "model/iso_media.h"

namespace photosieve {
namespace {

using namespace std::string_view_literals;

struct Signature {
  Format format;
  std::string_view bytes;
};

constexpr std::array kSignatures{
    Signature{Format::kJpeg, "\xFF\xD8\xFF"sv}, Signature{Format::kPng, "\x89PNG\r\n\x1A\n"sv},
    Signature{Format::kTiff, "II*\0"sv},        Signature{Format::kTiff, "MM\0*"sv},
    Signature{Format::kTiff, "II+\0"sv},        Signature{Format::kTiff, "MM\0+"sv},
};

DecodedPhoto undecodable(std::string why) {
  DecodedPhoto photo;
  photo.problems.push_back({ProblemKind::kUndecodable, std::nullopt, std::move(why)});
  return photo;
}

DecodedPhoto of_no_known_format(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return undecodable("The file is empty");
  if (const std::string_view raw = camera_raw(read_from(bytes)); !raw.empty())
    return undecodable(
        fmt::format("The content is a camera's raw file ({}): its small preview is not what an "
                    "agency would get",
                    raw));
  if (iso_media_kind(bytes) == IsoMediaKind::kVideo)
    return undecodable("The content is video or a sequence, with no picture of its own");
  return undecodable("The content is neither JPEG, PNG, WebP, TIFF, HEIF nor AVIF");
}

DecodedPhoto decode_as(Format format, std::span<const std::uint8_t> bytes,
                       const DecodeLimits& limits) {
  switch (format) {
    case Format::kJpeg:
      return decode_jpeg(bytes, limits);
    case Format::kPng:
      return decode_png(bytes, limits);
    case Format::kWebp:
      return decode_webp(bytes, limits);
    case Format::kTiff:
      return decode_tiff(bytes, limits);
    case Format::kHeif:
    case Format::kAvif:
      return decode_heif(bytes, limits);
    case Format::kUnknown:
      break;
  }
  return of_no_known_format(bytes);
}

}  // namespace

Format detect_format(std::span<const std::uint8_t> bytes) {
  for (const Signature& signature : kSignatures)
    if (bytes.size() >= signature.bytes.size() &&
        std::equal(signature.bytes.begin(), signature.bytes.end(), bytes.begin(),
                   [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }))
      return signature.format == Format::kTiff && !camera_raw(read_from(bytes)).empty()
                 ? Format::kUnknown
                 : signature.format;
  if (bytes.size() >= 12 && std::memcmp(bytes.data(), "RIFF", 4) == 0 &&
      std::memcmp(bytes.data() + 8, "WEBP", 4) == 0)
    return Format::kWebp;
  switch (iso_media_kind(bytes)) {
    case IsoMediaKind::kHeif:
      return Format::kHeif;
    case IsoMediaKind::kAvif:
      return Format::kAvif;
    default:
      return Format::kUnknown;
  }
}

void warm_up_decoders() {
  use_own_heif_codecs();
}

DecodedPhoto decode(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  DecodedPhoto photo = decode_as(detect_format(bytes), bytes, limits);
  if (swaps_sides(photo.orientation)) std::swap(photo.width, photo.height);
  if (photo.image) photo.image = upright(*std::move(photo.image), photo.orientation);
  return photo;
}

}  // namespace photosieve
