// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_sqlite.h"

#include <sys/mount.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "store/store_suite.h"

namespace photosieve {

struct SqliteFile {
  static std::string fresh_address() {
    std::string pattern = testing::TempDir() + "storeXXXXXX";
    return "sqlite:" + std::string(::mkdtemp(pattern.data())) + "/deep/folders/photosieve.db";
  }
  static void remove(const std::string& address) {
    const std::filesystem::path file(address.substr(7));
    std::filesystem::remove_all(file.parent_path().parent_path().parent_path());
  }
};
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreSuite, SqliteFile);

namespace {

struct SqliteStoreTest : testing::Test {
  SqliteStoreTest() {
    std::string pattern = testing::TempDir() + "storeXXXXXX";
    folder = ::mkdtemp(pattern.data());
    file = folder + "/p.db";
  }
  ~SqliteStoreTest() override { std::filesystem::remove_all(folder); }
  std::string folder;
  std::string file;
};

TEST_F(SqliteStoreTest, RefusesADatabaseThatANewerProgramWrote) {
  ASSERT_TRUE(open_store("sqlite:" + file));
  {
    auto database = SqliteDatabase::open(file);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute("PRAGMA user_version=999"));
  }
  const auto store = open_store("sqlite:" + file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::kFatal);
  EXPECT_NE(store.error().message.find("newer photosieve (schema 999"), std::string::npos)
      << store.error().message;
}

TEST_F(SqliteStoreTest, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
  std::ofstream(file) << std::string(5000, 'x');
  const auto store = open_store("sqlite:" + file);
  ASSERT_FALSE(store);
  EXPECT_NE(store.error().message.find("damaged or no database"), std::string::npos)
      << store.error().message;
  EXPECT_EQ(std::filesystem::file_size(file), 5000U);
}

TEST_F(SqliteStoreTest, AnAddressOfAnotherKindIsRefused) {
  EXPECT_EQ(open_store("mysql:x").error().kind, ErrorKind::kUsage);
  EXPECT_EQ(open_store("sqlite:").error().kind, ErrorKind::kUsage);
  EXPECT_FALSE(open_store("sqlite:/proc/nothing/here.db"));
}

TEST_F(SqliteStoreTest, AFullDiskIsSaidAndNothingHalfIsLeft) {
  if (::mount("none", folder.c_str(), "tmpfs", 0, "size=512k") != 0)
    GTEST_SKIP() << "only root may mount a small disk";
  {
    auto store = open_store("sqlite:" + file);
    ASSERT_TRUE(store) << store.error().message;
    Session session;
    session.id = "s";
    ASSERT_TRUE((*store)->create_session(session, *load_profile("generic")));
    Result<> done;
    std::uint32_t added = 0;
    for (std::uint32_t n = 1; done && n < 20; ++n) {
      std::vector<PhotoRef> photos;
      for (std::uint32_t i = 0; i < 500; ++i)
        photos.push_back({added + i + 1, std::string(100, 'p'), {}});
      done = (*store)->add_photos("s", photos);
      if (done) added += 500;
    }
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().message.find("full"), std::string::npos) << done.error().message;
    std::uint32_t seen = 0;
    EXPECT_TRUE((*store)->each_photo("s", [&](const StoredPhoto&) { return ++seen > 0; }));
    EXPECT_EQ(seen, added);
  }
  ::umount(folder.c_str());
}

TEST_F(SqliteStoreTest, AWriterThatWaitsTooLongIsToldToTryAgain) {
  auto database = SqliteDatabase::open(file);
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->execute("CREATE TABLE t (x)"));
  auto other = SqliteDatabase::open(file);
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->execute("PRAGMA busy_timeout=50"));
  ASSERT_TRUE(database->execute("BEGIN IMMEDIATE"));
  const auto done = other->execute("BEGIN IMMEDIATE");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kRetry);
}

}  // namespace
}  // namespace photosieve
