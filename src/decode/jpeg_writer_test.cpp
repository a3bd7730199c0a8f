// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/jpeg_writer.h"

#include <gtest/gtest.h>

#include "decode/decoder.h"
#include "decode/planes.h"

namespace photosieve {
namespace {

TEST(JpegWriter, WritesWhatTheDecoderReadsBack) {
  Image image{make_plane(40, 30), make_plane(40, 30), make_plane(40, 30)};
  fill_rows(image.luma, 0, 90);
  fill_rows(image.cb, 0, 150);
  fill_rows(image.cr, 0, 60);
  const auto file = write_jpeg(image, 90);
  ASSERT_TRUE(file);
  const DecodedPhoto back = decode(*file);
  EXPECT_NEAR(back.image->luma.row(15)[20], 90, 2);
  EXPECT_NEAR(back.image->cb.row(7)[10], 150, 2);
  EXPECT_NEAR(back.image->cr.row(7)[10], 60, 2);
}

TEST(JpegWriter, RefusesWhatTheFormatCannotHold) {
  Image wide;
  wide.luma = make_plane(70'000, 1);
  fill_rows(wide.luma, 0, 0);
  EXPECT_FALSE(write_jpeg(wide, 80));
}

}  // namespace
}  // namespace photosieve
