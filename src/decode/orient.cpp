// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/orient.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "decode/planes.h"

namespace photosieve {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kTile = 64;  // source columns at a time: the lines written to stay cached

// Sixteen bytes in a register, on any processor (a GCC and Clang extension).
using Lane = std::uint8_t __attribute__((vector_size(kBlock)));
using Block = std::array<Lane, kBlock>;

Lane low_halves(Lane a, Lane b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
Lane high_halves(Lane a, Lane b) {
  return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15,
                                 31);
}

// Interleaving row i with row i + 8 four times moves every byte (row, column) to (column, row).
void transpose(Block& block) {
  for (int round = 0; round < 4; ++round) {
    const Block from = block;
    for (std::size_t i = 0; i < kBlock / 2; ++i) {
      block[2 * i] = low_halves(from[i], from[i + 8]);
      block[2 * i + 1] = high_halves(from[i], from[i + 8]);
    }
  }
}

// What a turn by orientation 5 to 8 is: a transposition, with source rows taken from the bottom
// (mirrors the result's columns), with source columns taken from the right (mirrors its rows).
struct Turn {
  bool rows_reversed;
  bool columns_reversed;
};

constexpr Turn turn_of(int orientation) {
  return {orientation == 6 || orientation == 7, orientation == 7 || orientation == 8};
}

// The result's block at (x, y), whole inside both planes.
void turn_block(const Plane& from, Plane& to, Turn turn, std::size_t x, std::size_t y) {
  const std::size_t column = turn.columns_reversed ? from.width() - kBlock - y : y;
  Block block;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const std::size_t row = turn.rows_reversed ? from.height() - 1 - (x + i) : x + i;
    std::memcpy(&block[i], from.row(row) + column, kBlock);
  }
  transpose(block);
  for (std::size_t j = 0; j < kBlock; ++j) {
    const std::size_t row = turn.columns_reversed ? y + kBlock - 1 - j : y + j;
    std::memcpy(to.row(row) + x, &block[j], kBlock);
  }
}

void turn_pixels(const Plane& from, Plane& to, Turn turn, std::size_t left, std::size_t right,
                 std::size_t top, std::size_t bottom) {
  for (std::size_t y = top; y < bottom; ++y) {
    const std::size_t column = turn.columns_reversed ? from.width() - 1 - y : y;
    for (std::size_t x = left; x < right; ++x)
      to.row(y)[x] = from.row(turn.rows_reversed ? from.height() - 1 - x : x)[column];
  }
}

Plane turned(const Plane& from, Turn turn) {
  Plane to = make_plane(from.height(), from.width());
  const std::size_t whole_width = to.width() / kBlock * kBlock;
  const std::size_t whole_height = to.height() / kBlock * kBlock;
  for (std::size_t tile = 0; tile < whole_height; tile += kTile) {
    const std::size_t tile_end = std::min(tile + kTile, whole_height);
    for (std::size_t x = 0; x < whole_width; x += kBlock)
      for (std::size_t y = tile; y < tile_end; y += kBlock) turn_block(from, to, turn, x, y);
  }
  turn_pixels(from, to, turn, whole_width, to.width(), 0, whole_height);
  turn_pixels(from, to, turn, 0, to.width(), whole_height, to.height());
  return to;
}

void copy_backwards(const std::uint8_t* from, std::uint8_t* to, std::size_t width) {
  std::size_t x = 0;
  for (; x + kBlock <= width; x += kBlock) {
    Lane lane;
    std::memcpy(&lane, from + width - kBlock - x, kBlock);
    lane =
        __builtin_shufflevector(lane, lane, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    std::memcpy(to + x, &lane, kBlock);
  }
  for (; x < width; ++x) to[x] = from[width - 1 - x];
}

Plane mirrored(const Plane& from, int orientation) {
  Plane to = make_plane(from.width(), from.height());
  for (std::size_t y = 0; y < to.height(); ++y) {
    const std::uint8_t* row = from.row(orientation == 2 ? y : from.height() - 1 - y);
    if (orientation == 4)
      std::memcpy(to.row(y), row, to.width());
    else
      copy_backwards(row, to.row(y), to.width());
  }
  return to;
}

}  // namespace

Plane upright(const Plane& stored, int orientation) {
  return swaps_sides(orientation) ? turned(stored, turn_of(orientation))
                                  : mirrored(stored, orientation);
}

Image upright(Image stored, int orientation) {
  if (orientation < 2 || orientation > 8) return stored;
  // One after the other, so that only one plane is there twice at a time.
  for (Plane* plane : {&stored.luma, &stored.cb, &stored.cr})
    if (plane->valid()) *plane = upright(*plane, orientation);
  return stored;
}

Plane upright_reference(const Plane& stored, int orientation) {
  const bool swaps = swaps_sides(orientation);
  const std::size_t width = stored.width();
  const std::size_t height = stored.height();
  Plane to = swaps ? make_plane(height, width) : make_plane(width, height);
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      std::size_t column = x;
      std::size_t row = y;
      if (orientation == 2 || orientation == 3) column = width - 1 - x;
      if (orientation == 3 || orientation == 4) row = height - 1 - y;
      if (orientation == 5 || orientation == 8) column = y;
      if (orientation == 6 || orientation == 7) column = height - 1 - y;
      if (orientation == 5 || orientation == 6) row = x;
      if (orientation == 7 || orientation == 8) row = width - 1 - x;
      to.row(row)[column] = stored.row(y)[x];
    }
  return to;
}

}  // namespace photosieve
