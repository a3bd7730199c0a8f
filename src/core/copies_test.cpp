// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/copies.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

struct CopiesTest : testing::Test {
  void add(std::uint32_t photos) {
    for (std::uint32_t n = 1; n <= photos; ++n) {
      table.add({table.size() + 1, std::to_string(n) + ".jpg", {}});
      table.state(n).approved = true;
    }
  }
  template <class Kind>
  std::vector<std::uint32_t> handed_out() {
    Actions actions;
    copies.hand_out(actions);
    std::vector<std::uint32_t> photos;
    for (const Action& action : actions)
      if (const auto* kind = std::get_if<Kind>(&action)) photos.push_back(kind->n);
    return photos;
  }
  PhotoTable table;
  Copies copies{table};
};

TEST_F(CopiesTest, HandsOutOnlySoManyAtOnceAndNeverLosesOne) {
  add(200);
  for (std::uint32_t n = 1; n <= 200; ++n) copies.stage(n);
  std::uint32_t staged = 0;
  while (!copies.staging_done()) {
    const auto photos = handed_out<action::Stage>();
    ASSERT_FALSE(photos.empty());
    ASSERT_LE(copies.with_mover(), 64U);
    for (const std::uint32_t n : photos) {
      table.state(n).staged = true;
      copies.ended(n);
      ++staged;
    }
  }
  EXPECT_EQ(staged, 200U);
}

TEST_F(CopiesTest, APhotoWithTheMoverIsNotHandedOutTwice) {
  add(1);
  copies.stage(1);
  EXPECT_EQ(handed_out<action::Stage>(), std::vector<std::uint32_t>{1});
  copies.stage(1);
  EXPECT_TRUE(handed_out<action::Stage>().empty());
  copies.ended(1);
  EXPECT_EQ(handed_out<action::Stage>(), std::vector<std::uint32_t>{1});
}

TEST_F(CopiesTest, SettlingPlacesTheApprovedAndRemovesTheOthers) {
  add(4);
  table.state(1).staged = true;
  table.state(2).staged = true;
  table.state(2).approved = false;
  table.state(3).approved = false;
  table.state(4).placed = true;
  copies.settle();
  EXPECT_FALSE(copies.settled());
  Actions actions;
  copies.hand_out(actions);
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(std::get<action::Place>(actions[0]).n, 1U);
  EXPECT_EQ(std::get<action::Unstage>(actions[1]).n, 2U);
  copies.ended(1);
  copies.ended(2);
  EXPECT_TRUE(copies.settled());
}

}  // namespace
}  // namespace photosieve
