// SPDX-License-Identifier: Apache-2.0
#include "base/uuid.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Uuid, CarriesVersionSevenAndItsTime) {
  const std::string id = uuid_v7(0x0123456789AB);
  EXPECT_TRUE(is_uuid(id)) << id;
  EXPECT_EQ(id.substr(0, 13), "01234567-89ab");
  EXPECT_EQ(id[14], '7');
}

TEST(Uuid, IsNewEachTimeAndSortsByTime) {
  EXPECT_NE(uuid_v7(1000), uuid_v7(1000));
  EXPECT_LT(uuid_v7(1000), uuid_v7(2000));
  EXPECT_FALSE(is_uuid("not-a-uuid"));
}

}  // namespace
}  // namespace photosieve
