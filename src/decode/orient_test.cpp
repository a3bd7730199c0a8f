// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/orient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "decode/planes.h"

namespace photosieve {
namespace {

Plane numbered(std::size_t width, std::size_t height) {
  Plane plane = make_plane(width, height);
  fill_rows(plane, 0, 0xA5);  // poison in the padding
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x)
      plane.row(y)[x] = static_cast<std::uint8_t>((x * 7919U + y * 104729U) >> 3);
  return plane;
}

bool same(const Plane& a, const Plane& b) {
  if (a.width() != b.width() || a.height() != b.height()) return false;
  for (std::size_t y = 0; y < a.height(); ++y)
    if (!std::equal(a.row(y), a.row(y) + a.width(), b.row(y))) return false;
  return true;
}

// Sizes around the block of 16 and the tile of 64: the edges are where a fast path breaks.
TEST(Orient, AgreesWithTheReferenceAtEverySize) {
  for (const std::size_t width : {1U, 2U, 15U, 16U, 17U, 31U, 63U, 64U, 65U, 79U, 80U, 130U})
    for (const std::size_t height : {1U, 3U, 15U, 16U, 17U, 47U, 64U, 81U, 97U}) {
      const Plane stored = numbered(width, height);
      for (int orientation = 2; orientation <= 8; ++orientation)
        EXPECT_TRUE(same(upright(stored, orientation), upright_reference(stored, orientation)))
            << width << " x " << height << " orientation " << orientation;
    }
}

// Where each orientation brings the stored picture's first pixel (CIPA DC-008, tag 0x0112).
TEST(Orient, BringsTheFirstStoredPixelWhereExifSays) {
  struct Case {
    int orientation;
    bool right;
    bool bottom;
  };
  for (const Case c :
       {Case{2, true, false}, Case{3, true, true}, Case{4, false, true}, Case{5, false, false},
        Case{6, true, false}, Case{7, true, true}, Case{8, false, true}}) {
    Plane stored = make_plane(40, 20);
    fill_rows(stored, 0, 0);
    stored.row(0)[0] = 200;
    const Plane shown = upright(stored, c.orientation);
    EXPECT_EQ(shown.width(), swaps_sides(c.orientation) ? 20U : 40U);
    EXPECT_EQ(shown.row(c.bottom ? shown.height() - 1 : 0)[c.right ? shown.width() - 1 : 0], 200)
        << c.orientation;
  }
}

TEST(Orient, TurnsEveryPlaneAndLeavesAGreyPhotoGrey) {
  Image image{numbered(33, 20), numbered(17, 10), numbered(17, 10)};
  image = upright(std::move(image), 6);
  EXPECT_EQ(image.width(), 20U);
  EXPECT_EQ(image.cr.height(), 17U);
  Image grey{numbered(33, 20), {}, {}};
  grey = upright(std::move(grey), 3);
  EXPECT_TRUE(grey.grey());
}

TEST(Orient, LeavesThePictureAloneForNumbersThatMeanNothing) {
  for (const int orientation : {-1, 0, 1, 9, 255}) {
    Image image{numbered(5, 4), {}, {}};
    const std::uint8_t* before = image.luma.row(0);
    image = upright(std::move(image), orientation);
    EXPECT_EQ(image.luma.row(0), before) << orientation;
  }
}

}  // namespace
}  // namespace photosieve
