// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/text_reader.h"

#include <gtest/gtest.h>

#include <numbers>

#include "see/test_photo.h"

namespace photosieve {
namespace {

class TextReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    SKIP_WITHOUT_NETWORKS();
    const auto runtime = Runtime::open(test::networks_folder() + "/libonnxruntime.so.1");
    ASSERT_TRUE(runtime);
    auto reader = TextReader::load(*runtime, test::networks_folder());
    ASSERT_TRUE(reader) << reader.error().message;
    reader_ = *std::move(reader);
  }
  std::optional<TextReader> reader_;
};

std::string without_spaces(std::string words) {
  std::erase(words, ' ');
  return words;
}

TEST_F(TextReaderTest, A_level_line_is_read) {
  const auto line = reader_->read(test::read_photo("signs.jpg"), {225, 94, 310, 46, 0});
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(without_spaces(line->words), "HotelParadise");
  EXPECT_GT(line->certainty, 90);
}

TEST_F(TextReaderTest, An_upright_line_is_read_from_the_end_that_makes_sense) {
  const Image photo = test::read_photo("signs.jpg");
  for (const double angle : {std::numbers::pi / 2, -std::numbers::pi / 2}) {
    const auto line = reader_->read(photo, {549, 320, 200, 44, angle});
    ASSERT_TRUE(line);
    EXPECT_EQ(without_spaces(line->words), "EXIT24");
  }
}

TEST_F(TextReaderTest, It_is_not_sure_of_what_is_no_text) {
  const auto line = reader_->read(test::read_photo("fig.jpg"), {400, 300, 300, 60, 0});
  ASSERT_TRUE(line);
  EXPECT_LT(line->certainty, 40);
}

TEST_F(TextReaderTest, A_line_without_height_or_far_outside_is_no_failure) {
  const Image photo = test::read_photo("signs.jpg");
  for (const TurnedBox& box : {TurnedBox{10, 10, 0, 0, 0}, TurnedBox{9000, 9000, 100, 20, 1}})
    EXPECT_TRUE(reader_->read(photo, box));
}

}  // namespace
}  // namespace photosieve
