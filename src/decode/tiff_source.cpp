// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tiff_source.h"

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace photosieve {
namespace {

TiffSource& source_of(thandle_t handle) {
  return *static_cast<TiffSource*>(handle);
}

tmsize_t read_some(thandle_t handle, void* to, tmsize_t size) {
  TiffSource& source = source_of(handle);
  if (size <= 0 || source.at >= source.size) return 0;
  const auto count =
      std::min<std::uint64_t>(static_cast<std::uint64_t>(size), source.size - source.at);
  const std::uint64_t there = std::min<std::uint64_t>(
      count, source.bytes.size() - std::min<std::uint64_t>(source.at, source.bytes.size()));
  if (there > 0) std::memcpy(to, source.bytes.data() + source.at, there);
  std::memset(static_cast<std::uint8_t*>(to) + there, source.padding, count - there);
  source.at += count;
  return static_cast<tmsize_t>(count);
}

toff_t seek_to(thandle_t handle, toff_t offset, int whence) {
  TiffSource& source = source_of(handle);
  if (whence == SEEK_CUR) offset += source.at;
  if (whence == SEEK_END) offset += source.size;
  source.at = offset;
  return offset;
}

// Mapping is how the library reads without copying; it writes to nothing that it maps to read.
int map_all(thandle_t handle, void** base, toff_t* size) {
  const TiffSource& source = source_of(handle);
  if (source.size > source.bytes.size()) return 0;         // then it reads
  *base = const_cast<std::uint8_t*>(source.bytes.data());  // NOLINT: the library's signature
  *size = source.size;
  return 1;
}

int say_nothing(TIFF*, void*, const char*, const char*, va_list) {
  return 1;
}

}  // namespace

void TiffClose::operator()(tiff* file) const {
  TIFFClose(file);
}

TiffHandle TiffSource::open(std::size_t most_memory) {
  at = 0;
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (options == nullptr) throw std::bad_alloc();
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, static_cast<tmsize_t>(most_memory));
  TIFFOpenOptionsSetErrorHandlerExtR(options, say_nothing, nullptr);
  TIFFOpenOptionsSetWarningHandlerExtR(options, say_nothing, nullptr);
  TiffHandle handle(TIFFClientOpenExt(
      "photo", "r", this, read_some, [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; },
      seek_to, [](thandle_t) { return 0; },
      [](thandle_t of) -> toff_t { return source_of(of).size; }, map_all,
      [](thandle_t, void*, toff_t) {}, options));
  TIFFOpenOptionsFree(options);
  return handle;
}

}  // namespace photosieve
