// JpegReader: libjpeg-turbo behind a plain face: header, stored planes, and what went wrong.
//
// Calls in order: read_header(), then read_planes() or nothing. No exception and no longjmp of the
// library leaves it; std::bad_alloc does when memory ran out.
// Threads: one at a time an object. The bytes must outlive it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "decode/decoder.h"
#include "model/decoded_photo.h"

namespace photosieve {

enum class JpegColour : std::uint8_t { kGrey, kYcc, kRgb, kCmyk, kYcck, kOther };

// A component's size as a share of the largest one's.
struct JpegSampling {
  int across = 1;
  int down = 1;
};

struct JpegHeader {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  JpegColour colour = JpegColour::kOther;
  std::vector<JpegSampling> sampling;  // a component each
  JpegSampling largest;
  bool several_scans = false;  // progressive, or the components one after the other
  bool arithmetic = false;
  bool adobe = false;  // inks are inverted
  JpegTables tables;
};

struct JpegTrouble {
  std::optional<std::uint64_t> ended_at;    // where the data ended before the end mark
  bool pixels_missing = false;              // and pixels were still to come
  std::optional<std::uint64_t> corrupt_at;  // the first contradiction inside the picture
  std::optional<std::uint64_t> failed_at;   // where the library gave up
  std::string failure;                      // why, as a sentence
};

class JpegReader {
 public:
  JpegReader(std::span<const std::uint8_t> bytes, const DecodeLimits& limits);
  ~JpegReader();
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  // False when there is no picture to read; trouble() says why. The header has what was read.
  [[nodiscard]] bool read_header();
  [[nodiscard]] const JpegHeader& header() const;

  // The components as stored; empty when no row could be read.
  [[nodiscard]] std::vector<Plane> read_planes();
  // Picture rows before the data ended or the library gave up; the height when it did not.
  [[nodiscard]] std::uint32_t rows_read() const;

  [[nodiscard]] const JpegTrouble& trouble() const;

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace photosieve
