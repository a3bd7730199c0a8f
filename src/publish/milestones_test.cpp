// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/milestones.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

namespace photosieve {
namespace {

std::vector<std::string> values(const std::vector<Milestone>& milestones) {
  std::vector<std::string> all;
  all.reserve(milestones.size());
  for (const Milestone& milestone : milestones) all.push_back(milestone.value);
  return all;
}

using Values = std::vector<std::string>;

TEST(Milestones, AStepTellsAllThatItCrossesInOrder) {
  Milestones milestones{RunSettings{}};
  EXPECT_EQ(values(milestones.reach(99, 20000, 1)), Values{});
  EXPECT_EQ(values(milestones.reach(100, 20000, 2)), Values{"100_images"});
  EXPECT_EQ(values(milestones.reach(5000, 20000, 2 * 3600 + 5)),
            (Values{"25%", "500_images", "1000_images", "5000_images", "1_hour", "2_hours"}));
  EXPECT_EQ(values(milestones.reach(5001, 20000, 2 * 3600 + 6)), Values{});
}

TEST(Milestones, AShareIsReachedByTheFirstPhotoThatMakesIt) {
  Milestones milestones{RunSettings{}};
  EXPECT_EQ(values(milestones.reach(0, 3, 0)), Values{});
  EXPECT_EQ(values(milestones.reach(1, 3, 0)), Values{"25%"});
  EXPECT_EQ(values(milestones.reach(2, 3, 0)), Values{"50%"});
  EXPECT_EQ(values(milestones.reach(3, 3, 0)), (Values{"75%", "90%"}));
}

TEST(Milestones, WhatWasToldBeforeIsNotToldAgain) {
  Milestones milestones{RunSettings{}};
  milestones.restore({"25%", "100_images"});
  EXPECT_EQ(values(milestones.reach(500, 1000, 0)), (Values{"50%", "500_images"}));
}

TEST(Milestones, AShareOfATotalThatChangesIsTakenOfTheNewOne) {
  Milestones milestones{RunSettings{}};
  EXPECT_EQ(values(milestones.reach(10, 1000, 0)), Values{});
  EXPECT_EQ(values(milestones.reach(10, 40, 0)), Values{"25%"});
  EXPECT_EQ(values(milestones.reach(15, 100, 0)), Values{});
  EXPECT_EQ(values(milestones.reach(50, 100, 0)), Values{"50%"});
}

TEST(Milestones, HoursCanBeChosen) {
  RunSettings settings;
  settings.hour_milestones = {2, 5};
  Milestones milestones{settings};
  EXPECT_EQ(values(milestones.reach(1, 1000, 3.5 * 3600)), Values{"2_hours"});
  EXPECT_EQ(values(milestones.reach(1, 1000, 9 * 3600)), Values{"5_hours"});
}

TEST(Milestones, NoPhotosReachNothing) {
  Milestones milestones{RunSettings{}};
  EXPECT_EQ(values(milestones.reach(0, 0, 0)), Values{});
}

// Whatever the steps, and however often the run is killed and resumed between them.
TEST(Milestones, EachIsToldExactlyOnceInOrderOverRandomRuns) {
  std::mt19937 random(7);
  const auto pick = [&](std::uint32_t below) {
    return static_cast<std::uint32_t>(random() % below);
  };
  for (int run = 0; run < 300; ++run) {
    const std::uint32_t total = 1 + pick(30000);
    auto milestones = std::make_unique<Milestones>(RunSettings{});
    Values told;
    std::uint32_t done = 0;
    double elapsed = 0;
    while (done < total) {
      done = std::min(total, done + 1 + pick(400));
      elapsed += pick(200);
      for (const std::string& value : values(milestones->reach(done, total, elapsed)))
        told.push_back(value);
      if (pick(10) == 0) {
        milestones = std::make_unique<Milestones>(RunSettings{});
        milestones->restore(told);
      }
    }
    Milestones at_once{RunSettings{}};
    Values wanted = values(at_once.reach(done, total, elapsed));
    std::sort(wanted.begin(), wanted.end());
    Values sorted = told;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(sorted, wanted) << total;
    const auto place = [&](const char* value) {
      return std::find(told.begin(), told.end(), value) - told.begin();
    };
    EXPECT_LT(place("25%"), place("50%"));
    EXPECT_LT(place("75%"), place("90%"));
  }
}

}  // namespace
}  // namespace photosieve
