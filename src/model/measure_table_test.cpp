// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/measure_table.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(MeasureTable, EveryMeasureStandsAtItsPlaceAndIsFoundByName) {
  for (std::size_t i = 0; i < kMeasureCount; ++i) {
    const auto id = static_cast<MeasureId>(i);
    EXPECT_EQ(info(id).id, id);
    EXPECT_EQ(measure_id(info(id).name), id);
    EXPECT_LT(info(id).lowest, info(id).highest) << info(id).name;
  }
}

TEST(MeasureTable, ValuesAreRoundedAndKeptInTheirRange) {
  Measures measures;
  EXPECT_EQ(measures.get(MeasureId::kSharpness), std::nullopt);
  measures.set(MeasureId::kSharpness, 12.34567);
  measures.set(MeasureId::kSharpArea, 130);
  EXPECT_EQ(measures.get(MeasureId::kSharpness), 12.346);
  EXPECT_EQ(measures.get(MeasureId::kSharpArea), 100.0);
}

}  // namespace
}  // namespace photosieve
