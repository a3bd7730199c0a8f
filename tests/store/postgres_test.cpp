// The store over PostgreSQL: every suite that SQLite passes, and what only a server can do.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <memory>
#include <thread>

#include "store/own_postgres.h"
#include "store/postgres_database.h"
#include "store/schema.h"
#include "store/store_columns_suite.h"
#include "store/store_pace_suite.h"
#include "store/store_performance_suite.h"
#include "store/store_query_suite.h"
#include "store/store_safety_suite.h"
#include "store/store_suite.h"
#include "store/store_tokens_suite.h"

namespace photosieve {

INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreSuite, PostgresSchema);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreQuerySuite, PostgresSchema);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreColumnsSuite, PostgresSchema);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StorePaceSuite, PostgresSchema);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreTokensSuite, PostgresSchema);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreSafetySuite, PostgresSchema);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StorePerformanceSuite, PostgresSchema);

namespace {

struct PostgresStoreTest : testing::Test {
  ~PostgresStoreTest() override { PostgresSchema::remove(address); }
  [[nodiscard]] std::unique_ptr<Store> open() const {
    auto store = open_store(address);
    EXPECT_TRUE(store) << store.error().message;
    return store ? std::move(*store) : nullptr;
  }
  [[nodiscard]] std::unique_ptr<Database> database() const {
    return std::move(*PostgresDatabase::open(address));
  }
  [[nodiscard]] static Session session() {
    Session made;
    made.id = "s";
    return made;
  }
  // A session with that many photos.
  static void fill(Store& store, std::uint32_t photos) {
    ASSERT_TRUE(store.create_session(session(), *load_profile("generic")));
    std::vector<PhotoRef> refs;
    for (std::uint32_t n = 1; n <= photos; ++n) refs.push_back({n, std::to_string(n), {}});
    ASSERT_TRUE(store.add_photos("s", refs));
  }
  [[nodiscard]] static Commit commit_of(std::uint32_t n) {
    Commit commit;
    commit.session = session();
    commit.session.processed = n;
    commit.results.emplace_back().n = n;
    commit.errors.push_back({"photo", "bad", n, true, 100});
    return commit;
  }
  static void end_connections() {
    OwnPostgres::get().execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE backend_type='client backend' AND pid<>pg_backend_pid()");
  }
  const std::string address = PostgresSchema::fresh_address();
};

TEST_F(PostgresStoreTest, BindsAndReadsEveryType) {
  const auto made = database();
  ASSERT_TRUE(made->execute("CREATE TABLE t (a INTEGER, b DOUBLE PRECISION, c TEXT, d BLOB)"));
  ASSERT_TRUE(made->upgrade([&] { return made->set_schema_version(1); }));
  ASSERT_TRUE(made->transaction([&]() -> Result<> {
    PS_TRY(const std::unique_ptr<Statement> insert,
           made->prepare("INSERT INTO t VALUES (?1,?2,?3,?4)"));
    insert->bind(1, std::int64_t{-7}).bind(2, 1.5).bind(3, "text").bind_blob(4, {"\0\xff", 2});
    PS_TRY_VOID(insert->run());
    insert->bind_null(1);
    return insert->run();
  }));
  const auto select = made->prepare("SELECT * FROM t ORDER BY a");
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

// Out of line a column would be compressed and in pieces, which takes longer to put together.
TEST_F(PostgresStoreTest, ColumnsOfNumbersStandInTheirRows) {
  constexpr std::uint32_t kPhotos = 896;
  {
    const auto store = open();
    fill(*store, kPhotos);
    Commit commit = commit_of(kPhotos);
    commit.results.clear();
    for (std::uint32_t n = 1; n <= kPhotos; ++n) {
      commit.results.emplace_back().n = n;
      commit.results.back().quality = 1.0 / n;
    }
    commit.session.status = SessionStatus::kComplete;
    ASSERT_TRUE(store->commit(commit));
  }
  const auto asked = database();
  const auto in_pieces = asked->prepare(
      "SELECT pg_relation_size(reltoastrelid), pg_relation_size(oid) FROM pg_class "
      "WHERE relname='image_columns' AND relnamespace=current_schema()::regnamespace");
  ASSERT_TRUE(in_pieces && *(*in_pieces)->step());
  EXPECT_EQ((*in_pieces)->whole(0), 0);
  EXPECT_GE((*in_pieces)->whole(1), 5 * 2 * 8192);  // five columns, and each in its order
}

TEST_F(PostgresStoreTest, RefusesADatabaseThatANewerProgramWrote) {
  ASSERT_TRUE(open_store(address));
  ASSERT_TRUE(database()->execute("UPDATE photosieve_schema SET version=999"));
  const auto store = open_store(address);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::kFatal);
  EXPECT_NE(store.error().message.find("newer photosieve (schema 999"), std::string::npos)
      << store.error().message;
}

// From 7 on: the first that this program made in PostgreSQL.
TEST_F(PostgresStoreTest, ADatabaseOfEachEarlierSchemaIsBroughtUpToDateWithItsContent) {
  for (std::size_t version = 7; version < schema_steps().size(); ++version) {
    PostgresSchema::remove(address);
    {
      const auto made = database();
      for (const char* step : schema_steps().first(version)) ASSERT_TRUE(made->execute(step));
      ASSERT_TRUE(made->upgrade([&] { return made->set_schema_version(version); }));
      const auto done = made->execute(
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
          "approved) VALUES ('s',1,'a/One.jpg',5,6,7,1,'jpeg',10,20,"
          "'{\"sharpness\":42.5}','[]',1,0,0.5,77,9,1)");
      ASSERT_TRUE(done) << done.error().message;
    }
    const auto store = open();
    const auto session = store->session("s");
    ASSERT_TRUE(session && *session) << version;
    EXPECT_EQ((*session)->status, SessionStatus::kComplete);
    const auto photo = store->photo("s", 1);
    ASSERT_TRUE(photo && *photo) << version;
    EXPECT_EQ((*photo)->ref.path, "a/One.jpg");
    // Programs of schema 8 on wrote the columns that pages are made by; these rows were not.
    if (version >= 8) continue;
    const auto page = store->image_page("s", {.text = "one", .folder = "a"},
                                        {.by = ImageOrder::By::kMeasure}, std::nullopt, 10);
    ASSERT_TRUE(page && page->size() == 1) << version;
    EXPECT_EQ(page->front().place.value, 42.5);
  }
}

TEST_F(PostgresStoreTest, ASchemaOfAnotherProgramIsRefusedAndLeftAlone) {
  ASSERT_TRUE(database()->execute("CREATE TABLE theirs (x INTEGER)"));
  const auto store = open_store(address);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::kUsage);
  EXPECT_NE(store.error().message.find("another program"), std::string::npos);
  EXPECT_FALSE(database()->execute("SELECT * FROM sessions"));
}

