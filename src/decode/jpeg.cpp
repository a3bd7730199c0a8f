// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/jpeg.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "decode/exif.h"
#include "decode/jpeg_reader.h"
#include "decode/planes.h"

namespace photosieve {
namespace {

using Row = std::uint8_t*;

void rgb_to_ycc(Row a, Row b, Row c, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x) {
    const Ycc pixel = ycc_from_rgb(a[x], b[x], c[x]);
    a[x] = pixel.y;
    b[x] = pixel.cb;
    c[x] = pixel.cr;
  }
}

void inks_to_ycc(Row c, Row m, Row y, const std::uint8_t* k, std::size_t width, bool inverted) {
  const int flip = inverted ? 0 : 255;  // XOR with 255 is 255 - ink
  for (std::size_t x = 0; x < width; ++x) {
    const int paper = k[x] ^ flip;
    c[x] = through_inks(c[x] ^ flip, paper);
    m[x] = through_inks(m[x] ^ flip, paper);
    y[x] = through_inks(y[x] ^ flip, paper);
  }
  rgb_to_ycc(c, m, y, width);
}

// YCCK holds 255 minus the stored inks as YCbCr (libjpeg, jdcolor.c, ycck_cmyk_convert).
void ycck_to_inks(Row a, Row b, Row c, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x) {
    const Rgb pixel = rgb_from_ycc(a[x], b[x], c[x]);
    a[x] = static_cast<std::uint8_t>(255 - pixel.r);
    b[x] = static_cast<std::uint8_t>(255 - pixel.g);
    c[x] = static_cast<std::uint8_t>(255 - pixel.b);
  }
}

Image image_of_ycc(const JpegHeader& header, std::vector<Plane> planes) {
  Image image;
  image.luma = fitted(std::move(planes[0]), header.width, header.height);
  const JpegSampling& cb = header.sampling[1];
  const JpegSampling& cr = header.sampling[2];
  const bool whole = header.largest.across % cb.across == 0 && header.largest.down % cb.down == 0;
  if (!whole || cb.across != cr.across || cb.down != cr.down)
    for (std::size_t i = 1; i <= 2; ++i)
      planes[i] = fitted(std::move(planes[i]), header.width, header.height);
  image.cb = std::move(planes[1]);
  image.cr = std::move(planes[2]);
  return image;
}

Image image_of_other(const JpegHeader& header, std::vector<Plane> planes) {
  for (Plane& plane : planes) plane = fitted(std::move(plane), header.width, header.height);
  for (std::size_t y = 0; y < header.height; ++y) {
    const Row a = planes[0].row(y);
    const Row b = planes[1].row(y);
    const Row c = planes[2].row(y);
    if (header.colour == JpegColour::kYcck) ycck_to_inks(a, b, c, header.width);
    if (header.colour == JpegColour::kRgb)
      rgb_to_ycc(a, b, c, header.width);
    else
      inks_to_ycc(a, b, c, planes[3].row(y), header.width, header.adobe);
  }
  return {std::move(planes[0]), std::move(planes[1]), std::move(planes[2])};
}

Image image_of(const JpegHeader& header, std::vector<Plane> planes) {
  if (header.colour == JpegColour::kYcc) return image_of_ycc(header, std::move(planes));
  if (header.colour != JpegColour::kGrey) return image_of_other(header, std::move(planes));
  Image image;
  image.luma = fitted(std::move(planes[0]), header.width, header.height);
  return image;
}

DecodeProblem truncation(const JpegHeader& header, const JpegTrouble& trouble,
                         std::uint32_t rows_read, bool has_image) {
  std::string rest = "before the picture begins";
  if (has_image && !trouble.pixels_missing && header.several_scans)
    rest = "without the mark of a JPEG's end: detail may be missing";
  else if (has_image && !trouble.pixels_missing)
    rest = "without the mark of a JPEG's end; the picture itself is all there";
  else if (has_image && header.several_scans)
    rest = "before the picture is complete: detail is missing";
  else if (has_image)
    rest = fmt::format("before the picture does: {:.1f} % of it is missing",
                       std::max(0.1, 100.0 * (header.height - rows_read) / header.height));
  return {ProblemKind::kTruncated, trouble.ended_at,
          fmt::format("The file ends at byte {}, {}", *trouble.ended_at, rest)};
}

void add_problems(DecodedPhoto& photo, const JpegReader& reader) {
  const JpegTrouble& trouble = reader.trouble();
  const bool has_image = photo.image.has_value();
  if (trouble.ended_at)
    photo.problems.push_back(truncation(reader.header(), trouble, reader.rows_read(), has_image));
  const auto corrupt_at = trouble.corrupt_at ? trouble.corrupt_at : trouble.failed_at;
  if (corrupt_at && has_image && (trouble.corrupt_at || !trouble.ended_at))
    photo.problems.push_back(
        {ProblemKind::kCorrupt, corrupt_at,
         fmt::format("The picture's data are damaged at about byte {}", *corrupt_at)});
  if (trouble.failed_at && !has_image && !trouble.ended_at)
    photo.problems.push_back({ProblemKind::kUndecodable, trouble.failed_at, trouble.failure});
}

// What the decoder could read but nobody else will.
std::string refusal(const JpegHeader& header) {
  if (header.arithmetic) return "The JPEG is arithmetic-coded, which hardly any program can read";
  if (header.colour == JpegColour::kOther)
    return fmt::format("The JPEG has {} colour channels, whose meaning is not known",
                       header.sampling.size());
  return {};
}

}  // namespace

DecodedPhoto decode_jpeg(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  DecodedPhoto photo;
  photo.format = Format::kJpeg;
  photo.orientation = jpeg_orientation(bytes);
  JpegReader reader(bytes, limits);
  const bool found = reader.read_header();
  const JpegHeader& header = reader.header();
  photo.width = header.width;
  photo.height = header.height;
  if (!found) {
    add_problems(photo, reader);
    return photo;
  }
  photo.jpeg_tables = header.tables;
  if (std::string why = refusal(header); !why.empty()) {
    photo.problems.push_back({ProblemKind::kUndecodable, std::nullopt, std::move(why)});
    return photo;
  }
  const double megapixels = static_cast<double>(header.width) * header.height / 1e6;
  if (megapixels > limits.max_decode_megapixels) return photo;
  std::vector<Plane> planes = reader.read_planes();
  if (!planes.empty()) photo.image = image_of(header, std::move(planes));
  add_problems(photo, reader);
  return photo;
}

}  // namespace photosieve
