// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_sqlite.h"

#include <sys/mount.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "store/schema.h"
#include "store/sqlite_database.h"
#include "store/store_columns_suite.h"
#include "store/store_pace_suite.h"
#include "store/store_performance_suite.h"
#include "store/store_query_suite.h"
#include "store/store_safety_suite.h"
#include "store/store_suite.h"
#include "store/store_tokens_suite.h"

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
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreQuerySuite, SqliteFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreColumnsSuite, SqliteFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StorePaceSuite, SqliteFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreTokensSuite, SqliteFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreSafetySuite, SqliteFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StorePerformanceSuite, SqliteFile);

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
    ASSERT_TRUE((*database)->execute("PRAGMA user_version=999"));
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

TEST_F(SqliteStoreTest, ADatabaseOfAnotherProgramIsRefusedAndLeftAlone) {
  {
    auto database = SqliteDatabase::open(file);
    ASSERT_TRUE(database);
    ASSERT_TRUE((*database)->execute("CREATE TABLE theirs (x)"));
  }
  const auto store = open_store("sqlite:" + file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::kUsage);
  EXPECT_NE(store.error().message.find("another program"), std::string::npos);
  auto database = SqliteDatabase::open(file);
  EXPECT_FALSE((*database)->prepare("SELECT * FROM sessions"));
}

TEST_F(SqliteStoreTest, ADatabaseOfEachEarlierSchemaIsBroughtUpToDateWithItsContent) {
  for (std::size_t version = 1; version < schema_steps().size(); ++version) {
    const std::string old = file + std::to_string(version);
    {
      auto database = SqliteDatabase::open(old);
      ASSERT_TRUE(database);
      for (const char* step : schema_steps().first(version))
        ASSERT_TRUE((*database)->execute(step));
      ASSERT_TRUE((*database)->execute("PRAGMA user_version=" + std::to_string(version)));
      ASSERT_TRUE((*database)->execute(
          "INSERT INTO sessions (id, name, status, stage, input_folder, output_folder, settings, "
          "profile, created_at, started_at, ended_at, elapsed_seconds, total_images, skipped, "
          "processed, approved, rejected, quality_issues, defect_issues, similarity_issues, "
          "compliance_issues, error) VALUES ('s','n','complete','complete','/i','/o',"
          "'{\"profile\":\"generic\",\"mode\":\"smart\",\"workers\":0,\"batch_size\":0,"
          "\"copy\":true}','{}',1,2,3,4.5,1,0,1,1,0,0,0,0,0,'');"
          "INSERT INTO photos (session_id, n, path, bytes, modified_ns, inode, judged, format, "
          "width, "
          "height, measures, own_findings, own_approved, own_issues, confidence, quality, "
          "elapsed_ms, "
          "approved) VALUES ('s',1,CAST('a/One.jpg' AS BLOB),5,6,7,1,'jpeg',10,20,"
          "'{\"sharpness\":42.5}','[]',1,0,0.5,77,9,1);"
          "INSERT INTO milestones (session_id, value, type, current_progress, total_progress,"
          "reached_at, snapshot) VALUES ('s','25%',0,1,4,5,'{}')"));
    }
    const auto store = open_store("sqlite:" + old);
    ASSERT_TRUE(store) << store.error().message;
    const auto session = (*store)->session("s");
    ASSERT_TRUE(session && *session) << version;
    EXPECT_EQ((*session)->status, SessionStatus::kComplete);
    EXPECT_EQ((*store)->milestones("s")->size(), 1U);
    const auto photo = (*store)->photo("s", 1);
    ASSERT_TRUE(photo && *photo) << version;
    EXPECT_EQ((*photo)->ref.path, "a/One.jpg");
    if (version >= 11) continue;  // whose program wrote the columns of pages itself
    const auto page = (*store)->image_page("s", {.text = "one", .folder = "a"},
                                           {.by = ImageOrder::By::kMeasure}, std::nullopt, 10);
    ASSERT_TRUE(page && page->size() == 1) << version;
    EXPECT_EQ(page->front().place.value, 42.5);
  }
}