// What is wrong is said with what to do next, and no password with it.
TEST_F(PostgresStoreTest, WhatStandsInTheWayOfOpeningIsSaidWithoutThePassword) {
  const std::string host = "?host=" + OwnPostgres::get().folder();
  struct Case {
    const char* what;
    std::string address;
    ErrorKind kind;
    const char* said;
  };
  const std::vector<Case> cases{
      {"wrong password", "postgresql://guarded:s3cre7@/photosieve" + host, ErrorKind::kUsage,
       "password can stand in ~/.pgpass"},
      {"no password", "postgresql://guarded@/photosieve" + host, ErrorKind::kUsage, ".pgpass"},
      {"no such user", "postgresql://nobody:s3cre7@/photosieve" + host, ErrorKind::kUsage,
       "check the user"},
      {"no such database", "postgresql://photosieve:s3cre7@/nowhere" + host, ErrorKind::kUsage,
       "createdb"},
      {"no server", "postgresql://ann:s3cre7@127.0.0.1:1/photosieve", ErrorKind::kRetry,
       "see that the server runs"},
      {"no address", "postgresql://ann:s3cre7@[/photosieve", ErrorKind::kUsage, "write postgresql"},
      {"no port", "postgresql://ann:s3cre7@host:x/photosieve", ErrorKind::kUsage, "PORT"},
      {"a bare @", "postgresql://ann:s3@cre7@/photosieve" + host, ErrorKind::kUsage, "%40"},
      {"a bare slash", "postgresql://ann:x/s3cre7@/photosieve" + host, ErrorKind::kUsage, "%XX"},
      {"no scheme", "postgre://ann:s3cre7@host/photosieve", ErrorKind::kUsage, "write sqlite:PATH"},
  };
  for (const Case& c : cases) {
    const auto store = open_store(c.address);
    ASSERT_FALSE(store) << c.what;
    EXPECT_EQ(store.error().kind, c.kind) << c.what;
    EXPECT_NE(store.error().message.find(c.said), std::string::npos)
        << c.what << ": " << store.error().message;
    EXPECT_EQ(store.error().message.find("s3cre7"), std::string::npos) << c.what;
  }
  OwnPostgres::get().execute("GRANT ALL ON SCHEMA public TO guarded");
  const auto right = open_store("postgresql://guarded:s3cret@/photosieve" + host);
  EXPECT_TRUE(right) << right.error().message;
}

