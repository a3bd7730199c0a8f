// HEIF and AVIF files made in memory for tests, from the picture of test_photos.h.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libheif/heif.h>

#include <algorithm>
#include <string_view>

#include "base/result.h"
#include "decode/test_photos.h"

// libx265, which writes the test's files, keeps tables for ever; libheif forgets 52 bytes for a
// colour description of numbers that it does not know. LeakSanitizer asks this function.
// NOLINTNEXTLINE
extern "C" [[gnu::used]] inline const char* __lsan_default_suppressions() {
  return "leak:libx265.so\nleak:libheif.so";
}

namespace photosieve::test {

struct HeifRecipe {
  int width = 160;
  int height = 120;
  bool av1 = false;
  int quality = 90;
  bool lossless = false;
  bool alpha = false;
  bool grey = false;
  const char* chroma = "420";
  int bits = 8;
  int pictures = 1;
  int orientation = 1;  // as irot and imir
  bool full_range = true;
  int matrix = 6;  // of H.273: 6 is BT.601, 1 BT.709, 9 BT.2020

  // The library writes what it likes about range and matrix: such a picture is made here.
  [[nodiscard]] bool own_planes() const { return bits > 8 || !full_range || matrix != 6; }
};

inline void fine(const heif_error& error) {
  if (error.code != heif_error_Ok) std::fprintf(stderr, "%s\n", error.message);
  PS_CHECK(error.code == heif_error_Ok);
}

// Channel c (Y, Cb, Cr) of a pixel as the recipe's coding defines it, from 0 to the most there is.
inline unsigned coded(const HeifRecipe& recipe, std::size_t x, std::size_t y, std::size_t c) {
  const double red = recipe.matrix == 1 ? 0.2126 : recipe.matrix == 9 ? 0.2627 : 0.299;
  const double blue = recipe.matrix == 1 ? 0.0722 : recipe.matrix == 9 ? 0.0593 : 0.114;
  const double r = picture(x, y, 0) / 255.0;
  const double b = picture(x, y, 2) / 255.0;
  const double luma = red * r + (1 - red - blue) * (picture(x, y, 1) / 255.0) + blue * b;
  const double wide = 1 << (recipe.bits - 8);
  const double most = 256 * wide - 1;
  double value = luma;
  if (c == 1) value = (b - luma) / (2 * (1 - blue));
  if (c == 2) value = (r - luma) / (2 * (1 - red));
  if (recipe.full_range)
    value = value * most + (c > 0 ? 128 * wide : 0);
  else
    value = (c > 0 ? 128 + 224 * value : 16 + 219 * value) * wide;
  return static_cast<unsigned>(std::lround(std::min(std::max(value, 0.0), most)));
}

// As YCbCr, 4:4:4 or 4:2:0.
inline heif_image* coded_picture(const HeifRecipe& recipe) {
  heif_image* image = nullptr;
  const bool whole = std::string_view(recipe.chroma) == "444";
  fine(heif_image_create(recipe.width, recipe.height, heif_colorspace_YCbCr,
                         whole ? heif_chroma_444 : heif_chroma_420, &image));
  constexpr std::array kChannels{heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
  for (std::size_t c = 0; c < kChannels.size(); ++c) {
    const int part = c == 0 || whole ? 1 : 2;
    const int width = (recipe.width + part - 1) / part;
    const int height = (recipe.height + part - 1) / part;
    fine(heif_image_add_plane(image, kChannels[c], width, height, recipe.bits));
    int stride = 0;
    std::uint8_t* to = heif_image_get_plane(image, kChannels[c], &stride);
    const int bytes = recipe.bits > 8 ? 2 : 1;
    const auto step = static_cast<std::size_t>(part);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const unsigned value = coded(recipe, static_cast<std::size_t>(x) * step,
                                     static_cast<std::size_t>(y) * step, c);
        to[y * stride + bytes * x] = static_cast<std::uint8_t>(value);
        if (bytes == 2) to[y * stride + 2 * x + 1] = static_cast<std::uint8_t>(value >> 8);
      }
  }
  return image;
}

// Says what coding the samples are in, in each place where the container does.
inline void set_coding(Bytes& file, const HeifRecipe& recipe) {
  const std::string_view name = "colrnclx";
  int places = 0;
  for (auto at = file.begin();; ++places) {
    at = std::search(at, file.end(), name.begin(), name.end());
    if (at == file.end()) break;
    at += 12;  // behind the name, primaries and transfer
    *at++ = 0;
    *at++ = static_cast<std::uint8_t>(recipe.matrix);
    *at++ = recipe.full_range ? 0x80 : 0;
  }
  PS_CHECK(places > 0);
}

inline heif_image* heif_picture(const HeifRecipe& recipe) {
  if (recipe.own_planes()) return coded_picture(recipe);
  heif_image* image = nullptr;
  const int channels = recipe.grey ? 1 : recipe.alpha ? 4 : 3;
  const heif_chroma chroma = recipe.grey    ? heif_chroma_monochrome
                             : recipe.alpha ? heif_chroma_interleaved_RGBA
                                            : heif_chroma_interleaved_RGB;
  fine(heif_image_create(recipe.width, recipe.height,
                         recipe.grey ? heif_colorspace_monochrome : heif_colorspace_RGB, chroma,
                         &image));
  const heif_channel channel = recipe.grey ? heif_channel_Y : heif_channel_interleaved;
  fine(heif_image_add_plane(image, channel, recipe.width, recipe.height, 8));
  int stride = 0;
  std::uint8_t* to = heif_image_get_plane(image, channel, &stride);
  for (int y = 0; y < recipe.height; ++y)
    for (int x = 0; x < recipe.width; ++x)
      for (int c = 0; c < channels; ++c)
        to[y * stride + x * channels + c] = picture(
            static_cast<std::size_t>(x), static_cast<std::size_t>(y), static_cast<std::size_t>(c));
  return image;
}

inline Bytes make_heif(const HeifRecipe& recipe) {
  heif_context* context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  fine(heif_context_get_encoder_for_format(
      context, recipe.av1 ? heif_compression_AV1 : heif_compression_HEVC, &encoder));
  fine(heif_encoder_set_lossy_quality(encoder, recipe.quality));
  if (recipe.lossless) fine(heif_encoder_set_lossless(encoder, 1));
  fine(heif_encoder_set_parameter_string(encoder, "chroma", recipe.chroma));
  if (recipe.av1) fine(heif_encoder_set_parameter_integer(encoder, "speed", 8));
  heif_encoding_options* options = heif_encoding_options_alloc();
  heif_color_profile_nclx* nclx = heif_nclx_color_profile_alloc();
  options->output_nclx_profile = nclx;
  options->macOS_compatibility_workaround_no_nclx_profile = 0;
  options->image_orientation = static_cast<heif_orientation>(recipe.orientation);
  heif_image* image = heif_picture(recipe);
  for (int i = 0; i < recipe.pictures; ++i)
    fine(heif_context_encode_image(context, image, encoder, options, nullptr));
  heif_image_release(image);
  Bytes bytes;
  heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* to) {
                       const auto* from = static_cast<const std::uint8_t*>(data);
                       static_cast<Bytes*>(to)->assign(from, from + size);
                       return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                     }};
  fine(heif_context_write(context, &writer, &bytes));
  heif_nclx_color_profile_free(nclx);
  heif_encoding_options_free(options);
  heif_encoder_release(encoder);
  if (recipe.own_planes()) set_coding(bytes, recipe);
  heif_context_free(context);
  return bytes;
}

}  // namespace photosieve::test
