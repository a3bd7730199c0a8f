// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database_address.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(DatabaseAddressTest, WhatIsShownHoldsNoPassword) {
  struct Case {
    const char* address;
    const char* shown;
  };
  for (const Case& c : {
           Case{"sqlite:/data/a@b?c.db", "sqlite:/data/a@b?c.db"},
           Case{"postgresql://ann:s3cret@host:5433/photos", "postgresql://host:5433/photos"},
           Case{"postgres://host/photos?user=ann&password=s3cret", "postgres://host/photos"},
           Case{"postgresql:///photos?host=/run/pg", "postgresql:///photos"},
           Case{"postgresql://ann:s3@cr/et?@host/photos", "postgresql://host/photos"},
           Case{"mysql://ann:s3cret@host/photos", "mysql://host/photos"},
           Case{"postgresql://host/ph\033otos", "postgresql://host/ph\xef\xbf\xbdotos"},
       })
    EXPECT_EQ(shown_address(c.address), c.shown) << c.address;
}

TEST(DatabaseAddressTest, KnowsPostgresByItsScheme) {
  EXPECT_TRUE(is_postgres_address("postgresql://"));
  EXPECT_TRUE(is_postgres_address("postgres://h/d"));
  EXPECT_FALSE(is_postgres_address("postgresql:h"));
  EXPECT_FALSE(is_postgres_address("sqlite:postgres://"));
}

TEST(DatabaseAddressTest, TellsTheFolderOfAFile) {
  EXPECT_EQ(database_folder("sqlite:/data/photos/a.db"), "/data/photos");
  EXPECT_EQ(database_folder("sqlite:/a.db"), "/");
  EXPECT_EQ(database_folder("sqlite:a.db"), ".");
  EXPECT_EQ(database_folder("postgresql://host/photos"), "");
}

}  // namespace
}  // namespace photosieve
