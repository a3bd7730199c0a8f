// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/jpeg_reader.h"

#include <csetjmp>
#include <cstdio>
//
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "base/result.h"
#include "decode/planes.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostComponents = 4;
constexpr std::size_t kMostRows = MAX_SAMP_FACTOR * DCTSIZE;
constexpr std::array<JOCTET, 2> kEndMark{0xFF, JPEG_EOI};

std::string sentence_of(int code) {
  switch (code) {
    case JERR_BAD_PRECISION:
      return "The JPEG has other than 8 bits a channel, which hardly any program can read";
    case JERR_SOF_UNSUPPORTED:
      return "The JPEG is of a kind (lossless or hierarchical) that hardly any program can read";
    case JERR_IMAGE_TOO_BIG:
      return "The JPEG claims a side of more than 65,500 pixels";
    case JERR_EMPTY_IMAGE:
      return "The JPEG claims a side of 0 pixels";
    case JERR_NO_BACKING_STORE:
      return "The JPEG needs more memory to decode than is allowed";
    case JERR_NO_IMAGE:
      return "The JPEG holds no picture";
    default:
      return "The JPEG's structure is broken";
  }
}

JpegColour colour_of(J_COLOR_SPACE space) {
  switch (space) {
    case JCS_GRAYSCALE:
      return JpegColour::kGrey;
    case JCS_YCbCr:
      return JpegColour::kYcc;
    case JCS_RGB:
      return JpegColour::kRgb;
    case JCS_CMYK:
      return JpegColour::kCmyk;
    case JCS_YCCK:
      return JpegColour::kYcck;
    default:
      return JpegColour::kOther;
  }
}

std::optional<std::array<std::uint16_t, 64>> table_of(const jpeg_decompress_struct& info,
                                                      int component) {
  if (component >= info.num_components) return std::nullopt;
  const int slot = info.comp_info[component].quant_tbl_no;
  if (slot < 0 || slot >= NUM_QUANT_TBLS || info.quant_tbl_ptrs[slot] == nullptr)
    return std::nullopt;
  std::array<std::uint16_t, 64> table{};
  std::copy_n(info.quant_tbl_ptrs[slot]->quantval, table.size(), table.begin());
  return table;
}

std::size_t share(std::size_t side, int part, int whole) {
  const auto top = static_cast<std::size_t>(whole);
  return (side * static_cast<std::size_t>(part) + top - 1) / top;
}

}  // namespace

// The library's structures with what its callbacks need. The library jumps from error_exit() to
// guarded() over C frames and static steps alone, none of which holds anything to be destroyed.
struct JpegReader::Library {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  jpeg_source_mgr source{};
  jpeg_progress_mgr progress{};
  std::jmp_buf jump{};
  std::span<const std::uint8_t> bytes;
  int max_scans = 0;
  bool in_picture = false;  // the first scan has begun
  bool too_many_scans = false;
  bool out_of_memory = false;
  bool complete = false;
  JpegHeader header;
  JpegTrouble trouble;
  std::vector<Plane> planes;
  std::vector<std::uint8_t> spare_row;  // where rows below the picture's edge go
  std::array<std::array<JSAMPROW, kMostRows>, kMostComponents> rows{};
  std::array<JSAMPARRAY, kMostComponents> row_sets{};

  static Library& of(j_common_ptr info) { return *static_cast<Library*>(info->client_data); }
  static Library& of(j_decompress_ptr info) { return *static_cast<Library*>(info->client_data); }

  [[nodiscard]] std::uint64_t offset() const {
    return trouble.ended_at ? bytes.size() : bytes.size() - source.bytes_in_buffer;
  }

  // The one place that is jumped to; nothing else lives in its frame.
  [[gnu::noinline]] bool ran(void (*step)(Library&)) {
    if (setjmp(jump) != 0) return false;  // NOLINT(cert-err52-cpp): the library has no other way
    step(*this);
    return true;
  }

