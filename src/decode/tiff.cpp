// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tiff.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "decode/planes.h"
#include "decode/tiff_reader.h"
#include "model/tiff_directory.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostPages = 1000;
constexpr std::uint32_t kCopyOrMask = 1 | 4;  // bits of NewSubfileType

struct Pages {
  std::uint64_t first = 0;  // its directory; 0: none
  std::uint32_t count = 0;
  bool cut = false;  // a directory lies behind the file's end
};

Pages pages_of(std::span<const std::uint8_t> bytes) {
  const TiffStructure tiff(read_from(bytes));
  Pages pages;
  std::vector<std::uint64_t> seen;
  std::uint64_t any = 0;
  for (std::uint64_t at = tiff.first(); at != 0 && seen.size() < kMostPages;) {
    if (std::find(seen.begin(), seen.end(), at) != seen.end()) break;
    seen.push_back(at);
    const auto one = tiff.directory(at);
    if (!one) {
      pages.cut = at + 2 > bytes.size();
      break;
    }
    pages.cut = pages.cut || !one->whole;
    if (any == 0) any = at;
    if ((one->subfile_type & kCopyOrMask) == 0) {
      if (pages.first == 0) pages.first = at;
      ++pages.count;
    }
    at = one->next;
  }
  if (pages.first == 0 && any != 0) pages = {any, 1, pages.cut};
  return pages;
}

using Row = std::uint8_t*;

int on_paper(int value, int alpha, TiffAlpha kind) {
  return kind == TiffAlpha::kPlain ? over_white(value, alpha) : std::min(value + 255 - alpha, 255);
}

void lay_over_white(TiffChannels& channels, TiffAlpha kind) {
  const Plane alpha = std::move(channels.planes.back());
  channels.planes.pop_back();
  for (Plane& plane : channels.planes)
    for (std::size_t y = 0; y < channels.rows; ++y)
      for (std::size_t x = 0; x < plane.width(); ++x)
        plane.row(y)[x] =
            static_cast<std::uint8_t>(on_paper(plane.row(y)[x], alpha.row(y)[x], kind));
}

// Inks to RGB in the first three planes.
void print(std::vector<Plane>& inks, std::size_t rows) {
  for (std::size_t y = 0; y < rows; ++y) {
    const std::uint8_t* black = inks[3].row(y);
    for (std::size_t c = 0; c < 3; ++c) {
      const Row ink = inks[c].row(y);
      for (std::size_t x = 0; x < inks[c].width(); ++x)
        ink[x] = through_inks(255 - ink[x], 255 - black[x]);
    }
  }
  inks.pop_back();
}

void look_up(std::vector<Plane>& planes, const TiffPage& page, std::size_t rows) {
  for (std::size_t c = 1; c < 3; ++c) planes.push_back(make_plane(page.width, page.height));
  for (std::size_t y = 0; y < rows; ++y)
    for (std::size_t x = 0; x < page.width; ++x) {
      const std::uint8_t index = planes[0].row(y)[x];
      for (std::size_t c = 0; c < 3; ++c) planes[c].row(y)[x] = page.palette[c][index];
    }
}

void rgb_to_ycc(std::vector<Plane>& planes, std::size_t rows) {
  for (std::size_t y = 0; y < rows; ++y) {
    const Row a = planes[0].row(y);
    const Row b = planes[1].row(y);
    const Row c = planes[2].row(y);
    for (std::size_t x = 0; x < planes[0].width(); ++x) {
      const Ycc pixel = ycc_from_rgb(a[x], b[x], c[x]);
      a[x] = pixel.y;
      b[x] = pixel.cb;
      c[x] = pixel.cr;
    }
  }
}

void invert(Plane& plane, std::size_t rows) {
  for (std::size_t y = 0; y < rows; ++y)
    for (std::size_t x = 0; x < plane.width(); ++x)
      plane.row(y)[x] = static_cast<std::uint8_t>(255 - plane.row(y)[x]);
}

