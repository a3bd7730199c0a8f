// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ycc_coding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace photosieve {
namespace {

constexpr int kNeutral = 128;

std::uint8_t byte(int value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

// Shares of red and blue in luma.
struct Shares {
  double red;
  double blue;
};

constexpr Shares shares_of(YccMatrix matrix) {
  switch (matrix) {
    case YccMatrix::kBt709:
      return {0.2126, 0.0722};
    case YccMatrix::kBt2020:
      return {0.2627, 0.0593};
    case YccMatrix::kBt601:
      break;
  }
  return {0.299, 0.114};
}

// From (luma, cb, cr) of one matrix to those of BT.601: luma gains so much of cb and cr, and the
// new cb and cr are mixtures of the old ones. In 16-bit fixed point.
struct Change {
  int luma_cb, luma_cr, cb_cb, cb_cr, cr_cb, cr_cr;
};

int fixed(double value) {
  return static_cast<int>(std::lround(value * 65536));
}

// With R = Y + r Cr, B = Y + b Cb, G = Y - g_cb Cb - g_cr Cr for the one matrix, and
// Y' = kr R + kg G + kb B, Cb' = (B - Y') / b', Cr' = (R - Y') / r' for the other.
Change change_from(YccMatrix matrix) {
  const Shares from = shares_of(matrix);
  const Shares to = shares_of(YccMatrix::kBt601);
  const double green = 1 - from.red - from.blue;
  const double r = 2 * (1 - from.red);
  const double b = 2 * (1 - from.blue);
  const double to_green = 1 - to.red - to.blue;
  const double luma_cb = to.blue * b - to_green * from.blue * b / green;
  const double luma_cr = to.red * r - to_green * from.red * r / green;
  const double to_b = 2 * (1 - to.blue);
  const double to_r = 2 * (1 - to.red);
  return {fixed(luma_cb),         fixed(luma_cr),         fixed((b - luma_cb) / to_b),
          fixed(-luma_cr / to_b), fixed(-luma_cb / to_r), fixed((r - luma_cr) / to_r)};
}

constexpr int rounded_shift(int value) {
  return (value + (1 << 15)) >> 16;
}

void change_luma(Image& image, const Change& change) {
  const std::size_t across = (image.width() + image.cb.width() - 1) / image.cb.width();
  const std::size_t down = (image.height() + image.cb.height() - 1) / image.cb.height();
  for (std::size_t y = 0; y < image.height(); ++y) {
    std::uint8_t* luma = image.luma.row(y);
    const std::uint8_t* cb = image.cb.row(y / down);
    const std::uint8_t* cr = image.cr.row(y / down);
    for (std::size_t x = 0; x < image.width(); ++x) {
      const int u = cb[x / across] - kNeutral;
      const int v = cr[x / across] - kNeutral;
      luma[x] = byte(luma[x] + rounded_shift(change.luma_cb * u + change.luma_cr * v));
    }
  }
}

void change_chroma(Image& image, const Change& change) {
  for (std::size_t y = 0; y < image.cb.height(); ++y) {
    std::uint8_t* cb = image.cb.row(y);
    std::uint8_t* cr = image.cr.row(y);
    for (std::size_t x = 0; x < image.cb.width(); ++x) {
      const int u = cb[x] - kNeutral;
      const int v = cr[x] - kNeutral;
      cb[x] = byte(kNeutral + rounded_shift(change.cb_cb * u + change.cb_cr * v));
      cr[x] = byte(kNeutral + rounded_shift(change.cr_cb * u + change.cr_cr * v));
    }
  }
}

void map_plane(Plane& plane, std::uint8_t (*map)(int)) {
  if (!plane.valid()) return;
  std::array<std::uint8_t, 256> table{};
  for (int value = 0; value < 256; ++value) table[static_cast<std::size_t>(value)] = map(value);
  for (std::size_t y = 0; y < plane.height(); ++y) {
    std::uint8_t* row = plane.row(y);
    for (std::size_t x = 0; x < plane.width(); ++x) row[x] = table[row[x]];
  }
}

}  // namespace

std::uint8_t full_luma(int limited) {
  return byte((std::max(limited - 16, 0) * 255 + 109) / 219);
}

std::uint8_t full_chroma(int limited) {
  const int offset = (limited - kNeutral) * 255;
  return byte(kNeutral + (offset >= 0 ? offset + 112 : offset - 112) / 224);
}

void make_jpeg_like(Image& image, YccCoding coding) {
  if (!coding.full_range) {
    map_plane(image.luma, full_luma);
    map_plane(image.cb, full_chroma);
    map_plane(image.cr, full_chroma);
  }
  if (coding.matrix == YccMatrix::kBt601 || image.grey()) return;
  const Change change = change_from(coding.matrix);
  change_luma(image, change);
  change_chroma(image, change);
}

void to_eight_bits(const std::uint16_t* from, std::size_t width, int bits, bool full_range,
                   std::uint8_t* to) {
  // Full range ends at 2^n - 1, the part of it that video uses at 219 * 2^(n - 8) and so on.
  const unsigned most = (1U << bits) - 1;
  if (full_range) {
    for (std::size_t x = 0; x < width; ++x)
      to[x] =
          static_cast<std::uint8_t>((std::min<unsigned>(from[x], most) * 255 + most / 2) / most);
    return;
  }
  const int shift = bits - 8;
  const int half = 1 << (shift - 1);
  for (std::size_t x = 0; x < width; ++x) to[x] = byte((from[x] + half) >> shift);
}

}  // namespace photosieve
