// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/jpeg_writer.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <new>
//
#include <jerror.h>
#include <jpeglib.h>

namespace photosieve {
namespace {

// The library with what its steps need. As in JpegReader, it jumps over C frames and static steps
// that own nothing.
struct Writer {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  std::jmp_buf jump{};
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  const Image* image = nullptr;
  int quality = 0;
  std::vector<JSAMPLE> row;

  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    jpeg_destroy_compress(&info);
    std::free(memory);
  }

  // The one place that is jumped to; nothing else lives in its frame.
  [[gnu::noinline]] bool ran(void (*step)(Writer&)) {
    if (setjmp(jump) != 0) return false;  // NOLINT(cert-err52-cpp): the library has no other way
    step(*this);
    return true;
  }

  bool guarded(void (*step)(Writer&)) {
    if (ran(step)) return true;
    if (errors.msg_code == JERR_OUT_OF_MEMORY) throw std::bad_alloc();
    return false;
  }

  [[noreturn]] static void error_exit(j_common_ptr info) {
    std::longjmp(static_cast<Writer*>(info->client_data)->jump, 1);  // NOLINT(cert-err52-cpp)
  }

  static void step_write(Writer& writer) {
    jpeg_compress_struct& info = writer.info;
    jpeg_create_compress(&info);
    info.client_data = &writer;
    jpeg_mem_dest(&info, &writer.memory, &writer.size);
    const bool grey = writer.image->grey();
    info.image_width = static_cast<JDIMENSION>(writer.image->width());
    info.image_height = static_cast<JDIMENSION>(writer.image->height());
    info.input_components = grey ? 1 : 3;
    info.in_color_space = grey ? JCS_GRAYSCALE : JCS_YCbCr;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, writer.quality, TRUE);
    info.optimize_coding = TRUE;
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
      JSAMPROW row = writer.fill_row(info.next_scanline);
      jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
  }

  JSAMPROW fill_row(std::size_t y) {
    const std::size_t channels = image->grey() ? 1 : 3;
    for (std::size_t x = 0; x < image->width(); ++x) {
      row[x * channels] = image->luma.row(y)[x];
      if (channels == 1) continue;
      row[x * channels + 1] = image->cb.row(y)[x];
      row[x * channels + 2] = image->cr.row(y)[x];
    }
    return row.data();
  }
};

}  // namespace

Result<std::vector<std::uint8_t>> write_jpeg(const Image& image, int quality) {
  PS_CHECK(image.grey() ||
           (image.cb.width() == image.width() && image.cr.height() == image.height()));
  Writer writer;
  writer.image = &image;
  writer.quality = quality;
  writer.row.resize(image.width() * (image.grey() ? 1 : 3));
  writer.info.err = jpeg_std_error(&writer.errors);
  writer.errors.error_exit = Writer::error_exit;
  writer.errors.output_message = [](j_common_ptr) {};
  writer.info.client_data = &writer;
  if (!writer.guarded(Writer::step_write))
    return fail(ErrorKind::kPhoto, "a picture of this size cannot be written as a JPEG");
  return std::vector<std::uint8_t>(writer.memory, writer.memory + writer.size);
}

}  // namespace photosieve