Image image_of(const TiffPage& page, TiffChannels channels) {
  std::vector<Plane>& planes = channels.planes;
  const std::size_t rows = channels.rows;
  const std::size_t of_colour = page.colour == TiffColour::kRgb    ? 3
                                : page.colour == TiffColour::kCmyk ? 4
                                                                   : 1;
  const bool has_alpha = planes.size() > of_colour;
  if (has_alpha && page.colour == TiffColour::kCmyk) planes.pop_back();  // of ink: not for paper
  if (page.colour == TiffColour::kGreyInverted) invert(planes[0], rows);
  if (page.colour == TiffColour::kPalette) look_up(planes, page, rows);
  if (page.colour == TiffColour::kCmyk) print(planes, rows);
  if (has_alpha && page.colour != TiffColour::kCmyk) lay_over_white(channels, page.alpha);
  Image image;
  if (planes.size() == 3) {
    rgb_to_ycc(planes, rows);
    image.cb = std::move(planes[1]);
    image.cr = std::move(planes[2]);
  }
  image.luma = std::move(planes[0]);
  fill_missing(image, rows);
  return image;
}

DecodeProblem truncation(const DecodedPhoto& photo, std::size_t rows, std::uint64_t size) {
  std::string rest = "before the picture begins";
  if (photo.image && rows == photo.height)
    rest = "and some of what it names lies behind that; the picture itself is all there";
  else if (photo.image)
    rest = fmt::format("before the picture does: {:.1f} % of it is missing",
                       std::max(0.1, 100.0 * static_cast<double>(photo.height - rows) /
                                         static_cast<double>(photo.height)));
  return {ProblemKind::kTruncated, size, fmt::format("The file ends at byte {}, {}", size, rest)};
}

DecodeProblem undecodable(std::string why) {
  return {ProblemKind::kUndecodable, std::nullopt, std::move(why)};
}

void decode_page(DecodedPhoto& photo, TiffReader& reader, std::uint64_t size) {
  const TiffPage& page = reader.page();
  TiffChannels channels = reader.read();
  const std::size_t rows = channels.rows;
  if (rows > 0) photo.image = image_of(page, std::move(channels));
  if (page.ends_at > size) {
    photo.problems.push_back(truncation(photo, rows, size));
  } else if (rows == 0) {
    photo.problems.push_back(undecodable("No pixel of the TIFF can be decoded"));
  } else if (rows < page.height) {
    photo.problems.push_back(
        {ProblemKind::kCorrupt, std::nullopt,
         fmt::format("The picture's data are damaged or end too early: {:.1f} % of it is missing",
                     std::max(0.1, 100.0 * static_cast<double>(page.height - rows) /
                                       static_cast<double>(page.height)))});
  }
}

}  // namespace

DecodedPhoto decode_tiff(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  DecodedPhoto photo;
  photo.format = Format::kTiff;
  const Pages pages = pages_of(bytes);
  TiffReader reader(bytes, limits);
  if (pages.first == 0 || !reader.open(pages.first)) {
    photo.problems.push_back(pages.cut || bytes.size() < 8
                                 ? truncation(photo, 0, bytes.size())
                                 : undecodable("The TIFF's directory is broken"));
    return photo;
  }
  const TiffPage& page = reader.page();
  photo.pictures = pages.count;
  photo.width = page.width;
  photo.height = page.height;
  photo.orientation = page.orientation;
  photo.bits_per_channel = std::max(page.bits, 8);
  if (!page.refusal.empty()) {
    photo.problems.push_back(undecodable(page.refusal));
    return photo;
  }
  const double megapixels = static_cast<double>(photo.width) * photo.height / 1e6;
  if (megapixels > limits.max_decode_megapixels) return photo;
  decode_page(photo, reader, bytes.size());
  if (pages.cut && photo.problems.empty())
    photo.problems.push_back(
        {ProblemKind::kTruncated, bytes.size(),
         fmt::format("The file ends at byte {}, before its later pages do; the "
                     "first page is all there",
                     bytes.size())});
  return photo;
}

}  // namespace photosieve
