// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/sight.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "see/test_photo.h"

namespace photosieve {
namespace {

namespace fs = std::filesystem;

TEST(SightTest, Without_networks_nothing_was_looked_for) {
  Sight none;
  EXPECT_FALSE(none.look(test::read_photo("face.jpg")).faces);
  Sight empty = Sight::open("/nowhere");
  const Seen seen = empty.look(test::read_photo("face.jpg"));
  EXPECT_FALSE(seen.faces);
  EXPECT_FALSE(seen.texts);
  EXPECT_NE(empty.lacks(), "");
}

TEST(SightTest, Faces_and_text_are_seen_with_their_words) {
  SKIP_WITHOUT_NETWORKS();
  Sight sight = Sight::open(test::networks_folder());
  EXPECT_EQ(sight.lacks(), "");
  const Seen portrait = sight.look(test::read_photo("face.jpg"));
  ASSERT_TRUE(portrait.faces);
  EXPECT_EQ(portrait.faces->size(), 1U);
  ASSERT_TRUE(portrait.texts);
  EXPECT_TRUE(portrait.texts->empty());
  const Seen signs = sight.look(test::read_photo("signs.jpg"));
  ASSERT_TRUE(signs.faces);
  EXPECT_TRUE(signs.faces->empty());
  ASSERT_TRUE(signs.texts);
  ASSERT_EQ(signs.texts->size(), 2U);
  EXPECT_GE(signs.texts->at(0).certainty, signs.texts->at(1).certainty);
  EXPECT_NEAR(signs.texts->at(0).height, 8, 2);
}

TEST(SightTest, What_nobody_asks_for_is_not_looked_for) {
  SKIP_WITHOUT_NETWORKS();
  Sight sight = Sight::open(test::networks_folder());
  const Image photo = test::read_photo("face.jpg");
  EXPECT_FALSE(sight.look(photo, {.faces = false, .texts = true}).faces);
  EXPECT_FALSE(sight.look(photo, {.faces = true, .texts = false}).texts);
}

TEST(SightTest, A_missing_or_broken_model_leaves_the_others_working) {
  SKIP_WITHOUT_NETWORKS();
  const fs::path folder = fs::path(testing::TempDir()) / "half_of_the_networks";
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const char* file : {"libonnxruntime.so.1", "face_far.onnx", "face_near.onnx"})
    fs::create_symlink(fs::path(test::networks_folder()) / file, folder / file);
  std::ofstream(folder / "text_find.onnx") << "broken";
  Sight sight = Sight::open(folder.string());
  EXPECT_NE(sight.lacks(), "");
  const Seen seen = sight.look(test::read_photo("face.jpg"));
  EXPECT_TRUE(seen.faces);
  EXPECT_FALSE(seen.texts) << "not looked for, which is not the same as none";
}

}  // namespace
}  // namespace photosieve
