// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/png.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "decode/planes.h"
#include "decode/png_chunks.h"
#include "decode/png_reader.h"

namespace photosieve {
namespace {

struct Pixels {
  std::optional<Image> image;
  std::size_t rows = 0;  // from the top, complete; of an interlaced PNG all or none
  bool ended = false;
};

Pixels read_rows(PngReader& reader, const PngFacts& facts) {
  Pixels pixels;
  Image image = make_image(facts.width, facts.height, reader.channels() > 2);
  std::vector<std::uint8_t> row(reader.row_bytes());
  for (; pixels.rows < facts.height && reader.read_row(row.data()); ++pixels.rows)
    put_row(row.data(), reader.channels(), pixels.rows, image);
  fill_missing(image, pixels.rows);
  if (pixels.rows > 0) pixels.image = std::move(image);
  pixels.ended = reader.ended();
  return pixels;
}

Pixels read_interlaced(PngReader& reader, const PngFacts& facts) {
  Pixels pixels;
  std::vector<std::uint8_t> rows(reader.row_bytes() * facts.height, kMidGrey);
  pixels.rows = reader.read_all(rows) ? facts.height : 0;
  pixels.image = make_image(facts.width, facts.height, reader.channels() > 2);
  for (std::size_t y = 0; y < facts.height; ++y)
    put_row(rows.data() + y * reader.row_bytes(), reader.channels(), y, *pixels.image);
  pixels.ended = reader.ended();
  return pixels;
}

DecodeProblem truncation(const PngFacts& facts, const Pixels& pixels, std::uint64_t size) {
  std::string rest = "before the picture begins";
  if (pixels.rows == facts.height)
    rest = "without the mark of a PNG's end; the picture itself is all there";
  else if (pixels.image && facts.interlaced)
    rest = "before the picture is complete: detail is missing";
  else if (pixels.image)
    rest = fmt::format(
        "before the picture does: {:.1f} % of it is missing",
        std::max(0.1, 100.0 * static_cast<double>(facts.height - pixels.rows) / facts.height));
  return {ProblemKind::kTruncated, size, fmt::format("The file ends at byte {}, {}", size, rest)};
}

void add_problems(DecodedPhoto& photo, const PngFacts& facts, const Pixels& pixels,
                  std::uint64_t size) {
  const bool truncated = !facts.has_end && !facts.garbage_at;
  if (truncated) photo.problems.push_back(truncation(facts, pixels, size));
  const auto damaged_at = facts.bad_at ? facts.bad_at : facts.garbage_at;
  const bool incomplete = pixels.rows < facts.height;
  if (damaged_at)
    photo.problems.push_back(
        {ProblemKind::kCorrupt, damaged_at,
         fmt::format("The part of the file that begins at byte {} is damaged", *damaged_at)});
  else if (incomplete && facts.has_end && pixels.image)
    photo.problems.push_back({ProblemKind::kCorrupt, std::nullopt,
                              "The picture's compressed data are damaged or end too early"});
  if (!pixels.image && !truncated)
    photo.problems.push_back(
        {ProblemKind::kUndecodable, std::nullopt, "No pixel of the PNG can be decoded"});
}

}  // namespace

DecodedPhoto decode_png(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  DecodedPhoto photo;
  photo.format = Format::kPng;
  const PngFacts facts = walk_png(bytes);
  photo.width = facts.width;
  photo.height = facts.height;
  photo.orientation = facts.orientation;
  photo.pictures = std::max(facts.frames, 1U);
  photo.bits_per_channel = facts.bit_depth == 16 ? 16 : 8;
  const double megapixels = static_cast<double>(facts.width) * facts.height / 1e6;
  if (megapixels > limits.max_decode_megapixels) return photo;
  Pixels pixels;
  PngReader reader(bytes);
  if (reader.open() && reader.width() == facts.width && reader.height() == facts.height) {
    if (facts.interlaced && reader.row_bytes() * facts.height > limits.max_working_bytes) {
      photo.problems.push_back({ProblemKind::kUndecodable, std::nullopt,
                                "The interlaced PNG needs more memory to decode than is allowed"});
      return photo;
    }
    pixels = facts.interlaced ? read_interlaced(reader, facts) : read_rows(reader, facts);
  }
  add_problems(photo, facts, pixels, bytes.size());
  photo.image = std::move(pixels.image);
  return photo;
}

}  // namespace photosieve
