// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/webp.h"

#include <fmt/format.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "decode/exif.h"
#include "decode/planes.h"
#include "decode/ycc_coding.h"

namespace photosieve {
namespace {

constexpr std::size_t kRiffHead = 8;
constexpr std::size_t kLosslessBytesAPixel = 8;  // the library's and ours
constexpr int kLossless = 2;                     // WebPBitstreamFeatures::format
constexpr std::array<std::uint8_t, 6> kExifName{'E', 'x', 'i', 'f', 0, 0};
constexpr YccCoding kCoding{YccMatrix::kBt601, false};

struct DemuxerFree {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, DemuxerFree>;

struct DecoderFree {
  void operator()(WebPIDecoder* decoder) const { WebPIDelete(decoder); }
};
using Decoder = std::unique_ptr<WebPIDecoder, DecoderFree>;

// A frame, or the part of it that could be had.
struct Frame {
  Image image;
  std::size_t rows = 0;
  VP8StatusCode status = VP8_STATUS_OK;
};

std::uint64_t size_it_says(std::span<const std::uint8_t> bytes) {
  return kRiffHead + (static_cast<std::uint64_t>(bytes[4]) | std::uint64_t{bytes[5]} << 8 |
                      std::uint64_t{bytes[6]} << 16 | std::uint64_t{bytes[7]} << 24);
}

int orientation_of(const WebPDemuxer* demuxer) {
  WebPChunkIterator chunk{};
  int orientation = 1;
  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk) != 0) {
    std::span<const std::uint8_t> tiff(chunk.chunk.bytes, chunk.chunk.size);
    // Some programs write the name that a JPEG's segment needs.
    if (tiff.size() > kExifName.size() &&
        std::equal(kExifName.begin(), kExifName.end(), tiff.begin()))
      tiff = tiff.subspan(kExifName.size());
    orientation = tiff_orientation(tiff);
  }
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

// Feeds all there is of a frame; the rows that came out.
std::size_t run(const WebPData& data, WebPDecoderConfig& config, VP8StatusCode& status) {
  const Decoder decoder(WebPIDecode(data.bytes, data.size, &config));
  if (!decoder) throw std::bad_alloc();
  status = WebPIUpdate(decoder.get(), data.bytes, data.size);
  if (status == VP8_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
  int rows = 0;
  if (WebPIsRGBMode(config.output.colorspace) != 0)
    WebPIDecGetRGB(decoder.get(), &rows, nullptr, nullptr, nullptr);
  else
    WebPIDecGetYUVA(decoder.get(), &rows, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                    nullptr, nullptr);
  return static_cast<std::size_t>(std::max(rows, 0));
}

void lay_over_white(Image& image, const Plane& alpha) {
  for (std::size_t y = 0; y < image.height(); ++y)
    for (std::size_t x = 0; x < image.width(); ++x)
      image.luma.row(y)[x] =
          static_cast<std::uint8_t>(over_white(image.luma.row(y)[x], alpha.row(y)[x]));
  for (std::size_t y = 0; y < image.cb.height(); ++y)
    for (std::size_t x = 0; x < image.cb.width(); ++x) {
      // The mean of the four pixels that share the sample.
      const std::size_t right = std::min(2 * x + 1, image.width() - 1);
      const std::size_t below = std::min(2 * y + 1, image.height() - 1);
      const int sum = alpha.row(2 * y)[2 * x] + alpha.row(2 * y)[right] + alpha.row(below)[2 * x] +
                      alpha.row(below)[right];
      for (Plane* plane : {&image.cb, &image.cr}) {
        const int offset = (plane->row(y)[x] - kMidGrey) * sum;
        plane->row(y)[x] =
            static_cast<std::uint8_t>(kMidGrey + (offset + (offset < 0 ? -510 : 510)) / 1020);
      }
    }
}

std::size_t bytes_of(const Plane& plane) {
  return plane.stride() * plane.height();
}

Frame decode_lossy(const WebPData& data, WebPDecoderConfig& config) {
  const auto width = static_cast<std::size_t>(config.input.width);
  const auto height = static_cast<std::size_t>(config.input.height);
  const bool has_alpha = config.input.has_alpha != 0;
  Frame frame;
  frame.image.luma = make_plane(width, height);
  frame.image.cb = make_plane((width + 1) / 2, (height + 1) / 2);
  frame.image.cr = make_plane((width + 1) / 2, (height + 1) / 2);
  Plane alpha = has_alpha ? make_plane(width, height) : Plane();
  config.output.colorspace = has_alpha ? MODE_YUVA : MODE_YUV;
  config.output.is_external_memory = 1;
  WebPYUVABuffer& to = config.output.u.YUVA;
  to.y = frame.image.luma.row(0);
  to.u = frame.image.cb.row(0);
  to.v = frame.image.cr.row(0);
  to.y_stride = static_cast<int>(frame.image.luma.stride());
  to.u_stride = to.v_stride = static_cast<int>(frame.image.cb.stride());
  to.y_size = bytes_of(frame.image.luma);
  to.u_size = to.v_size = bytes_of(frame.image.cb);
  if (has_alpha) {
    to.a = alpha.row(0);
    to.a_stride = static_cast<int>(alpha.stride());
    to.a_size = bytes_of(alpha);
    fill_rows(alpha, 0, 255);
  }
  frame.rows = std::min(run(data, config, frame.status), height);
  fill_missing(frame.image, frame.rows);
  make_jpeg_like(frame.image, kCoding);
  if (has_alpha) lay_over_white(frame.image, alpha);
  // Once more: what is missing is mid-grey whatever was made of the rest.
  fill_missing(frame.image, frame.rows);
  return frame;
}

Frame decode_lossless(const WebPData& data, WebPDecoderConfig& config) {
  const auto width = static_cast<std::size_t>(config.input.width);
  const auto height = static_cast<std::size_t>(config.input.height);
  const std::size_t channels = config.input.has_alpha != 0 ? 4 : 3;
  std::vector<std::uint8_t> pixels(width * height * channels);
  config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = pixels.data();
  config.output.u.RGBA.stride = static_cast<int>(width * channels);
  config.output.u.RGBA.size = pixels.size();
  Frame frame;
  frame.rows = std::min(run(data, config, frame.status), height);
  frame.image = make_image(width, height, true);
  for (std::size_t y = 0; y < frame.rows; ++y)
    put_row(pixels.data() + y * width * channels, channels, y, frame.image);
  fill_missing(frame.image, frame.rows);
  return frame;
}

void copy_into(const Plane& from, Plane& to, std::size_t left, std::size_t top) {
  if (left >= to.width()) return;
  const std::size_t width = std::min(from.width(), to.width() - left);
  for (std::size_t y = 0; y < from.height() && top + y < to.height(); ++y)
    std::memcpy(to.row(top + y) + left, from.row(y), width);
}

// A frame that is smaller than the canvas, on white. Offsets are even (WebP container
// specification, ANMF), so that chroma of half the size falls on whole samples.
Image on_canvas(Image frame, const DecodedPhoto& photo, const WebPIterator& place) {
  const auto left = static_cast<std::size_t>(std::max(place.x_offset, 0));
  const auto top = static_cast<std::size_t>(std::max(place.y_offset, 0));
  if (left == 0 && top == 0 && frame.width() == photo.width && frame.height() == photo.height)
    return frame;
  const bool halved = frame.cb.width() != frame.width() || frame.cb.height() != frame.height();
  const std::size_t part = halved ? 2 : 1;
  Image canvas;
  canvas.luma = make_plane(photo.width, photo.height);
  canvas.cb = make_plane((photo.width + part - 1) / part, (photo.height + part - 1) / part);
  canvas.cr = make_plane(canvas.cb.width(), canvas.cb.height());
  fill_rows(canvas.luma, 0, 255);
  fill_rows(canvas.cb, 0, kMidGrey);
  fill_rows(canvas.cr, 0, kMidGrey);
  copy_into(frame.luma, canvas.luma, left, top);
  copy_into(frame.cb, canvas.cb, left / part, top / part);
  copy_into(frame.cr, canvas.cr, left / part, top / part);
  return canvas;
}

void add_problems(DecodedPhoto& photo, const Frame& frame, std::uint64_t says, std::uint64_t size) {
  const std::size_t height = frame.image.height();
  const bool whole = frame.status == VP8_STATUS_OK && frame.rows == height;
  if (says > size) {
    std::string rest = "before the picture begins";
    if (whole)
      rest = "which is before it says; the picture itself is all there";
    else if (frame.rows > 0)
      rest = fmt::format("before the picture does: {:.1f} % of it is missing",
                         std::max(0.1, 100.0 * static_cast<double>(height - frame.rows) /
                                           static_cast<double>(height)));
    photo.problems.push_back(
        {ProblemKind::kTruncated, size, fmt::format("The file ends at byte {}, {}", size, rest)});
    return;
  }
  if (whole) return;
  if (frame.rows > 0)
    photo.problems.push_back({ProblemKind::kCorrupt, std::nullopt,
                              "The picture's compressed data are damaged or end too early"});
  else
    photo.problems.push_back(
        {ProblemKind::kUndecodable, std::nullopt, "No pixel of the WebP can be decoded"});
}

void decode_first(DecodedPhoto& photo, const WebPIterator& place, std::uint64_t says,
                  std::uint64_t size, const DecodeLimits& limits) {
  WebPDecoderConfig config;
  Frame frame;
  frame.status = VP8_STATUS_NOT_ENOUGH_DATA;
  const WebPData& data = place.fragment;
  if (WebPInitDecoderConfig(&config) != 0 &&
      WebPGetFeatures(data.bytes, data.size, &config.input) == VP8_STATUS_OK &&
      config.input.width > 0 && config.input.height > 0 &&
      static_cast<std::uint32_t>(config.input.width) <= photo.width &&
      static_cast<std::uint32_t>(config.input.height) <= photo.height) {
    const std::size_t area = std::size_t{photo.width} * photo.height;
    const bool lossless = config.input.format == kLossless;
    if (lossless && area * kLosslessBytesAPixel > limits.max_working_bytes) {
      photo.problems.push_back({ProblemKind::kUndecodable, std::nullopt,
                                "The lossless WebP needs more memory to decode than is allowed"});
      return;
    }
    frame = lossless ? decode_lossless(data, config) : decode_lossy(data, config);
  }
  add_problems(photo, frame, says, size);
  if (frame.rows > 0) photo.image = on_canvas(std::move(frame.image), photo, place);
}

}  // namespace

DecodedPhoto decode_webp(std::span<const std::uint8_t> bytes, const DecodeLimits& limits) {
  DecodedPhoto photo;
  photo.format = Format::kWebp;
  const std::uint64_t says = size_it_says(bytes);
  const WebPData data{bytes.data(), bytes.size()};
  WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
  const Demuxer demuxer(WebPDemuxPartial(&data, &state));
  WebPIterator first{};
  if (demuxer) {
    photo.width = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH);
    photo.height = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT);
    photo.pictures = std::max(1U, WebPDemuxGetI(demuxer.get(), WEBP_FF_FRAME_COUNT));
    photo.orientation = orientation_of(demuxer.get());
  }
  const double megapixels = static_cast<double>(photo.width) * photo.height / 1e6;
  if (megapixels > limits.max_decode_megapixels) return photo;
  if (demuxer) WebPDemuxGetFrame(demuxer.get(), 1, &first);
  decode_first(photo, first, says, bytes.size(), limits);
  WebPDemuxReleaseIterator(&first);
  return photo;
}

}  // namespace photosieve
