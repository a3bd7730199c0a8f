// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snapshot_json.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(SnapshotJson, GoesThereAndBackAndKeepsTheUnknownUnknown) {
  PerformanceSnapshot snapshot;
  snapshot.processing_speed = 12.5;
  snapshot.approved_count = 7;
  const PerformanceSnapshot back = snapshot_from_text(snapshot_to_text(snapshot));
  EXPECT_EQ(back.processing_speed, 12.5);
  EXPECT_EQ(back.gpu_usage, std::nullopt);
  EXPECT_EQ(back.approved_count, 7U);
  EXPECT_EQ(snapshot_from_text("nonsense").approved_count, 0U);
}

}  // namespace
}  // namespace photosieve
