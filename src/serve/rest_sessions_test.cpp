// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_sessions.h"

#include <gtest/gtest.h>

#include <set>

#include "serve/test_server.h"
#include "store/sqlite_database.h"

namespace photosieve {
namespace {

TEST(RestSessions, TheListPagesNewestFirst) {
  TestServer server;
  for (int i = 0; i < 5; ++i) server.add_session("s" + std::to_string(i), 0, 1000 + i);
  std::vector<std::string> ids;
  std::string next = "/api/v1/sessions?limit=2";
  for (int page = 0; page < 3; ++page) {
    const auto answer = server.get(next);
    ASSERT_EQ(answer.status, 200) << answer.body;
    for (const auto& one : answer.json["sessions"]) ids.push_back(one["session_id"]);
    if (answer.json["next_cursor"].is_null()) break;
    next = "/api/v1/sessions?limit=2&cursor=" + answer.json["next_cursor"].get<std::string>();
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"s4", "s3", "s2", "s1", "s0"}));
  for (const char* query : {"limit=0", "limit=501", "limit=-1", "limit=1.5", "limit=", "limit=x",
                            "cursor=x", "cursor=", "cursor=AAAA"})
    EXPECT_EQ(server.get(std::string("/api/v1/sessions?") + query).status, 400) << query;
}