  // False when the library gave up in the step; trouble then says where and why.
  bool guarded(void (*step)(Library&)) {
    if (ran(step)) return true;
    if (out_of_memory) throw std::bad_alloc();
    trouble.failed_at = offset();
    trouble.failure = too_many_scans
                          ? "The JPEG has too many scans over the same picture: more than " +
                                std::to_string(max_scans)
                          : sentence_of(errors.msg_code);
    return false;
  }

  [[noreturn]] static void error_exit(j_common_ptr info) {
    Library& library = of(info);
    library.out_of_memory = library.errors.msg_code == JERR_OUT_OF_MEMORY;
    std::longjmp(library.jump, 1);  // NOLINT(cert-err52-cpp)
  }

  static void emit_message(j_common_ptr info, int level) {
    if (level >= 0) return;  // a trace, no warning
    Library& library = of(info);
    if (library.trouble.ended_at) {  // everything behind the end is a consequence of it
      if (library.errors.msg_code == JWRN_HIT_MARKER) library.trouble.pixels_missing = true;
      return;
    }
    if (library.in_picture && !library.trouble.corrupt_at && library.contradicts())
      library.trouble.corrupt_at = library.offset();
  }

  [[nodiscard]] bool contradicts() const {
    switch (errors.msg_code) {
      case JWRN_HIT_MARKER:
      case JWRN_HUFF_BAD_CODE:
      case JWRN_MUST_RESYNC:
        return true;
      case JWRN_EXTRANEOUS_DATA:
        return !padding_before_marker(static_cast<std::size_t>(errors.msg_parm.i[0]));
      default:
        return false;
    }
  }

  // Some cameras pad the scan with zeros or 0xFF before the end mark: no harm.
  [[nodiscard]] bool padding_before_marker(std::size_t count) const {
    const std::uint64_t end = offset();
    if (end < count + 2) return false;
    const auto skipped = bytes.subspan(end - 2 - count, count);
    return std::all_of(skipped.begin(), skipped.end(),
                       [](std::uint8_t byte) { return byte == 0 || byte == 0xFF; });
  }

  static boolean fill_input_buffer(j_decompress_ptr info) {
    Library& library = of(info);
    library.trouble.ended_at = library.bytes.size();
    info->src->next_input_byte = kEndMark.data();
    info->src->bytes_in_buffer = kEndMark.size();
    return TRUE;
  }

  static void skip_input_data(j_decompress_ptr info, long count) {
    if (count <= 0) return;
    const auto bytes = static_cast<std::size_t>(count);
    if (bytes > info->src->bytes_in_buffer) {
      fill_input_buffer(info);
      return;
    }
    info->src->next_input_byte += bytes;
    info->src->bytes_in_buffer -= bytes;
  }

  static void watch_scans(j_common_ptr info) {
    Library& library = of(info);
    if (library.info.input_scan_number <= library.max_scans) return;
    library.too_many_scans = true;
    std::longjmp(library.jump, 1);  // NOLINT(cert-err52-cpp)
  }

  static void step_open(Library& library) {
    jpeg_create_decompress(&library.info);
    library.info.client_data = &library;
    library.info.src = &library.source;
    library.info.progress = &library.progress;
  }

  static void step_header(Library& library) { jpeg_read_header(&library.info, TRUE); }

  // For several scans this is where all data are read; else each row of blocks is read below.
  static void step_planes(Library& library) {
    jpeg_decompress_struct& info = library.info;
    library.in_picture = true;
    info.raw_data_out = TRUE;
    info.do_block_smoothing = FALSE;  // what is not there is not guessed
    jpeg_start_decompress(&info);
    const auto rows_a_time = static_cast<JDIMENSION>(info.max_v_samp_factor * DCTSIZE);
    while (info.output_scanline < info.output_height) {
      library.point_rows(info.output_scanline / rows_a_time);
      jpeg_read_raw_data(&info, library.row_sets.data(), rows_a_time);
      if (library.trouble.pixels_missing && !library.header.several_scans) return;
    }
    library.complete = true;
    jpeg_finish_decompress(&info);  // looks for the end mark
  }

