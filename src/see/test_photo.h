// What tests of the networks need: a JPEG's planes, and the folder that tools/networks fills.
//
// A broken file ends the test program: libjpeg's own error handler is left in place.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

#include <jpeglib.h>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/image.h"

// The build names the place of the sources; alone, a header has none.
#ifndef PHOTOSIEVE_SOURCE_DIR
#define PHOTOSIEVE_SOURCE_DIR "."
#endif

namespace photosieve::test {

inline std::string networks_folder() {
  return PHOTOSIEVE_SOURCE_DIR "/build/networks";
}

// To be asked first by every test that needs the real library.
#define SKIP_WITHOUT_NETWORKS()                                                                 \
  if (!std::filesystem::exists(::photosieve::test::networks_folder() + "/text_characters.txt")) \
  GTEST_SKIP() << "the networks are not there: tools/networks build/networks"

// A photograph of tests/data/photos; its chroma is made as large as its luma.
inline Image read_photo(const std::string& name) {
  Image image;
  std::FILE* file = std::fopen((PHOTOSIEVE_SOURCE_DIR "/tests/data/photos/" + name).c_str(), "rb");
  if (file == nullptr) return image;
  jpeg_decompress_struct reader;
  jpeg_error_mgr errors;
  reader.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&reader);
  jpeg_stdio_src(&reader, file);
  jpeg_read_header(&reader, TRUE);
  const bool grey = reader.num_components == 1;
  reader.out_color_space = grey ? JCS_GRAYSCALE : JCS_YCbCr;
  jpeg_start_decompress(&reader);
  image.luma = Plane(reader.output_width, reader.output_height);
  if (!grey) {
    image.cb = Plane(reader.output_width, reader.output_height);
    image.cr = Plane(reader.output_width, reader.output_height);
  }
  const std::size_t channels = grey ? 1 : 3;
  std::vector<std::uint8_t> row(reader.output_width * channels);
  while (reader.output_scanline < reader.output_height) {
    const std::size_t y = reader.output_scanline;
    std::uint8_t* start = row.data();
    jpeg_read_scanlines(&reader, &start, 1);
    for (std::size_t x = 0; x < image.width(); ++x) {
      image.luma.row(y)[x] = row[x * channels];
      if (grey) continue;
      image.cb.row(y)[x] = row[x * channels + 1];
      image.cr.row(y)[x] = row[x * channels + 2];
    }
  }
  jpeg_finish_decompress(&reader);
  jpeg_destroy_decompress(&reader);
  std::fclose(file);
  return image;
}

// A grey photo of one level; `at` changes pixels.
template <class At>
Image grey_photo(std::size_t width, std::size_t height, At at) {
  Image image;
  image.luma = Plane(width, height);
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x)
      image.luma.row(y)[x] = static_cast<std::uint8_t>(at(x, y));
  return image;
}

// The first photo in the middle of a larger grey one, in its colours.
inline Image placed(const Image& photo, std::size_t width, std::size_t height, std::size_t left,
                    std::size_t top) {
  Image all = grey_photo(width, height, [](std::size_t, std::size_t) { return 128; });
  all.cb = Plane(width, height);
  all.cr = Plane(width, height);
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      const bool inside =
          x >= left && y >= top && x - left < photo.width() && y - top < photo.height();
      if (inside) all.luma.row(y)[x] = photo.luma.row(y - top)[x - left];
      all.cb.row(y)[x] = inside ? photo.cb.row(y - top)[x - left] : 128;
      all.cr.row(y)[x] = inside ? photo.cr.row(y - top)[x - left] : 128;
    }
  return all;
}

}  // namespace photosieve::test
