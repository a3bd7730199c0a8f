// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/png_reader.h"

#include <png.h>

#include <csetjmp>
#include <cstring>
#include <new>

namespace photosieve {
namespace {

constexpr png_uint_32 kLargestSide = 1'000'000;
constexpr png_uint_32 kMostStoredChunks = 16;
constexpr png_alloc_size_t kLargestStoredChunk = 1 << 20;

}  // namespace

// As in JpegReader: the library jumps over C frames and static steps that own nothing.
struct PngReader::Library {
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::jmp_buf jump{};
  std::span<const std::uint8_t> bytes;
  std::size_t at = 0;
  bool ended = false;
  bool out_of_memory = false;
  std::uint8_t* row = nullptr;
  std::size_t row_bytes = 0;

  static Library& of(png_structp png) { return *static_cast<Library*>(png_get_io_ptr(png)); }

  // The one place that is jumped to; nothing else lives in its frame.
  [[gnu::noinline]] bool ran(void (*step)(Library&)) {
    if (setjmp(jump) != 0) return false;  // NOLINT(cert-err52-cpp): the library has no other way
    step(*this);
    return true;
  }

  bool guarded(void (*step)(Library&)) {
    if (ran(step)) return true;
    if (out_of_memory) throw std::bad_alloc();
    return false;
  }

  [[noreturn]] static void fail(png_structp png, png_const_charp) {
    std::longjmp(static_cast<Library*>(png_get_error_ptr(png))->jump, 1);  // NOLINT(cert-err52-cpp)
  }

  static void* allocate(png_structp png, png_alloc_size_t size) {
    void* memory = std::malloc(size);
    if (memory == nullptr) static_cast<Library*>(png_get_mem_ptr(png))->out_of_memory = true;
    return memory;
  }

  static void release(png_structp, void* memory) { std::free(memory); }

  static void read(png_structp png, png_bytep to, std::size_t count) {
    Library& library = of(png);
    if (count > library.bytes.size() - library.at) {
      library.ended = true;
      png_error(png, "end of file");
    }
    std::memcpy(to, library.bytes.data() + library.at, count);
    library.at += count;
  }

  static void step_open(Library& library) {
    png_structp png = library.png;
    png_set_read_fn(png, &library, read);
    png_set_user_limits(png, kLargestSide, kLargestSide);
    png_set_chunk_cache_max(png, kMostStoredChunks);
    png_set_chunk_malloc_max(png, kLargestStoredChunk);
    png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
    // Nothing beside the picture and its palette: text and profiles are where bombs hide.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_read_info(png, library.info);
    png_set_expand(png);    // palette to RGB, transparency to alpha, few bits to 8
    png_set_scale_16(png);  // rounded, not cut
    png_set_interlace_handling(png);
    png_read_update_info(png, library.info);
    library.row_bytes = png_get_rowbytes(png, library.info);
  }

  static void step_row(Library& library) { png_read_row(library.png, library.row, nullptr); }

  static void step_all(Library& library) {
    const png_uint_32 height = png_get_image_height(library.png, library.info);
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; ++pass)
      for (png_uint_32 y = 0; y < height; ++y)
        png_read_row(library.png, library.row + y * library.row_bytes, nullptr);
  }
};

PngReader::PngReader(std::span<const std::uint8_t> bytes) : library_(std::make_unique<Library>()) {
  Library& library = *library_;
  library.bytes = bytes;
  library.png = png_create_read_struct_2(
      PNG_LIBPNG_VER_STRING, &library, Library::fail, [](png_structp, png_const_charp) {}, &library,
      Library::allocate, Library::release);
  if (library.png != nullptr) library.info = png_create_info_struct(library.png);
  if (library.info == nullptr) throw std::bad_alloc();
}

PngReader::~PngReader() {
  png_destroy_read_struct(&library_->png, &library_->info, nullptr);
}

bool PngReader::open() {
  return library_->guarded(Library::step_open);
}

std::size_t PngReader::width() const {
  return png_get_image_width(library_->png, library_->info);
}
std::size_t PngReader::height() const {
  return png_get_image_height(library_->png, library_->info);
}
std::size_t PngReader::channels() const {
  return png_get_channels(library_->png, library_->info);
}
std::size_t PngReader::row_bytes() const {
  return library_->row_bytes;
}
bool PngReader::ended() const {
  return library_->ended;
}

bool PngReader::read_row(std::uint8_t* row) {
  library_->row = row;
  return library_->guarded(Library::step_row);
}

bool PngReader::read_all(std::vector<std::uint8_t>& rows) {
  library_->row = rows.data();
  return library_->guarded(Library::step_all);
}

}  // namespace photosieve
