// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/face_finder.h"

#include <gtest/gtest.h>

#include "see/test_photo.h"

namespace photosieve {
namespace {

class FaceFinderTest : public testing::Test {
 protected:
  void SetUp() override {
    SKIP_WITHOUT_NETWORKS();
    const auto runtime = Runtime::open(test::networks_folder() + "/libonnxruntime.so.1");
    ASSERT_TRUE(runtime);
    auto finder = FaceFinder::load(*runtime, test::networks_folder());
    ASSERT_TRUE(finder) << finder.error().message;
    finder_ = *std::move(finder);
  }
  std::optional<FaceFinder> finder_;
};

bool holds(const Region& region, std::uint32_t x, std::uint32_t y) {
  return x >= region.x && x < region.x + region.width && y >= region.y &&
         y < region.y + region.height;
}

TEST_F(FaceFinderTest, A_portrait_has_one_face_with_its_place_and_height) {
  const auto faces = finder_->find(test::read_photo("face.jpg"));
  ASSERT_TRUE(faces) << faces.error().message;
  ASSERT_EQ(faces->size(), 1U);
  const SeenFace& face = faces->front();
  EXPECT_GT(face.certainty, 85);
  EXPECT_NEAR(face.height, 56, 8) << "135 of 240 pixels from the hair to the chin";
  EXPECT_TRUE(holds(face.region, 120, 105)) << "the nose";
}

TEST_F(FaceFinderTest, A_face_of_eight_percent_of_the_height_is_found_wherever_it_is) {
  const Image portrait = test::read_photo("face.jpg");
  struct Case {
    const char* what;
    std::size_t width, height, left, top;
  };
  for (const Case& one :
       {Case{"left", 2520, 1680, 0, 300}, Case{"right", 2520, 1680, 2280, 900},
        Case{"middle", 2520, 1680, 1150, 0}, Case{"upright", 1680, 2100, 700, 1800},
        Case{"panorama", 5040, 1680, 3300, 700}}) {
    const auto faces =
        finder_->find(test::placed(portrait, one.width, one.height, one.left, one.top));
    ASSERT_TRUE(faces) << one.what;
    ASSERT_FALSE(faces->empty()) << one.what;
    EXPECT_GT(faces->front().certainty, 75) << one.what;
    EXPECT_TRUE(holds(faces->front().region, static_cast<std::uint32_t>(one.left + 120),
                      static_cast<std::uint32_t>(one.top + 105)))
        << one.what;
  }
}

TEST_F(FaceFinderTest, Figs_and_a_plain_ground_have_none) {
  for (const Image& image :
       {test::read_photo("fig.jpg"),
        test::grey_photo(640, 480, [](std::size_t, std::size_t) { return 128; })}) {
    const auto faces = finder_->find(image);
    ASSERT_TRUE(faces);
    for (const SeenFace& face : *faces) EXPECT_LT(face.certainty, 65);
  }
}

TEST_F(FaceFinderTest, A_photo_too_small_for_any_has_none) {
  const auto faces =
      finder_->find(test::grey_photo(40, 2000, [](std::size_t, std::size_t) { return 9; }));
  ASSERT_TRUE(faces);
  EXPECT_TRUE(faces->empty());
}

}  // namespace
}  // namespace photosieve