  void point_rows(std::size_t block_row) {
    for (std::size_t c = 0; c < planes.size(); ++c) {
      const auto count = static_cast<std::size_t>(header.sampling[c].down) * DCTSIZE;
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t y = block_row * count + i;
        rows[c][i] = y < planes[c].height() ? planes[c].row(y) : spare_row.data();
      }
      row_sets[c] = rows[c].data();
    }
  }
};

JpegReader::JpegReader(std::span<const std::uint8_t> bytes, const DecodeLimits& limits)
    : library_(std::make_unique<Library>()) {
  Library& library = *library_;
  library.bytes = bytes;
  library.max_scans = limits.max_scans;
  library.info.err = jpeg_std_error(&library.errors);
  library.errors.error_exit = Library::error_exit;
  library.errors.emit_message = Library::emit_message;
  library.errors.output_message = [](j_common_ptr) {};
  library.progress.progress_monitor = Library::watch_scans;
  library.source.next_input_byte = bytes.data();
  library.source.bytes_in_buffer = bytes.size();
  library.source.init_source = [](j_decompress_ptr) {};
  library.source.term_source = [](j_decompress_ptr) {};
  library.source.fill_input_buffer = Library::fill_input_buffer;
  library.source.skip_input_data = Library::skip_input_data;
  library.source.resync_to_restart = jpeg_resync_to_restart;
  if (library.guarded(Library::step_open))
    library.info.mem->max_memory_to_use = static_cast<long>(limits.max_working_bytes);
}

JpegReader::~JpegReader() {
  jpeg_destroy_decompress(&library_->info);
}

const JpegHeader& JpegReader::header() const {
  return library_->header;
}
const JpegTrouble& JpegReader::trouble() const {
  return library_->trouble;
}

bool JpegReader::read_header() {
  Library& library = *library_;
  const bool found = !library.trouble.failed_at && library.guarded(Library::step_header);
  const jpeg_decompress_struct& info = library.info;
  JpegHeader& header = library.header;
  header.width = info.image_width;
  header.height = info.image_height;
  if (!found) return false;
  header.colour = colour_of(info.jpeg_color_space);
  header.several_scans = jpeg_has_multiple_scans(&library.info) != FALSE;
  header.arithmetic = info.arith_code != FALSE;
  header.adobe = info.saw_Adobe_marker != FALSE;
  header.largest = {info.max_h_samp_factor, info.max_v_samp_factor};
  for (int c = 0; c < info.num_components; ++c)
    header.sampling.push_back({info.comp_info[c].h_samp_factor, info.comp_info[c].v_samp_factor});
  header.tables = {table_of(info, 0), table_of(info, 1)};
  return true;
}

std::vector<Plane> JpegReader::read_planes() {
  Library& library = *library_;
  const JpegHeader& header = library.header;
  PS_CHECK(!header.sampling.empty() && header.sampling.size() <= kMostComponents);
  std::size_t widest = 0;
  for (const JpegSampling& part : header.sampling) {
    library.planes.push_back(make_plane(share(header.width, part.across, header.largest.across),
                                        share(header.height, part.down, header.largest.down)));
    widest = std::max(widest, library.planes.back().stride());
  }
  library.spare_row.resize(widest);
  static_cast<void>(library.guarded(Library::step_planes));
  const std::uint32_t rows = rows_read();
  if (rows == 0) return {};
  for (std::size_t c = 0; c < library.planes.size() && rows < header.height; ++c)
    fill_rows(library.planes[c], share(rows, header.sampling[c].down, header.largest.down),
              kMidGrey);
  return std::move(library.planes);
}

std::uint32_t JpegReader::rows_read() const {
  return library_->complete ? library_->header.height
                            : std::min(library_->info.output_scanline, library_->header.height);
}

}  // namespace photosieve