TEST_F(SqliteStoreTest, ADatabaseDamagedInTheMiddleGivesAnErrorAndNoCrash) {
  {
    auto store = open_store("sqlite:" + file);
    ASSERT_TRUE(store);
    Session session;
    session.id = "s";
    ASSERT_TRUE((*store)->create_session(session, *load_profile("generic")));
    std::vector<PhotoRef> photos;
    for (std::uint32_t n = 1; n <= 2000; ++n) photos.push_back({n, std::string(80, 'p'), {}});
    ASSERT_TRUE((*store)->add_photos("s", photos));
  }
  const auto size = std::filesystem::file_size(file);
  {
    std::fstream damage(file, std::ios::in | std::ios::out | std::ios::binary);
    damage.seekp(static_cast<std::streamoff>(size / 4));
    damage << std::string(size / 2, '\x5a');
  }
  auto store = open_store("sqlite:" + file);
  if (!store) {
    EXPECT_EQ(store.error().kind, ErrorKind::kFatal);
    return;
  }
  const auto done = (*store)->each_photo("s", [](const StoredPhoto&) { return true; });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kFatal);
  EXPECT_NE(done.error().message.find("damaged"), std::string::npos) << done.error().message;
}

TEST_F(SqliteStoreTest, ItsFilesAreTheOwnersAlone) {
  auto store = open_store("sqlite:" + folder + "/deep/p.db");
  ASSERT_TRUE(store);
  Session session;
  session.id = "s";
  ASSERT_TRUE((*store)->create_session(session, *load_profile("generic")));
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/deep"))
    EXPECT_EQ(static_cast<unsigned>(entry.status().permissions()) & 077U, 0U) << entry.path();
  EXPECT_EQ(static_cast<unsigned>(std::filesystem::status(folder + "/deep").permissions()), 0700U);
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

using SqliteColumns = StoreColumnsSuite<SqliteFile>;

TEST_F(SqliteColumns, PagesOfRunsWhoseBytesAreDamagedAreReadFromTheColumns) {
  std::mt19937 chance(9);  // NOLINT(cert-msc51-cpp): the same every time
  Session session = session_named("s");
  create(session);
  add_photos("s", kPhotos);
  std::vector<std::uint32_t> all_of_them;
  for (std::uint32_t n = 1; n <= kPhotos; ++n) all_of_them.push_back(n);
  judge(all_of_them, chance, session);
  session.status = SessionStatus::kComplete;
  ASSERT_TRUE(store_->save_session(session));
  expect_all_pages("sorted");
  auto database = SqliteDatabase::open(address_.substr(7));
  ASSERT_TRUE(database);
  ASSERT_TRUE(
      (*database)->execute("UPDATE image_columns SET bytes=x'00' WHERE kind LIKE 'part/%'"));
  expect_all_pages("damaged");
}

TEST_F(SqliteStoreTest, AWriterThatWaitsTooLongIsToldToTryAgain) {
  auto database = SqliteDatabase::open(file);
  ASSERT_TRUE(database);
  ASSERT_TRUE((*database)->execute("CREATE TABLE t (x)"));
  auto other = SqliteDatabase::open(file);
  ASSERT_TRUE(other);
  ASSERT_TRUE((*other)->execute("PRAGMA busy_timeout=50"));
  ASSERT_TRUE((*database)->execute("BEGIN IMMEDIATE"));
  const auto done = (*other)->execute("BEGIN IMMEDIATE");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kRetry);
}

// Every field known, once a second, stored in portions.
TEST_F(SqliteStoreTest, AWeekOfHistoryTakesLessThanTwentyMegabytes) {
  auto store = open_store("sqlite:" + file);
  ASSERT_TRUE(store);
  Session session;
  session.id = "0198f000-0000-7000-8000-000000000000";
  ASSERT_TRUE((*store)->create_session(session, *load_profile("generic")));
  constexpr int kWeek = 7 * 24 * 3600;
  constexpr int kPortion = 3600;
  std::vector<PerformanceBucket> moments;
  for (int second = 0; second < kWeek; ++second) {
    PerformanceBucket moment;
    moment.at = moment.last = kHistoryBegins + second * WallMs{1000} + second % 7;
    moment.samples = 1;
    for (auto& field : moment.fields) {
      const double value = 0.123 + second % 977;
      field = FieldSpan{value, value, value, 1};
    }
    moments.push_back(moment);
    if (moments.size() < kPortion) continue;
    ASSERT_TRUE((*store)->add_performance(session.id, moments));
    moments.clear();
  }
  const auto all = (*store)->performance(session.id, std::nullopt, std::nullopt, 1);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->at(0).samples, static_cast<std::uint32_t>(kWeek));
  store->reset();  // the log beside it is taken in
  const auto bytes = std::filesystem::file_size(file);
  RecordProperty("bytes", std::to_string(bytes));
  EXPECT_LT(bytes, 20U * 1000 * 1000);
}

}  // namespace
}  // namespace photosieve
