// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif.h"

#include <fmt/format.h>
#include <libheif/heif.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "decode/heif_boxes.h"
#include "decode/heif_codecs.h"
#include "decode/heif_references.h"
#include "decode/planes.h"
#include "decode/quiet.h"
#include "decode/ycc_coding.h"
#include "model/iso_media.h"

namespace photosieve {
namespace {

struct ContextFree {
  void operator()(heif_context* context) const { heif_context_free(context); }
};
using Context = std::unique_ptr<heif_context, ContextFree>;

struct HandleFree {
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
using Handle = std::unique_ptr<heif_image_handle, HandleFree>;

struct ImageFree {
  void operator()(heif_image* image) const { heif_image_release(image); }
};
using DecodedImage = std::unique_ptr<heif_image, ImageFree>;

struct NclxFree {
  void operator()(heif_color_profile_nclx* nclx) const { heif_nclx_color_profile_free(nclx); }
};
using Nclx = std::unique_ptr<heif_color_profile_nclx, NclxFree>;

// Pixels that may be decoded for one of a picture: itself, its alpha, and tiles that jut out.
constexpr double kMostDecoded = 3;
constexpr std::uint64_t kSpareDecoded = 4 << 20;
constexpr int kLargestOverhang = 1024;  // of a tile, or of the blocks of a codec

bool fine(const heif_error& error) {
  // What the library's own limits refuse has the same code, though no memory was asked for.
  if (error.code == heif_error_Memory_allocation_error &&
      error.subcode != heif_suberror_Security_limit_exceeded)
    throw std::bad_alloc();
  return error.code == heif_error_Ok;
}

// How the samples are to be read: the container's word, then the bitstream's, then what MIAF says
// where neither does (ISO/IEC 23000-22 section 7.3.6.4): full range, BT.601.
struct Reading {
  YccCoding coding;
  bool is_rgb = false;  // "identity": G, B and R in the places of Y, Cb and Cr
};

Reading reading_of(const heif_color_profile_nclx* nclx) {
  Reading reading;
  if (nclx == nullptr) return reading;
  reading.coding.full_range = nclx->full_range_flag != 0;
  switch (nclx->matrix_coefficients) {
    case heif_matrix_coefficients_RGB_GBR:
      reading.is_rgb = true;
      break;
    case heif_matrix_coefficients_ITU_R_BT_709_5:
      reading.coding.matrix = YccMatrix::kBt709;
      break;
    case heif_matrix_coefficients_ITU_R_BT_2020_2_non_constant_luminance:
      reading.coding.matrix = YccMatrix::kBt2020;
      break;
    default:
      break;
  }
  return reading;
}

Reading reading_of(const heif_image_handle* handle, const heif_image* image) {
  heif_color_profile_nclx* found = nullptr;
  if (heif_image_handle_get_nclx_color_profile(handle, &found).code != heif_error_Ok)
    found = nullptr;
  if (found == nullptr && heif_image_get_nclx_color_profile(image, &found).code != heif_error_Ok)
    found = nullptr;
  const Nclx nclx(found);
  return reading_of(nclx.get());
}

Plane plane_of(const heif_image* image, heif_channel channel, bool full_range) {
  int stride = 0;
  const std::uint8_t* from = heif_image_get_plane_readonly(image, channel, &stride);
  const int width = heif_image_get_width(image, channel);
  const int height = heif_image_get_height(image, channel);
  const int bits = heif_image_get_bits_per_pixel_range(image, channel);
  if (from == nullptr || width <= 0 || height <= 0 || bits < 8 || bits > 16) return {};
  Plane plane = make_plane(static_cast<std::size_t>(width), static_cast<std::size_t>(height));
  for (std::size_t y = 0; y < plane.height(); ++y) {
    const std::uint8_t* row = from + static_cast<std::ptrdiff_t>(y) * stride;
    if (bits == 8)
      std::memcpy(plane.row(y), row, plane.width());
    else
      to_eight_bits(reinterpret_cast<const std::uint16_t*>(row), plane.width(), bits, full_range,
                    plane.row(y));
  }
  return plane;
}

// Three planes of R, G and B become Y, Cb and Cr.
void rgb_to_ycc(Image& image) {
  for (std::size_t y = 0; y < image.height(); ++y) {
    std::uint8_t* r = image.luma.row(y);
    std::uint8_t* g = image.cb.row(y);
    std::uint8_t* b = image.cr.row(y);
    for (std::size_t x = 0; x < image.width(); ++x) {
      const Ycc pixel = ycc_from_rgb(r[x], g[x], b[x]);
      r[x] = pixel.y;
      g[x] = pixel.cb;
      b[x] = pixel.cr;
    }
  }
}

// Luma over white, chroma over neutral; the alpha of a chroma sample is that of its pixels' middle.
void lay_over_white(Image& image, const Plane& alpha, bool multiplied_in) {
  const auto put = [&](Plane& plane, int paper) {
    for (std::size_t y = 0; y < plane.height(); ++y) {
      const std::uint8_t* cover = alpha.row(y * alpha.height() / plane.height());
      std::uint8_t* row = plane.row(y);
      for (std::size_t x = 0; x < plane.width(); ++x) {
        const int a = cover[x * alpha.width() / plane.width()];
        const int own = multiplied_in ? row[x] * 255 : row[x] * a;
        const int under = multiplied_in && paper == kMidGrey ? 0 : paper * (255 - a);
        row[x] = static_cast<std::uint8_t>(std::clamp((own + under + 127) / 255, 0, 255));
      }
    }
  };
  put(image.luma, 255);
  if (image.grey()) return;
  put(image.cb, kMidGrey);
  put(image.cr, kMidGrey);
}

// False when the library gave something that no file should lead to.
bool take_planes(const heif_image_handle* handle, const heif_image* decoded, DecodedPhoto& photo) {
  const Reading reading = reading_of(handle, decoded);
  const bool full = reading.coding.full_range;
  const heif_colorspace space = heif_image_get_colorspace(decoded);
  Image image;
  bool rgb = false;
  if (space == heif_colorspace_RGB) {
    image = {plane_of(decoded, heif_channel_R, true), plane_of(decoded, heif_channel_G, true),
             plane_of(decoded, heif_channel_B, true)};
    rgb = true;
  } else {
    image.luma = plane_of(decoded, heif_channel_Y, full);
    if (space != heif_colorspace_monochrome) {
      image.cb = plane_of(decoded, heif_channel_Cb, full);
      image.cr = plane_of(decoded, heif_channel_Cr, full);
    }
  }
  const bool chroma_fits = image.cb.valid() == image.cr.valid() &&
                           image.cb.width() == image.cr.width() &&
                           image.cb.height() == image.cr.height();
  if (!image.luma.valid() || !chroma_fits || (rgb && image.grey())) return false;
  if (rgb || (reading.is_rgb && !image.grey() && image.cb.width() == image.width() &&
              image.cb.height() == image.height())) {
    if (!rgb) {  // G, B, R
      std::swap(image.luma, image.cr);
      std::swap(image.cb, image.cr);
    }
    rgb_to_ycc(image);
  } else {
    make_jpeg_like(image, reading.coding);
  }
  if (heif_image_has_channel(decoded, heif_channel_Alpha) != 0)
    if (const Plane alpha = plane_of(decoded, heif_channel_Alpha, true); alpha.valid())
      lay_over_white(image, alpha, heif_image_handle_is_premultiplied_alpha(handle) != 0);
  photo.width = static_cast<std::uint32_t>(image.width());
  photo.height = static_cast<std::uint32_t>(image.height());
  photo.image = std::move(image);
  return true;
}

std::string sentence_of(const heif_error& error) {
  if (error.subcode == heif_suberror_Unsupported_codec)
    return "The picture is coded in a way that is not read; HEVC and AV1 are";
  if (error.subcode == heif_suberror_Security_limit_exceeded)
    return "The file claims more or larger pictures than any that is real";
  if (error.subcode == heif_suberror_No_meta_box || error.subcode == heif_suberror_No_pitm_box)
    return "The file holds a sequence or nothing, and no picture of its own";
  if (error.code == heif_error_Decoder_plugin_error)
    return "The picture's compressed data are damaged: no pixel of it can be decoded";
  return "The file's structure is broken";
}

struct Attempt {
  bool pixels = false;
  bool damaged = false;
  std::string failure;  // empty: none, or the picture is too large
};

Attempt attempt(std::span<const std::uint8_t> bytes, const DecodeLimits& limits,
                DecodedPhoto& photo) {
  const Context context(heif_context_alloc());
  if (!context) throw std::bad_alloc();
  heif_context_set_max_decoding_threads(context.get(), 0);
  heif_error error = heif_context_read_from_memory_without_copy(context.get(), bytes.data(),
                                                                bytes.size(), nullptr);
  if (!fine(error)) return {.failure = sentence_of(error)};
  photo.pictures = static_cast<std::uint32_t>(
      std::max(1, heif_context_get_number_of_top_level_images(context.get())));
  heif_image_handle* found = nullptr;
  error = heif_context_get_primary_image_handle(context.get(), &found);
  if (!fine(error)) return {.failure = sentence_of(error)};
  const Handle handle(found);
  photo.width = static_cast<std::uint32_t>(std::max(0, heif_image_handle_get_width(found)));
  photo.height = static_cast<std::uint32_t>(std::max(0, heif_image_handle_get_height(found)));
  photo.bits_per_channel = std::max(8, heif_image_handle_get_luma_bits_per_pixel(found));
  // A crop may hide how large the picture is that has to be decoded.
  const double inside = static_cast<double>(heif_image_handle_get_ispe_width(found)) *
                        heif_image_handle_get_ispe_height(found) / 1e6;
  const double shown = static_cast<double>(photo.width) * photo.height / 1e6;
  if (std::max(inside, shown) > limits.max_decode_megapixels) {
    if (shown <= limits.max_decode_megapixels)
      return {.failure = "The picture is a small part of one that is too large to decode"};
    return {};
  }
  // What a picture is put together to must not be much larger than it says, nor its parts.
  const int side =
      std::max({heif_image_handle_get_ispe_width(found), heif_image_handle_get_ispe_height(found),
                static_cast<int>(photo.width), static_cast<int>(photo.height)});
  heif_context_set_maximum_image_size_limit(context.get(), side + kLargestOverhang);
  bound_heif_pictures(
      static_cast<std::uint64_t>(limits.max_decode_megapixels * 1e6),
      static_cast<std::uint64_t>(kMostDecoded * std::max(inside, shown) * 1e6) + kSpareDecoded);
  static_cast<void>(take_heif_damage());
  heif_image* decoded = nullptr;
  error =
      heif_decode_image(found, &decoded, heif_colorspace_undefined, heif_chroma_undefined, nullptr);
  const bool damaged = take_heif_damage();
  if (!fine(error)) return {.damaged = damaged, .failure = sentence_of(error)};
  const DecodedImage image(decoded);
  const double made = static_cast<double>(heif_image_get_primary_width(decoded)) *
                      heif_image_get_primary_height(decoded) / 1e6;
  if (made > limits.max_decode_megapixels)
    return {.failure = "The picture is larger than the file says"};
  if (!take_planes(found, decoded, photo))
    return {.damaged = damaged, .failure = "The picture's channels do not fit together"};
  return {.pixels = true, .damaged = damaged};
}

// The library is C++ and its interface lets through what it throws.
Attempt guarded(std::span<const std::uint8_t> bytes, const DecodeLimits& limits,
                DecodedPhoto& photo) {
  if (is_made_of_itself(bytes)) return {.failure = "The picture is put together from itself"};
  const Quiet quiet;
  try {
    return attempt(bytes, limits, photo);
  } catch (const std::bad_alloc&) {
    throw std::bad_alloc();
  } catch (const std::exception&) {
    return {.failure = "The file's structure is broken"};
  }
}

}  // namespace

DecodedPhoto decode_heif(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  use_own_heif_codecs();
  DecodedPhoto photo;
  photo.format = iso_media_kind(bytes) == IsoMediaKind::kAvif ? Format::kAvif : Format::kHeif;
  const HeifFacts facts = walk_heif(bytes);
  const Attempt result = guarded(bytes, limits, photo);
  if (facts.has_sequence) ++photo.pictures;
  if (facts.box_beyond) {
    const char* rest = result.pixels ? "inside a part of it; the picture itself is all there"
                                     : "before the picture does: nothing of it can be shown";
    photo.problems.push_back({ProblemKind::kTruncated, bytes.size(),
                              fmt::format("The file ends at byte {}, {}", bytes.size(), rest)});
  } else if (!result.failure.empty()) {
    photo.problems.push_back({ProblemKind::kUndecodable, std::nullopt, result.failure});
  }
  if (result.damaged && result.pixels)
    photo.problems.push_back(
        {ProblemKind::kCorrupt, std::nullopt, "The picture's compressed data are damaged"});
  return photo;
}

}  // namespace photosieve
