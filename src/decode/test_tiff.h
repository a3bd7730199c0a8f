// TIFF files made in memory for tests, from the picture of test_photos.h.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "decode/test_photos.h"

namespace photosieve::test {

struct TiffRecipe {
  std::uint32_t width = 160;
  std::uint32_t height = 120;
  int photometric = PHOTOMETRIC_RGB;
  int channels = 3;  // with alpha
  int bits = 8;
  int compression = COMPRESSION_NONE;
  int predictor = 1;
  bool apart = false;  // channels one after the other
  std::uint32_t tile = 0;
  std::uint32_t rows_per_strip = 16;
  int alpha = 0;  // EXTRASAMPLE_...; 0: none
  int orientation = 1;
  int pages = 1;
  bool big = false;
  bool big_endian = false;
};

struct TiffFile {
  Bytes bytes;
  std::size_t at = 0;
};

inline TIFF* tiff_writer(TiffFile& file, const char* mode) {
  return TIFFClientOpen(
      "test", mode, &file,
      [](thandle_t handle, void* to, tmsize_t size) -> tmsize_t {
        auto& f = *static_cast<TiffFile*>(handle);
        const std::size_t left = f.at < f.bytes.size() ? f.bytes.size() - f.at : 0;
        const std::size_t count = std::min(static_cast<std::size_t>(size), left);
        if (count > 0) std::memcpy(to, f.bytes.data() + f.at, count);
        f.at += count;
        return static_cast<tmsize_t>(count);
      },
      [](thandle_t handle, void* from, tmsize_t size) -> tmsize_t {
        auto& f = *static_cast<TiffFile*>(handle);
        const auto count = static_cast<std::size_t>(size);
        if (f.bytes.size() < f.at + count) f.bytes.resize(f.at + count);
        if (count > 0) std::memcpy(f.bytes.data() + f.at, from, count);
        f.at += count;
        return size;
      },
      [](thandle_t handle, toff_t offset, int whence) -> toff_t {
        auto& f = *static_cast<TiffFile*>(handle);
        if (whence == SEEK_CUR) offset += f.at;
        if (whence == SEEK_END) offset += f.bytes.size();
        f.at = offset;
        return offset;
      },
      [](thandle_t) { return 0; },
      [](thandle_t handle) -> toff_t { return static_cast<TiffFile*>(handle)->bytes.size(); },
      [](thandle_t, void**, toff_t*) { return 0; }, [](thandle_t, void*, toff_t) {});
}

// Channel c of pixel (x, y) in the file's bytes: `count` channels of `bits` from `begin` on.
inline void add_samples(Bytes& row, const TiffRecipe& recipe, std::size_t x, std::size_t y,
                        std::size_t first, std::size_t count) {
  for (std::size_t c = first; c < first + count; ++c) {
    const std::uint8_t high = picture(x, y, c);
    if (recipe.bits == 16) row.push_back(low_byte(x));  // the machine's order: low byte first
    row.push_back(high);
    if (recipe.bits == 32) row.insert(row.end(), 3, high);
  }
}

inline void write_page(TIFF* tiff, const TiffRecipe& recipe, int page) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, recipe.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, recipe.height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, recipe.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, recipe.channels);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, recipe.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, recipe.compression);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, recipe.orientation);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG,
               recipe.apart ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
  if (recipe.predictor != 1) TIFFSetField(tiff, TIFFTAG_PREDICTOR, recipe.predictor);
  const auto alpha = static_cast<std::uint16_t>(recipe.alpha);
  if (alpha != 0) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha);
  if (recipe.pages > 1) TIFFSetField(tiff, TIFFTAG_PAGENUMBER, page, recipe.pages);
  if (recipe.photometric == PHOTOMETRIC_YCBCR && recipe.compression == COMPRESSION_JPEG)
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  if (recipe.photometric == PHOTOMETRIC_PALETTE) {
    std::array<std::vector<std::uint16_t>, 3> map;
    for (std::size_t i = 0; i < (1U << recipe.bits); ++i) {
      const png_color colour = palette_colour(i);
      map[0].push_back(static_cast<std::uint16_t>(colour.red * 257));
      map[1].push_back(static_cast<std::uint16_t>(colour.green * 257));
      map[2].push_back(static_cast<std::uint16_t>(colour.blue * 257));
    }
    TIFFSetField(tiff, TIFFTAG_COLORMAP, map[0].data(), map[1].data(), map[2].data());
  }
  const auto channels = static_cast<std::size_t>(recipe.channels);
  const std::size_t passes = recipe.apart ? channels : 1;
  const std::size_t together = recipe.apart ? 1 : channels;
  if (recipe.tile == 0) {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, recipe.rows_per_strip);
    for (std::size_t pass = 0; pass < passes; ++pass)
      for (std::uint32_t y = 0; y < recipe.height; ++y) {
        Bytes row;
        for (std::uint32_t x = 0; x < recipe.width; ++x)
          add_samples(row, recipe, x, y, pass, together);
        TIFFWriteScanline(tiff, row.data(), y, static_cast<std::uint16_t>(pass));
      }
  } else {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, recipe.tile);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, recipe.tile);
    for (std::size_t pass = 0; pass < passes; ++pass)
      for (std::uint32_t top = 0; top < recipe.height; top += recipe.tile)
        for (std::uint32_t left = 0; left < recipe.width; left += recipe.tile) {
          Bytes tile;
          for (std::uint32_t y = top; y < top + recipe.tile; ++y)
            for (std::uint32_t x = left; x < left + recipe.tile; ++x)
              add_samples(tile, recipe, x, y, pass, together);
          TIFFWriteTile(tiff, tile.data(), left, top, 0, static_cast<std::uint16_t>(pass));
        }
  }
  TIFFWriteDirectory(tiff);
}

