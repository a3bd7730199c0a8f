// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/decoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "decode/jpeg.h"
#include "decode/orient.h"
#include "decode/png.h"

namespace photosieve {
namespace {

struct Signature {
  Format format;
  std::array<std::uint8_t, 8> bytes;
  std::size_t size;
};

constexpr std::array kSignatures{
    Signature{Format::kJpeg, {0xFF, 0xD8, 0xFF}, 3},
    Signature{Format::kPng, {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 8},
};

DecodedPhoto decode_as(Format format, std::span<const std::uint8_t> bytes,
                       const DecodeLimits& limits) {
  switch (format) {
    case Format::kJpeg:
      return decode_jpeg(bytes, limits);
    case Format::kPng:
      return decode_png(bytes, limits);
    case Format::kUnknown:
      break;
  }
  DecodedPhoto photo;
  photo.problems.push_back(
      {ProblemKind::kUndecodable, std::nullopt,
       bytes.empty() ? "The file is empty" : "The content is neither a JPEG nor a PNG"});
  return photo;
}

}  // namespace

Format detect_format(std::span<const std::uint8_t> bytes) {
  for (const Signature& signature : kSignatures)
    if (bytes.size() >= signature.size &&
        std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(signature.size),
                   signature.bytes.begin()))
      return signature.format;
  return Format::kUnknown;
}

DecodedPhoto decode(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  DecodedPhoto photo = decode_as(detect_format(bytes), bytes, limits);
  if (swaps_sides(photo.orientation)) std::swap(photo.width, photo.height);
  if (photo.image) photo.image = upright(*std::move(photo.image), photo.orientation);
  return photo;
}

}  // namespace photosieve
