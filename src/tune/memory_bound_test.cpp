// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/memory_bound.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

MemoryReading of(double total, double used, double workers, double peak) {
  return {.total_mb = total, .used_mb = used, .workers_mb = workers, .peak_mb = peak};
}

TEST(MemoryBound, IsUnknownUntilAWorkerHasShownWhatItTakes) {
  MemoryBound bound;
  EXPECT_EQ(bound.read(of(512, 100, 80, 0)), std::nullopt);
  EXPECT_EQ(bound.read({.peak_mb = 100}), std::nullopt);
}

TEST(MemoryBound, AsManyAsFitWithTheirPeaks) {
  // 448 of 512 MB may be used, 64 are the coordinator's, 20 are other programs': 364 are left.
  EXPECT_EQ(MemoryBound().read(of(512, 100, 80, 170)), 2U);
  EXPECT_EQ(MemoryBound().read(of(512, 100, 80, 190)), 1U);
  EXPECT_EQ(MemoryBound().read(of(512, 100, 80, 90)), 4U);
  EXPECT_EQ(MemoryBound().read(of(24'000, 2'000, 80, 170)), 128U);
  EXPECT_EQ(MemoryBound().read(of(8'000, 6'900, 200, 200)), 4U) << "a machine that others fill";
}

TEST(MemoryBound, FilesInUseMakeRoomForWorkers) {
  MemoryReading reading = of(512, 300, 80, 170);
  EXPECT_EQ(MemoryBound().read(reading), 1U);
  reading.cache_mb = 200;
  EXPECT_EQ(MemoryBound().read(reading), 2U) << "as with 100 used";
  reading.cache_mb = 1'000;
  EXPECT_EQ(MemoryBound().read(reading), 2U) << "never less than nothing is held by others";
}

TEST(MemoryBound, OneWorksWhateverItTakes) {
  EXPECT_EQ(MemoryBound().read(of(512, 500, 10, 4'000)), 1U);
}

TEST(MemoryBound, RisesOnlyWhenThereIsClearlyRoomAndFallsAtOnce) {
  MemoryBound bound;
  EXPECT_EQ(bound.read(of(512, 100, 80, 100)), 3U);  // 3.64
  EXPECT_EQ(bound.read(of(512, 120, 140, 100)), 3U) << "3.84";
  EXPECT_EQ(bound.read(of(552, 90, 90, 100)), 3U) << "4.19 is not clearly four";
  EXPECT_EQ(bound.read(of(600, 90, 90, 100)), 4U) << "4.61";
  EXPECT_EQ(bound.read(of(512, 200, 80, 100)), 2U) << "2.64: others take more";
}

TEST(MemoryBound, WhatCannotBeReadForAWhileChangesNothing) {
  MemoryBound bound;
  EXPECT_EQ(bound.read(of(512, 100, 80, 170)), 2U);
  EXPECT_EQ(bound.read({.peak_mb = 170}), 2U);
}

}  // namespace
}  // namespace photosieve
