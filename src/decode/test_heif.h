// HEIF and AVIF files made in memory for tests, from the picture of test_photos.h.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libheif/heif.h>

#include "base/result.h"
#include "decode/planes.h"
#include "decode/test_photos.h"

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
  heif_matrix_coefficients matrix = heif_matrix_coefficients_ITU_R_BT_601_6;
};

inline void fine(const heif_error& error) {
  if (error.code != heif_error_Ok) std::fprintf(stderr, "%s\n", error.message);
  PS_CHECK(error.code == heif_error_Ok);
}

// More than 8 bits: as YCbCr 4:2:0, made here, since the library has no way to it that works for
// AV1.
inline heif_image* deep_picture(const HeifRecipe& recipe) {
  heif_image* image = nullptr;
  fine(heif_image_create(recipe.width, recipe.height, heif_colorspace_YCbCr, heif_chroma_420,
                         &image));
  for (const heif_channel channel : {heif_channel_Y, heif_channel_Cb, heif_channel_Cr}) {
    const int part = channel == heif_channel_Y ? 1 : 2;
    const int width = (recipe.width + part - 1) / part;
    const int height = (recipe.height + part - 1) / part;
    fine(heif_image_add_plane(image, channel, width, height, recipe.bits));
    int stride = 0;
    std::uint8_t* to = heif_image_get_plane(image, channel, &stride);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const auto at = [&](std::size_t c) {
          return picture(static_cast<std::size_t>(x * part), static_cast<std::size_t>(y * part), c);
        };
        const Ycc pixel = ycc_from_rgb(at(0), at(1), at(2));
        const unsigned value = channel == heif_channel_Y    ? pixel.y
                               : channel == heif_channel_Cb ? pixel.cb
                                                            : pixel.cr;
        const unsigned wide = value << (recipe.bits - 8);
        to[y * stride + 2 * x] = static_cast<std::uint8_t>(wide);
        to[y * stride + 2 * x + 1] = static_cast<std::uint8_t>(wide >> 8);
      }
  }
  return image;
}

inline heif_image* heif_picture(const HeifRecipe& recipe) {
  if (recipe.bits > 8) return deep_picture(recipe);
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
  nclx->full_range_flag = recipe.full_range ? 1 : 0;
  nclx->matrix_coefficients = recipe.matrix;
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
  heif_context_free(context);
  return bytes;
}

}  // namespace photosieve::test
