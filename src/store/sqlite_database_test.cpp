// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite_database.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

struct SqliteDatabaseTest : testing::Test {
  SqliteDatabaseTest() {
    auto opened = SqliteDatabase::open(":memory:");
    EXPECT_TRUE(opened);
    database = std::move(*opened);
    EXPECT_TRUE(database->execute("CREATE TABLE t (a INTEGER, b DOUBLE, c TEXT, d BLOB)"));
  }
  std::int64_t rows() const {
    auto count = database->prepare("SELECT COUNT(*) FROM t");
    EXPECT_TRUE(count && (*count)->step());
    return (*count)->whole(0);
  }
  std::unique_ptr<Database> database;
};

TEST_F(SqliteDatabaseTest, BindsAndReadsEveryType) {
  auto insert = database->prepare("INSERT INTO t VALUES (?1,?2,?3,?4)");
  ASSERT_TRUE(insert);
  (*insert)->bind(1, std::int64_t{-7}).bind(2, 1.5).bind(3, "text").bind_blob(4, {"\0\xff", 2});
  ASSERT_TRUE((*insert)->run());
  (*insert)->bind_null(1);
  ASSERT_TRUE((*insert)->run());
  auto select = database->prepare("SELECT * FROM t");
  ASSERT_TRUE(select && *(*select)->step());
  EXPECT_EQ((*select)->whole(0), -7);
  EXPECT_EQ((*select)->number(1), 1.5);
  EXPECT_EQ((*select)->text(2), "text");
  EXPECT_EQ((*select)->text(3), std::string("\0\xff", 2));
  ASSERT_TRUE(*(*select)->step());
  EXPECT_TRUE((*select)->is_null(0)) << "bindings are not carried over";
  EXPECT_TRUE((*select)->is_null(3));
  EXPECT_FALSE(*(*select)->step());
}

TEST_F(SqliteDatabaseTest, ATransactionThatFailsLeavesNothing) {
  const auto done = database->transaction([&]() -> Result<> {
    PS_TRY_VOID(database->execute("INSERT INTO t (a) VALUES (1)"));
    return fail(ErrorKind::kFatal, "no");
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(rows(), 0);
  EXPECT_TRUE(
      database->transaction([&] { return database->execute("INSERT INTO t (a) VALUES (1)"); }));
  EXPECT_EQ(rows(), 1);
}

TEST_F(SqliteDatabaseTest, WrongSqlIsAnErrorWithSqlitesWords) {
  EXPECT_NE(database->prepare("SELEKT").error().message.find("syntax error"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
