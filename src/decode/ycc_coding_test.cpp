// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ycc_coding.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "decode/planes.h"

namespace photosieve {
namespace {

TEST(YccCoding, SpreadsVideosRangeOverTheFullOne) {
  struct Case {
    int limited;
    int luma;
    int chroma;
  };
  for (const Case& c : {Case{0, 0, 0}, Case{16, 0, 0}, Case{128, 130, 128}, Case{127, 129, 127},
                        Case{235, 255, 250}, Case{240, 255, 255}, Case{255, 255, 255}}) {
    EXPECT_EQ(full_luma(c.limited), c.luma) << c.limited;
    EXPECT_EQ(full_chroma(c.limited), c.chroma) << c.limited;
  }
  for (int offset = 0; offset <= 112; ++offset)
    EXPECT_EQ(full_chroma(128 + offset) - 128, 128 - full_chroma(128 - offset) - (offset == 112))
        << offset;
}

// One pixel of each colour in another matrix, by that matrix's definition.
TEST(YccCoding, OtherMatricesGiveWhatTheColoursThemselvesGive) {
  struct Case {
    YccMatrix matrix;
    double red;
    double blue;
  };
  for (const Case& c :
       {Case{YccMatrix::kBt709, 0.2126, 0.0722}, Case{YccMatrix::kBt2020, 0.2627, 0.0593},
        Case{YccMatrix::kBt601, 0.299, 0.114}})
    for (const auto& [r, g, b] : {std::array<int, 3>{200, 30, 60},
                                  {20, 180, 90},
                                  {40, 60, 220},
                                  {128, 128, 128},
                                  {255, 255, 255},
                                  {0, 0, 0},
                                  {250, 240, 10}}) {
      const double y = c.red * r + (1 - c.red - c.blue) * g + c.blue * b;
      Image image = make_image(1, 1, true);
      const auto byte = [](double value) {
        return static_cast<std::uint8_t>(std::lround(std::min(std::max(value, 0.0), 255.0)));
      };
      image.luma.row(0)[0] = byte(y);
      image.cb.row(0)[0] = byte(128 + (b - y) / (2 * (1 - c.blue)));
      image.cr.row(0)[0] = byte(128 + (r - y) / (2 * (1 - c.red)));
      make_jpeg_like(image, {c.matrix, true});
      const Ycc wanted = ycc_from_rgb(r, g, b);
      EXPECT_NEAR(image.luma.row(0)[0], wanted.y, 1) << r << " " << g << " " << b;
      EXPECT_NEAR(image.cb.row(0)[0], wanted.cb, 1) << r << " " << g << " " << b;
      EXPECT_NEAR(image.cr.row(0)[0], wanted.cr, 1) << r << " " << g << " " << b;
    }
}

TEST(YccCoding, HalvedChromaOfOddSizesIsReadInsideItsPlane) {
  Image image;
  image.luma = make_plane(5, 3);
  image.cb = make_plane(3, 2);
  image.cr = make_plane(3, 2);
  for (Plane* plane : {&image.luma, &image.cb, &image.cr}) fill_rows(*plane, 0, 128);
  make_jpeg_like(image, {YccMatrix::kBt709, false});
  for (std::size_t y = 0; y < 3; ++y)
    for (std::size_t x = 0; x < 5; ++x) EXPECT_EQ(image.luma.row(y)[x], 130);
  EXPECT_EQ(image.cb.row(1)[2], 128);
}

TEST(YccCoding, MoreBitsAreRoundedToEight) {
  const std::array<std::uint16_t, 6> ten{0, 2, 3, 512, 1020, 1023};
  std::array<std::uint8_t, 6> to{};
  to_eight_bits(ten.data(), ten.size(), 10, true, to.data());
  EXPECT_EQ(to, (std::array<std::uint8_t, 6>{0, 0, 1, 128, 254, 255}));
  const std::array<std::uint16_t, 4> limited{64, 65, 940, 1023};
  std::array<std::uint8_t, 4> video{};
  to_eight_bits(limited.data(), limited.size(), 10, false, video.data());
  EXPECT_EQ(video, (std::array<std::uint8_t, 4>{16, 16, 235, 255}));
  const std::array<std::uint16_t, 2> beyond{65535, 4096};
  std::array<std::uint8_t, 2> bounded{};
  to_eight_bits(beyond.data(), beyond.size(), 12, true, bounded.data());
  EXPECT_EQ(bounded, (std::array<std::uint8_t, 2>{255, 255}));
}

}  // namespace
}  // namespace photosieve
