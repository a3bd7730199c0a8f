// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/measures.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

DecodedPhoto photo_of(Image image) {
  DecodedPhoto photo;
  photo.format = Format::kJpeg;
  photo.width = static_cast<std::uint32_t>(image.width());
  photo.height = static_cast<std::uint32_t>(image.height());
  photo.image = std::move(image);
  photo.jpeg_tables.emplace();
  photo.jpeg_tables->luma.emplace().fill(1);
  return photo;
}

Plane some_luma(std::size_t width, std::size_t height) {
  test::Random random(31);
  return test::plane(width, height, [&](double x, double y) {
    // The right part is plain.
    return (x < 450 ? test::squares(x, y, 0.6, 40, 200) : 100) + random.normal();
  });
}

TEST(Measure, TakesEveryMeasureOfAPhoto) {
  const Evidence evidence =
      measure(photo_of(test::coloured(some_luma(800, 600), 120, 140)), Mode::kBalanced);
  for (const MeasureInfo& info : all_measures()) {
    if (info.id == MeasureId::kMotionDirection) continue;  // nothing moved
    const bool of_networks = info.name.starts_with("face_") || info.name.starts_with("text_");
    EXPECT_EQ(evidence.measures.get(info.id).has_value(), !of_networks) << info.name;
  }
  ASSERT_TRUE(evidence.fingerprint);
  EXPECT_EQ(evidence.measures.get(MeasureId::kJpegQuality), 100);
}

TEST(Measure, SpeedLeavesNoiseOutAndChangesNothingElse) {
  const DecodedPhoto photo = photo_of(test::coloured(some_luma(800, 600), 120, 140));
  const Evidence all = measure(photo, Mode::kSmart);
  const Evidence fast = measure(photo, Mode::kSpeed);
  for (const MeasureInfo& info : all_measures()) {
    const bool noise = info.id == MeasureId::kNoiseLuma || info.id == MeasureId::kNoiseChroma;
    EXPECT_EQ(fast.measures.get(info.id), noise ? std::nullopt : all.measures.get(info.id))
        << info.name;
  }
  EXPECT_EQ(fast.fingerprint, all.fingerprint);
}

TEST(Measure, AGreyPhotoHasNoChromaNoise) {
  const Evidence evidence = measure(photo_of(test::grey(some_luma(400, 400))), Mode::kBalanced);
  EXPECT_FALSE(evidence.measures.get(MeasureId::kNoiseChroma));
  EXPECT_TRUE(evidence.measures.get(MeasureId::kNoiseLuma));
}

TEST(Measure, WithoutPixelsOnlyTheTablesAreMeasured) {
  DecodedPhoto photo = photo_of({});
  photo.image.reset();
  const Evidence evidence = measure(photo, Mode::kBalanced);
  EXPECT_TRUE(evidence.measures.get(MeasureId::kJpegQuality));
  EXPECT_FALSE(evidence.measures.get(MeasureId::kBrightness));
  EXPECT_FALSE(evidence.fingerprint);
}

TEST(Measure, TakesPhotosOfAnySizeAndSubsampling) {
  const std::size_t sides[] = {1, 2, 3, 5, 17, 64, 65, 66, 67, 131};
  for (const std::size_t width : sides) {
    for (const std::size_t height : sides) {
      for (const std::size_t shrink : {1U, 2U, 4U}) {
        SCOPED_TRACE(testing::Message() << width << " x " << height << " / " << shrink);
        Image image = test::grey(some_luma(width, height));
        const auto small = [&](std::size_t side) { return (side + shrink - 1) / shrink; };
        image.cb = test::plane(small(width), small(height), [](double, double) { return 120.0; });
        image.cr = test::plane(small(width), small(height), [](double, double) { return 140.0; });
        const Evidence evidence = measure(photo_of(std::move(image)), Mode::kSmart);
        EXPECT_EQ(evidence.fingerprint.has_value(), width >= 5 && height >= 5);
      }
    }
  }
}

}  // namespace
}  // namespace photosieve