TEST_F(PostgresStoreTest, ItCommitsDurablyWhateverTheServersDefaultIs) {
  auto read = PostgresDatabase::open(address + "%20-csynchronous_commit%3Doff");
  ASSERT_TRUE(read);
  const auto show = (*read)->prepare("SELECT current_setting('synchronous_commit')");
  ASSERT_TRUE(show && *(*show)->step());
  EXPECT_EQ((*show)->text(0), "on");
}

TEST_F(PostgresStoreTest, AReaderWhoseConnectionWasEndedReadsOnAtOnce) {
  const auto store = open();
  fill(*store, 3);
  end_connections();
  EXPECT_TRUE(store->session("s").value_or(std::nullopt));
  end_connections();
  int seen = 0;
  ASSERT_TRUE(store->each_photo("s", [&](const StoredPhoto&) { return ++seen > 0; }));
  EXPECT_EQ(seen, 3);
}

TEST_F(PostgresStoreTest, AStreamThatWasCutGoesOnBehindTheRowsItGave) {
  constexpr std::uint32_t kPhotos = 20'000;  // more than the buffers on the way hold
  const auto store = open();
  fill(*store, kPhotos);
  std::uint32_t next = 1;
  const auto done = store->each_photo("s", [&](const StoredPhoto& photo) {
    EXPECT_EQ(photo.ref.n, next);
    if (next++ == 100) end_connections();
    return true;
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(next, kPhotos + 1);
}

TEST_F(PostgresStoreTest, AStreamIsEndedEarlyAndTheNextCallIsRight) {
  const auto store = open();
  fill(*store, 20'000);
  int seen = 0;
  ASSERT_TRUE(store->each_photo("s", [&](const StoredPhoto&) { return ++seen < 5; }));
  EXPECT_EQ(seen, 5);
  EXPECT_TRUE(store->session("s").value_or(std::nullopt));
}

// At whichever moment of a transaction the connection goes, it takes effect once and whole.
TEST_F(PostgresStoreTest, ATransactionThatWasCutIsDoneOnceAndWhole) {
  const auto store = open();
  fill(*store, 1);
  const auto watched = database();
  ASSERT_TRUE(watched->execute("CREATE TABLE t (x INTEGER)"));
  int runs = 0;
  const auto done = watched->transaction([&]() -> Result<> {
    PS_TRY(const std::unique_ptr<Statement> insert, watched->prepare("INSERT INTO t VALUES (?1)"));
    for (const std::int64_t x : {1, 2, 3}) {
      insert->bind(1, x);
      PS_TRY_VOID(insert->run());
      if (x == 2 && runs++ == 0) end_connections();
    }
    return {};
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(runs, 2) << "it was done again";
  const auto count = watched->prepare("SELECT COUNT(*) FROM t");
  ASSERT_TRUE(count && *(*count)->step());
  EXPECT_EQ((*count)->whole(0), 3);
}

// Many connections are ended at moments that nobody chooses, while commits go on.
TEST_F(PostgresStoreTest, AnUpgradeThatWasCutIsDoneOnceAndWhole) {
  const auto cut = database();
  int runs = 0;
  const auto done = cut->upgrade([&]() -> Result<> {
    ++runs;
    PS_TRY_VOID(cut->execute("CREATE TABLE t (x INTEGER)"));
    if (runs == 1) end_connections();
    return cut->execute("INSERT INTO t VALUES (1)");
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(runs, 2);
  const auto count = cut->prepare("SELECT COUNT(*) FROM t");
  ASSERT_TRUE(count && *(*count)->step());
  EXPECT_EQ((*count)->whole(0), 1);
}

TEST_F(PostgresStoreTest, CommitsUnderFireAreEachDoneOnce) {
  constexpr std::uint32_t kPhotos = 150;
  const auto store = open();
  fill(*store, kPhotos);
  std::jthread fire([](const std::stop_token& stop) {
    while (!stop.stop_requested()) end_connections();
  });
  unsigned waited = 0;
  store->when_away([&](const Error&, unsigned) { return ++waited < 10'000; });
  for (std::uint32_t n = 1; n <= kPhotos; ++n) {
    const auto done = store->commit(commit_of(n));
    ASSERT_TRUE(done) << n << ": " << done.error().message;
  }
  fire.request_stop();
  fire.join();
  EXPECT_EQ(store->errors("s")->size(), kPhotos) << "none twice, none lost";
  EXPECT_EQ((*store->session("s"))->processed, kPhotos);
}

// The server has committed, but its answer is lost: the commit is not done again.
TEST_F(PostgresStoreTest, ACommitWhoseAnswerWasLostIsNotDoneAgain) {
  const auto store = open();
  fill(*store, 1);
  const auto watched = database();
  ASSERT_TRUE(watched->execute("CREATE TABLE t (x INTEGER)"));
  int runs = 0;
  const auto done = watched->transaction([&]() -> Result<> {
    ++runs;
    PS_TRY(const std::unique_ptr<Statement> insert, watched->prepare("INSERT INTO t VALUES (1)"));
    PS_TRY_VOID(insert->run());
    if (runs > 1) return {};
    // What the server would have done, had the answer been lost: committed under this number.
    PS_TRY(const std::unique_ptr<Statement> commit, watched->prepare("COMMIT"));
    PS_TRY_VOID(commit->run());
    PS_TRY(const std::unique_ptr<Statement> end,
           watched->prepare("SELECT pg_terminate_backend(pg_backend_pid())"));
    return end->run();
  });
  ASSERT_TRUE(done) << done.error().message;
  const auto count = watched->prepare("SELECT COUNT(*) FROM t");
  ASSERT_TRUE(count && *(*count)->step());
  EXPECT_EQ((*count)->whole(0), 1);
}

TEST_F(PostgresStoreTest, WhoWaitsRidesOutAServerThatIsAway) {
  const auto store = open();
  fill(*store, 2);
  OwnPostgres::get().tell("down");
  std::vector<std::string> told;
  store->when_away([&](const Error& why, unsigned tries) {
    EXPECT_EQ(why.kind, ErrorKind::kRetry);
    EXPECT_EQ(tries, told.size());
    told.push_back(why.message);
    if (told.size() == 3) OwnPostgres::get().tell("up");
    return true;
  });
  const auto done = store->commit(commit_of(1));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(told.size(), 3U);
  EXPECT_NE(told.back().find("does not answer"), std::string::npos) << told.back();
  EXPECT_EQ(store->errors("s")->size(), 1U);
}

TEST_F(PostgresStoreTest, WhoDoesNotWaitIsToldToTryAgainAndMay) {
  const auto store = open();
  fill(*store, 1);
  OwnPostgres::get().tell("down");
  const auto read = store->session("s");
  const auto written = store->commit(commit_of(1));
  OwnPostgres::get().tell("up");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::kRetry);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kRetry);
  EXPECT_TRUE(store->commit(commit_of(1)));
  EXPECT_EQ(store->errors("s")->size(), 1U);
}

TEST_F(PostgresStoreTest, AWriterThatIsGivenUpLeavesTheDatabaseAsItWas) {
  const auto store = open();
  fill(*store, 1);
  const auto watched = database();
  const auto done = watched->transaction([&]() -> Result<> {
    PS_TRY(const std::unique_ptr<Statement> forget, watched->prepare("DELETE FROM photos"));
    PS_TRY_VOID(forget->run());
    return fail(ErrorKind::kFatal, "no");
  });
  EXPECT_FALSE(done);
  EXPECT_TRUE(store->photo("s", 1).value_or(std::nullopt));
}

TEST_F(PostgresStoreTest, WrongSqlIsAnErrorWithTheServersWords) {
  const auto made = database();
  const auto statement = made->prepare("SELEKT");
  ASSERT_TRUE(statement);
  const auto done = (*statement)->step();
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("syntax error"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