inline Bytes make_tiff(const TiffRecipe& recipe) {
  TiffFile file;
  std::string mode = recipe.big ? "w8" : "w";
  mode += recipe.big_endian ? "b" : "l";
  TIFF* tiff = tiff_writer(file, mode.c_str());
  for (int page = 0; page < recipe.pages; ++page) write_page(tiff, recipe, page);
  TIFFClose(tiff);
  return file.bytes;
}

inline std::size_t little(const Bytes& bytes, std::size_t at, std::size_t size) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= std::size_t{bytes[at + i]} << (8 * i);
  return value;
}

inline void set_little(Bytes& bytes, std::size_t at, std::size_t size, std::size_t value) {
  for (std::size_t i = 0; i < size; ++i)
    bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

// A file of make_tiff with one strip, little-endian, with its directory moved to the front, where
// other writers put it: what is cut off at the end is then pixels.
inline Bytes directory_first(const Bytes& whole) {
  const std::size_t from = little(whole, 4, 4);
  const std::size_t count = little(whole, from, 2);
  const std::size_t size = 2 + 12 * count + 4;
  Bytes result(whole.begin(), whole.begin() + 8);
  result.insert(result.end(), whole.begin() + static_cast<std::ptrdiff_t>(from),
                whole.begin() + static_cast<std::ptrdiff_t>(from + size));
  // What the tags point at lies behind the directory now, and what was in front of it later yet.
  const Bytes tail(whole.begin() + static_cast<std::ptrdiff_t>(from + size), whole.end());
  const Bytes pixels(whole.begin() + 8, whole.begin() + static_cast<std::ptrdiff_t>(from));
  result.insert(result.end(), tail.begin(), tail.end());
  result.insert(result.end(), pixels.begin(), pixels.end());
  set_little(result, 4, 4, 8);
  const auto moved = [&](std::size_t at) {
    return at >= from + size ? at - (from + size) + 8 + size : at + size + tail.size();
  };
  constexpr std::size_t kStripOffsets = 273;
  constexpr std::array<std::size_t, 6> kSizes{0, 1, 1, 2, 4, 8};
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t tag = 10 + 12 * i;
    const std::size_t type = little(result, tag + 2, 2);
    const std::size_t bytes = kSizes[type] * little(result, tag + 4, 4);
    if (bytes > 4 || little(result, tag, 2) == kStripOffsets)
      set_little(result, tag + 8, 4, moved(little(result, tag + 8, 4)));
  }
  return result;
}

}  // namespace photosieve::test
