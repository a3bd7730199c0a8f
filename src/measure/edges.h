// EdgeFinder: how many pixels the edges inside one tile take from dark to bright, and which way.
//
// Method   The places where luma's gradient (Scharr, 3 x 3) is largest along its own direction
//          (Canny, 1986) are edges; of every 22.5 degrees of direction the twelve strongest of a
//          tile are followed along the gradient, in linear light (where blur happens; sRGB's curve
//          is taken back), by half pixels, averaged (1 2 1) over three lines side by side against
//          noise. The run ends where luma rises no more. Edges that bend within two pixels are left
//          out, since they look wider than they are, and runs that leave the plane or go on for
//          more than 28 pixels either way have no known width.
// Width    the distance between 10 % and 90 % of the rise: 0.8 for a perfect step, 2.56 sigma for
//          one blurred by a Gaussian, 0.8 times its length for one that was moved.
// Threads  one finder a thread; it keeps its buffers. Cost: about 80 us a tile.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "model/finding.h"
#include "model/image.h"

namespace photosieve {

struct Edge {
  float width = 0;     // pixels
  float contrast = 0;  // levels
  float angle = 0;     // radians, of the gradient: 0 to the right, pi / 2 downwards
};

class EdgeFinder {
 public:
  // Appends the edges of the tile (at most 64 x 64 pixels) that rise by `min_contrast` levels or
  // more. The run of an edge may leave the tile where the plane goes on.
  void find(const PlaneView& luma, const Region& tile, double min_contrast,
            std::vector<Edge>& edges);

 private:
  struct Candidate {
    float strength;
    std::uint16_t x;
    std::uint16_t y;
  };

  void load(const PlaneView& luma, const Region& tile);
  void find_candidates();
  void keep_strongest();
  void follow(const Candidate& candidate, double min_contrast, std::vector<Edge>& edges) const;
  [[nodiscard]] std::size_t at(std::size_t x, std::size_t y) const { return y * width_ + x; }

  // The tile with its margins, as far as the plane goes.
  std::size_t width_ = 0;
  std::size_t height_ = 0;
  std::size_t first_x_ = 0;  // the tile itself, in the window
  std::size_t first_y_ = 0;
  std::size_t last_x_ = 0;
  std::size_t last_y_ = 0;
  std::vector<std::uint8_t> codes_;
  std::vector<float> across_;  // the gradient
  std::vector<float> down_;
  std::vector<float> strength_;
  std::vector<Candidate> candidates_;
};

}  // namespace photosieve
