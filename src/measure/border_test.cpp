// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/border.h"

#include <gtest/gtest.h>

#include <functional>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

using Value = std::function<double(double, double)>;

constexpr std::size_t kWidth = 640;
constexpr std::size_t kHeight = 400;

struct Sides {
  std::size_t left = 0;
  std::size_t top = 0;
  std::size_t right = 0;
  std::size_t bottom = 0;
};

// A frame of that level over a picture.
Image framed(const Sides& sides, double frame, const Value& value) {
  return test::grey(test::plane(kWidth, kHeight, [&](double x, double y) {
    const bool inside =
        x >= static_cast<double>(sides.left) && x < static_cast<double>(kWidth - sides.right) &&
        y >= static_cast<double>(sides.top) && y < static_cast<double>(kHeight - sides.bottom);
    return inside ? value(x, y) : frame;
  }));
}

double width_of(const Image& image) {
  return measure_border(image).value_or(Border{-1, {}}).width;
}

Value texture() {
  return [](double x, double y) { return 128 + 60 * std::sin(x / 7 + 2 * std::cos(y / 11)); };
}

TEST(Border, IsAsWideAsItsWidestSide) {
  struct Case {
    const char* what;
    Sides sides;
    double width;
  };
  const Case cases[] = {
      {"a frame", {20, 20, 20, 20}, 20},
      {"a frame, wider above", {20, 31, 20, 30}, 31},
      {"bars above and below", {0, 50, 0, 50}, 50},
      {"wide bars on the left and the right", {180, 0, 180, 0}, 180},
      {"narrow", {8, 8, 8, 8}, 8},
      {"the narrowest", {4, 4, 4, 4}, 4},
      {"none", {}, 0},
      {"one side alone", {0, 0, 0, 40}, 0},
      {"two sides that do not face each other", {0, 40, 40, 0}, 0},
      {"two widths", {0, 40, 0, 60}, 0},
      {"wider than any frame", {180, 100, 180, 100}, 0},
  };
  for (const Case& c : cases)
    for (const double level : {0.0, 40.0, 255.0})
      EXPECT_EQ(width_of(framed(c.sides, level, texture())), c.width) << c.what << " " << level;
}

TEST(Border, PointsAtTheWidestSide) {
  const auto border = measure_border(framed({30, 10, 30, 10}, 255, texture()));
  ASSERT_TRUE(border);
  EXPECT_EQ(border->region, (Region{0, 0, 30, kHeight}));
}

TEST(Border, IsSeenByItsColourAlone) {
  Image image = test::coloured(
      test::plane(kWidth, kHeight, [](double x, double) { return 120 + std::fmod(x, 3.0); }), 128,
      128);
  for (std::size_t y = 0; y < image.cb.height(); ++y)
    for (std::size_t x = 0; x < image.cb.width(); ++x)
      image.cr.row(y)[x] = test::level(
          y < 10 || y >= image.cb.height() - 10 ? 200.0 : 100.0 + static_cast<double>(x % 40));
  EXPECT_NEAR(width_of(image), 20, 1);
}

TEST(Border, OfSeveralStripsIsFollowedInwards) {
  EXPECT_EQ(width_of(framed({40, 40, 40, 40}, 255,
                            [](double x, double y) {
                              const bool line =
                                  x < 45 || x >= kWidth - 45.0 || y < 45 || y >= kHeight - 45.0;
                              return line ? 0 : texture()(x, y);
                            })),
            45);
}

TEST(Border, GroundsAndSkiesAreNone) {
  struct Case {
    const char* what;
    Value value;
  };
  test::Random random(5);
  const Case cases[] = {
      {"nothing at all", [](double, double) { return 200.0; }},
      {"a sky", [](double, double y) { return 230 - y / 4; }},
      {"a vignette",
       [](double x, double y) {
         return 200 - std::hypot(x - kWidth / 2.0, y - kHeight / 2.0) / 4;
       }},
      {"an object on white",
       [](double x, double y) {
         return std::hypot(x - 320, y - 200) < 150 ? texture()(x, y) : 255.0;
       }},
      {"a box on white",
       [](double x, double y) {
         return std::abs(x - 320) < 120 && std::abs(y - 200) < 150 ? texture()(x, y) : 255.0;
       }},
      {"stripes", [](double, double y) { return std::fmod(y, 100.0) < 50 ? 40.0 : 220.0; }},
      {"a dark shore below a night sky",
       [](double x, double y) {
         return y > 330 + 6 * std::sin(x / 50) ? 4.0 : y < 60 ? 4.0 : texture()(x, y);
       }},
      {"grain", [&](double, double) { return 30 + 4 * random.normal(); }},
  };
  for (const Case& c : cases)
    EXPECT_EQ(width_of(test::grey(test::plane(kWidth, kHeight, c.value))), 0) << c.what;
}

TEST(Border, SmallPicturesHaveNoValue) {
  EXPECT_FALSE(measure_border(test::grey(test::plane(63, 400, texture()))));
  EXPECT_TRUE(measure_border(test::grey(test::plane(64, 64, texture()))));
}

}  // namespace
}  // namespace photosieve
