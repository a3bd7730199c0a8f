// TiffStructure: the directories of a TIFF file (also of raw files, which are TIFF inside), without
// its pixels.
//
// Reads through a function, so that a few kilobytes of a file suffice. Classic TIFF and BigTIFF,
// both byte orders. Source: Adobe TIFF 6.0 section 2; TIFF Technical Note 1 (SubIFDs); BigTIFF
// design (2007); Adobe DNG 1.7 (tags).
// Errors   none: what is missing or broken is absent. Directories may form loops: the caller bounds
//          how many it follows; each costs at most kMostTags tags.
// Threads  as the function that reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace photosieve {

// Reads up to to.size() bytes at an offset; how many there were.
using ReadAt = std::function<std::size_t(std::uint64_t at, std::span<std::uint8_t> to)>;

// Over bytes in memory, which must outlive it.
[[nodiscard]] ReadAt read_from(std::span<const std::uint8_t> bytes);

struct TiffDirectory {
  std::uint32_t subfile_type = 0;  // bit 0: a smaller copy, bit 2: a mask
  std::uint32_t photometric = 0xFFFF;
  std::uint32_t compression = 1;
  bool has_dng_version = false;
  bool has_cfa_pattern = false;
  std::string make;  // of the camera; at most 16 bytes of it
  std::vector<std::uint64_t> sub_directories;
  std::uint64_t next = 0;  // 0: none
  bool whole = false;      // all of its tags are there
};

class TiffStructure {
 public:
  static constexpr std::size_t kMostTags = 1024;
  static constexpr std::size_t kMostSubDirectories = 8;

  explicit TiffStructure(ReadAt read);

  [[nodiscard]] bool valid() const { return first_ != 0; }
  [[nodiscard]] std::uint64_t first() const { return first_; }  // 0: not a TIFF

  // Nothing when there is none at that place.
  [[nodiscard]] std::optional<TiffDirectory> directory(std::uint64_t at) const;

 private:
  struct Tag;
  [[nodiscard]] std::uint64_t number(const std::uint8_t* bytes, std::size_t size) const;
  [[nodiscard]] std::vector<std::uint64_t> values(const Tag& tag) const;
  void take(const Tag& tag, TiffDirectory& into) const;

  ReadAt read_;
  bool big_endian_ = false;
  bool big_ = false;  // BigTIFF
  std::uint64_t first_ = 0;
};

}  // namespace photosieve
