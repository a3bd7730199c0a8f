// Photos made in memory for tests: a seeded picture of slopes, edges and grain, as JPEG or PNG.
//
// For tests of decode/ and of what stands on it; a fault of the libraries here ends the test run.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>
//
#include <jpeglib.h>
#include <png.h>

namespace photosieve::test {

using Bytes = std::vector<std::uint8_t>;

// Channel c of the pixel at (x, y).
inline std::uint8_t picture(std::size_t x, std::size_t y, std::size_t c) {
  const double slope = 60 + 0.35 * static_cast<double>(x + 2 * y * (c + 1));
  const double wave = 40 * std::sin(static_cast<double>(x) / 9.0 + static_cast<double>(c)) *
                      std::cos(static_cast<double>(y) / 13.0);
  const std::uint64_t mixed = (x * 2654435761U + y * 40503U + c * 97U) * 0x9E3779B97F4A7C15U;
  const double grain = static_cast<double>(mixed >> 60);
  const int value = static_cast<int>(std::fmod(slope, 180.0) + wave + grain);
  return static_cast<std::uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
}

struct JpegRecipe {
  JDIMENSION width = 160;
  JDIMENSION height = 120;
  int channels = 3;
  J_COLOR_SPACE stored = JCS_YCbCr;
  std::array<std::array<int, 2>, 4> sampling{{{2, 2}, {1, 1}, {1, 1}, {2, 2}}};  // across, down
  int quality = 90;
  bool progressive = false;
  bool arithmetic = false;
  unsigned restart_rows = 0;
  Bytes exif;  // the TIFF block of an APP1 segment
};

inline J_COLOR_SPACE given_space(const JpegRecipe& recipe) {
  if (recipe.channels == 1) return JCS_GRAYSCALE;
  return recipe.channels == 3 ? JCS_RGB : JCS_CMYK;
}

inline Bytes make_jpeg(const JpegRecipe& recipe) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = recipe.width;
  info.image_height = recipe.height;
  info.input_components = recipe.channels;
  info.in_color_space = given_space(recipe);
  jpeg_set_defaults(&info);
  jpeg_set_colorspace(&info, recipe.channels == 1 ? JCS_GRAYSCALE : recipe.stored);
  for (int c = 0; c < info.num_components; ++c) {
    info.comp_info[c].h_samp_factor = recipe.sampling[static_cast<std::size_t>(c)][0];
    info.comp_info[c].v_samp_factor = recipe.sampling[static_cast<std::size_t>(c)][1];
  }
  jpeg_set_quality(&info, recipe.quality, TRUE);
  info.arith_code = recipe.arithmetic ? TRUE : FALSE;
  info.restart_in_rows = static_cast<int>(recipe.restart_rows);
  if (recipe.progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  if (!recipe.exif.empty()) {
    Bytes segment{'E', 'x', 'i', 'f', 0, 0};
    segment.insert(segment.end(), recipe.exif.begin(), recipe.exif.end());
    jpeg_write_marker(&info, JPEG_APP0 + 1, segment.data(), static_cast<unsigned>(segment.size()));
  }
  const auto channels = static_cast<std::size_t>(recipe.channels);
  Bytes row(recipe.width * channels);
  for (std::size_t y = 0; y < recipe.height; ++y) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = picture(i / channels, y, i % channels);
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&info, &rows, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  Bytes bytes(memory, memory + size);
  std::free(memory);
  return bytes;
}

struct PngRecipe {
  png_uint_32 width = 160;
  png_uint_32 height = 120;
  int colour_type = PNG_COLOR_TYPE_RGB;
  int bit_depth = 8;
  bool interlaced = false;
  Bytes exif;
};

// 16-bit samples are the picture's byte followed by a byte that rounds it up from 128 on.
inline std::uint8_t low_byte(std::size_t x) {
  return static_cast<std::uint8_t>(x * 37);
}

// An entry of the palette that make_png writes.
inline png_color palette_colour(std::size_t i) {
  const auto byte = static_cast<png_byte>(i);
  return {byte, static_cast<png_byte>(255 - byte), static_cast<png_byte>(byte / 2)};
}

inline Bytes make_png(const PngRecipe& recipe) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  Bytes bytes;
  png_set_write_fn(
      png, &bytes,
      [](png_structp writer, png_bytep data, std::size_t count) {
        auto* to = static_cast<Bytes*>(png_get_io_ptr(writer));
        to->insert(to->end(), data, data + count);
      },
      [](png_structp) {});
  png_set_IHDR(png, info, recipe.width, recipe.height, recipe.bit_depth, recipe.colour_type,
               recipe.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (recipe.colour_type == PNG_COLOR_TYPE_PALETTE) {
    std::array<png_color, 256> palette{};
    for (std::size_t i = 0; i < palette.size(); ++i) palette[i] = palette_colour(i);
    png_set_PLTE(png, info, palette.data(), 1 << recipe.bit_depth);
  }
  Bytes exif = recipe.exif;
  if (!exif.empty()) png_set_eXIf_1(png, info, static_cast<png_uint_32>(exif.size()), exif.data());
  png_write_info(png, info);
  const std::size_t channels = png_get_channels(png, info);
  const std::size_t row_bytes = png_get_rowbytes(png, info);
  std::vector<Bytes> rows(recipe.height, Bytes(row_bytes));
  std::vector<png_bytep> pointers;
  for (std::size_t y = 0; y < recipe.height; ++y) {
    for (std::size_t i = 0; i < row_bytes; ++i)
      if (recipe.bit_depth == 16)
        rows[y][i] = i % 2 == 1 ? low_byte(i / 2 / channels)
                                : picture(i / 2 / channels, y, i / 2 % channels);
      else
        rows[y][i] = picture(i / channels, y, i % channels);
    pointers.push_back(rows[y].data());
  }
  png_write_image(png, pointers.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

// The TIFF block that holds an orientation and nothing else.
inline Bytes exif_block(int orientation, bool big_endian = true) {
  const auto value = static_cast<std::uint8_t>(orientation);
  if (big_endian)
    return {'M', 'M', 0, 42, 0, 0, 0,     8, 0, 1, 1, 0x12, 0,
            3,   0,   0, 0,  1, 0, value, 0, 0, 0, 0, 0,    0};
  return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0};
}

// The file's first `percent` of bytes.
inline Bytes cut(const Bytes& whole, std::size_t percent) {
  return {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * percent / 100)};
}

// A progressive JPEG with its last refinement scan repeated `times`, end mark included.
inline Bytes scan_bomb(std::size_t times) {
  const Bytes whole = make_jpeg({.progressive = true});
  std::size_t last = whole.size();
  for (std::size_t i = 0; i + 1 < whole.size(); ++i)
    if (whole[i] == 0xFF && whole[i + 1] == 0xDA) last = i;
  const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(last);
  const Bytes scan(begin, whole.end() - 2);
  Bytes bomb(whole.begin(), whole.end() - 2);
  for (std::size_t i = 0; i < times; ++i) bomb.insert(bomb.end(), scan.begin(), scan.end());
  bomb.insert(bomb.end(), {0xFF, 0xD9});
  return bomb;
}

}  // namespace photosieve::test