TEST(RestSessions, TenThousandAreListedAtOnce) {
  TestServer server;
  server.add_session("s0");
  {
    // In one statement: a transaction each would take a minute.
    auto database = SqliteDatabase::open(server.database().substr(7));
    ASSERT_TRUE(database);
    const std::string columns =
        "name, status, stage, input_folder, output_folder, settings, profile, elapsed_seconds, "
        "skipped, processed, approved, rejected, quality_issues, defect_issues, "
        "similarity_issues, compliance_issues, error";
    const std::string insert =
        "WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i<9999) "
        "INSERT INTO sessions (id, created_at, " +
        columns + ") SELECT 's'||i, created_at+i, " + columns + " FROM sessions, k";
    const auto done = (*database)->execute(insert);
    ASSERT_TRUE(done) << done.error().message;
  }
  std::set<std::string> seen;
  std::string cursor;
  const SystemClock clock;
  const SteadyNs before = clock.steady();
  for (int page = 0; page < 20; ++page) {
    const auto answer =
        server.get("/api/v1/sessions?limit=500" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(answer.status, 200) << answer.body;
    for (const auto& one : answer.json["sessions"]) seen.insert(one["session_id"]);
    cursor = answer.json["next_cursor"].is_null() ? "" : answer.json["next_cursor"];
  }
  EXPECT_EQ(seen.size(), 10'000U);
  EXPECT_EQ(cursor, "");
#ifndef PHOTOSIEVE_SANITIZED  // they slow the test's own reading of the answers most of all
  // Twenty pages of 500 take half a second here.
  EXPECT_LT((clock.steady() - before) / 1'000'000, 10'000);
#else
  (void)before;
#endif
  const SteadyNs began = clock.steady();
  ASSERT_EQ(server.get("/api/v1/sessions?limit=50").status, 200);
  RecordProperty("milliseconds_a_page", static_cast<int>((clock.steady() - began) / 1'000'000));
}

TEST(RestSessions, OneSessionIsAsItIsNow) {
  TestServer server;
  server.add_session("done", 7);
  const auto done = server.get("/api/v1/sessions/done");
  ASSERT_EQ(done.status, 200);
  EXPECT_EQ(done.json["status"], "complete");
  EXPECT_EQ(done.json["approved_count"], 5);
  Session running = **server.store().session("done");
  running.id = "left";
  running.status = SessionStatus::kRunning;
  ASSERT_TRUE(server.store().create_session(running, *load_profile("generic")));
  EXPECT_EQ(server.get("/api/v1/sessions/left").json["status"], "interrupted")
      << "no process runs it";
  EXPECT_EQ(server.get("/api/v1/sessions/nope").code(), "unknown_session");
  EXPECT_EQ(server.get("/api/v1/sessions/done?x=1").status, 400);
}

TEST(RestSessions, ResumingTakesItsOwnOptionAndNoOther) {
  TestServer server;
  server.add_session("done", 7);
  const auto resume = [&](const char* body) {
    return server.ask("POST", "/api/v1/sessions/done/resume", body);
  };
  EXPECT_EQ(resume(R"({"redo_last_batch":true})").status, 409) << "it has ended";
  EXPECT_EQ(resume(R"({"redo_last_batch":"yes"})").status, 400);
  EXPECT_EQ(resume(R"({"redo":true})").status, 400);
  EXPECT_EQ(server.ask("POST", "/api/v1/sessions/done/pause", R"({"redo_last_batch":true})").status,
            400);
}

struct StartBody : testing::Test {
  StartBody() : roots(*Roots::make({server.root()})) {}
  [[nodiscard]] Served<StartRequest> read(const std::string& body) const {
    std::string text = body;
    for (std::size_t at = 0; (at = text.find("ROOT")) != std::string::npos;)
      text.replace(at, 4, server.root());
    return start_request_of(net::Json::parse(text), roots);
  }
  TestServer server;
  Roots roots;
};

TEST_F(StartBody, HoldsAllThatMayBeAsked) {
  const auto all = read(
      R"({"name":"N","input_folder":"ROOT/photos/","output_folder":"ROOT/out","profile":"generic",
          "mode":"smart","fresh":true,"settings":{"workers":2,"batch_size":8,"copy":false,
          "percentage_milestones":[10],"count_milestones":[],"hour_milestones":[1,2]}})");
  ASSERT_TRUE(all) << all.error().detail;
  EXPECT_EQ(all->input, server.root() + "/photos");
  EXPECT_EQ(all->output, server.root() + "/out");
  EXPECT_EQ(all->name, "N");
  EXPECT_TRUE(all->anew);
  EXPECT_EQ(all->settings.profile, "generic");
  EXPECT_EQ(all->settings.mode, Mode::kSmart);
  EXPECT_EQ(all->settings.workers, 2U);
  EXPECT_FALSE(all->settings.copy);
  EXPECT_EQ(all->settings.percentage_milestones, (std::vector<std::uint32_t>{10}));
  EXPECT_TRUE(all->settings.count_milestones.empty());
  const auto least = read(R"({"input_folder":"ROOT/photos"})");
  ASSERT_TRUE(least);
  EXPECT_EQ(least->output, server.root() + "/photos_processed");
  EXPECT_FALSE(least->anew);
  const auto again =
      read(R"({"input_folder":"ROOT/photos","settings":{"profile":"generic","mode":"speed"}})");
  ASSERT_TRUE(again) << "the settings of a session object are taken";
  EXPECT_EQ(again->settings.mode, Mode::kSpeed);
}

TEST_F(StartBody, WhatIsWrongIsNamed) {
  struct Case {
    const char* body;
    int status;
    const char* words;
  };
  const std::vector<Case> cases{
      {R"({})", 400, "input_folder is missing"},
      {R"({"input_folder":7})", 400, "input_folder must be a text"},
      {R"({"input_foldr":"ROOT"})", 400, "did you mean \"input_folder\"?"},
      {R"({"input_folder":"photos"})", 400, "absolute path"},
      {R"({"input_folder":"ROOT/nope"})", 404, "There is no folder"},
      {R"({"input_folder":"ROOT/../top/photos"})", 400, "without '..'"},
      {R"({"input_folder":"/etc"})", 403, "--root"},
      {R"({"input_folder":"ROOT/photos","output_folder":"/tmp/x"})", 403, "--root"},
      {R"({"input_folder":"ROOT"})", 403, "--root"},  // _processed would lie beside the root
      {R"({"input_folder":"ROOT/photos","mode":"fast"})", 400, "speed, balanced or smart"},
      {R"({"input_folder":"ROOT/photos","profile":"adobe"})", 400, "adobe-stock"},
      {R"({"input_folder":"ROOT/photos","profile":"/etc/passwd"})", 403, "--root"},
      {R"({"input_folder":"ROOT/photos","profile":"../x.toml"})", 400, "profile"},
      {R"({"input_folder":"ROOT/photos","settings":[]})", 400, "settings must be an object"},
      {R"({"input_folder":"ROOT/photos","settings":{"worker":2}})", 400, "\"workers\""},
      {R"({"input_folder":"ROOT/photos","settings":{"workers":2000}})", 400, "settings.workers"},
      {R"({"input_folder":"ROOT/photos","settings":{"percentage_milestones":[0]}})", 400,
       "rising whole numbers"},
  };
  for (const Case& c : cases) {
    const auto request = read(c.body);
    ASSERT_FALSE(request) << c.body;
    EXPECT_EQ(request.error().status, c.status) << c.body << request.error().detail;
    EXPECT_NE(request.error().detail.find(c.words), std::string::npos)
        << c.body << request.error().detail;
  }
}

TEST(SettingsBody, ChangesWhatIsNamed) {
  const auto change = settings_change_of(
      net::Json::parse(R"({"workers":3,"progress_interval_seconds":0.5,"hour_milestones":[]})"));
  ASSERT_TRUE(change) << change.error().detail;
  EXPECT_EQ(change->workers, 3U);
  EXPECT_EQ(change->batch_size, std::nullopt);
  EXPECT_EQ(change->progress_interval_seconds, 0.5);
  EXPECT_TRUE(change->hour_milestones.has_value());
  for (const char* body : {R"({})", R"({"copy":false})", R"({"workers":-1})",
                           R"({"progress_interval_seconds":0})", R"({"batch_size":"8"})"})
    EXPECT_FALSE(settings_change_of(net::Json::parse(body))) << body;
}

}  // namespace
}  // namespace photosieve
