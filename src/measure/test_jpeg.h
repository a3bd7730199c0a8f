// read_luma(): the luma of a JPEG file, for tests that need a real picture.
//
// A broken file ends the test program: libjpeg's own error handler is left in place.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdio>

#include <jpeglib.h>
#include <cstdint>
#include <cstdio>  // before jpeglib.h, which needs FILE
#include <string>

#include "model/image.h"

namespace photosieve::test {

// An empty plane when there is no such file.
inline Plane read_luma(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return {};
  jpeg_decompress_struct reader;
  jpeg_error_mgr errors;
  reader.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&reader);
  jpeg_stdio_src(&reader, file);
  jpeg_read_header(&reader, TRUE);
  reader.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(&reader);
  Plane plane(reader.output_width, reader.output_height);
  while (reader.output_scanline < reader.output_height) {
    std::uint8_t* row = plane.row(reader.output_scanline);
    jpeg_read_scanlines(&reader, &row, 1);
  }
  jpeg_finish_decompress(&reader);
  jpeg_destroy_decompress(&reader);
  std::fclose(file);
  return plane;
}

}  // namespace photosieve::test
