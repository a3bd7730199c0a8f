// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/thumbnail.h"

#include <gtest/gtest.h>

#include "decode/decoder.h"
#include "decode/planes.h"
#include "decode/test_photos.h"

namespace photosieve {
namespace {

TEST(Thumbnail, KeepsTheShapeAndNeverEnlarges) {
  struct Case {
    JDIMENSION width;
    JDIMENSION height;
    std::uint32_t asked;
    std::uint32_t expected_width;
    std::uint32_t expected_height;
  };
  for (const Case& c :
       {Case{600, 400, 300, 300, 200}, Case{600, 400, 1000, 600, 400}, Case{600, 400, 1, 16, 11},
        Case{100, 2000, 100, 10, 200}, Case{3000, 2, 256, 256, 1}, Case{1, 1, 256, 1, 1}}) {
    const DecodedPhoto photo = decode(test::make_jpeg({.width = c.width, .height = c.height}));
    const auto thumbnail = make_thumbnail(*photo.image, c.asked);
    ASSERT_TRUE(thumbnail) << c.width;
    EXPECT_EQ(thumbnail->width, c.expected_width) << c.width;
    EXPECT_EQ(thumbnail->height, c.expected_height) << c.width;
    const DecodedPhoto back = decode(thumbnail->jpeg);
    EXPECT_EQ(back.width, c.expected_width);
    EXPECT_TRUE(back.problems.empty());
  }
}

TEST(Thumbnail, HoldsTheMeanOfEachBox) {
  Plane plane = make_plane(4, 2);
  for (std::size_t x = 0; x < 4; ++x) {
    plane.row(0)[x] = static_cast<std::uint8_t>(10 * x);
    plane.row(1)[x] = static_cast<std::uint8_t>(10 * x + 4);
  }
  const Plane small = shrunk(plane, 2, 1);
  EXPECT_EQ(small.row(0)[0], 7);   // 0, 10, 4, 14
  EXPECT_EQ(small.row(0)[1], 27);  // 20, 30, 24, 34
}

TEST(Thumbnail, LooksLikeThePhoto) {
  const DecodedPhoto photo = decode(test::make_jpeg({.width = 800, .height = 600, .quality = 95}));
  const auto thumbnail = make_thumbnail(*photo.image, 200);
  ASSERT_TRUE(thumbnail);
  const DecodedPhoto back = decode(thumbnail->jpeg);
  const Plane expected = shrunk(photo.image->luma, 200, 150);
  double difference = 0;
  for (std::size_t y = 0; y < 150; ++y)
    for (std::size_t x = 0; x < 200; ++x)
      difference += std::abs(back.image->luma.row(y)[x] - expected.row(y)[x]);
  EXPECT_LT(difference / (150 * 200), 6);
}

TEST(Thumbnail, StaysSmallEvenOfNoise) {
  Image noise{make_plane(2048, 2048), make_plane(2048, 2048), make_plane(2048, 2048)};
  std::uint32_t state = 1;
  for (Plane* plane : {&noise.luma, &noise.cb, &noise.cr})
    for (std::size_t y = 0; y < 2048; ++y)
      for (std::size_t x = 0; x < 2048; ++x) {
        state = state * 1664525 + 1013904223;
        plane->row(y)[x] = static_cast<std::uint8_t>(state >> 24);
      }
  const auto thumbnail = make_thumbnail(noise, 1024);
  ASSERT_TRUE(thumbnail) << thumbnail.error().message;
  EXPECT_LE(thumbnail->jpeg.size(), kThumbnailBytes);
}

TEST(Thumbnail, OfAGreyPhotoIsGrey) {
  const DecodedPhoto photo = decode(test::make_jpeg({.channels = 1}));
  const auto thumbnail = make_thumbnail(*photo.image, 64);
  ASSERT_TRUE(thumbnail);
  EXPECT_TRUE(decode(thumbnail->jpeg).image->grey());
}

}  // namespace
}  // namespace photosieve
