// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_history.h"

#include <gtest/gtest.h>

#include "serve/test_server.h"

namespace photosieve {
namespace {

struct RestHistory : testing::Test {
  RestHistory() {
    server.add_session("s", 12);
    Commit commit;
    commit.session = **server.store().session("s");
    commit.milestones = {{MilestoneType::kPercentage, "25%", 3, 12, 1234, {.cpu_usage = 50.0}}};
    for (std::uint32_t n = 1; n <= 5; ++n)
      commit.errors.push_back({"photo", "bad", n == 5 ? 0 : n, true, 100});
    EXPECT_TRUE(server.store().commit(commit));
    EXPECT_TRUE(server.store().add_decision({"s", "workers", 6, 4, "memory pressure 12 %", 100}));
  }
  [[nodiscard]] TestAnswer get(const std::string& rest) const {
    return server.get("/api/v1/sessions/s/" + rest);
  }
  TestServer server;
};

TEST_F(RestHistory, PerformanceIsTheHostsHistoryInAsManyPointsAsAskedFor) {
  EXPECT_TRUE(get("performance").json["points"].empty());
  std::vector<PerformanceBucket> moments;
  for (int second = 0; second < 60; ++second) {
    PerformanceUpdate update;
    update.timestamp = 1'767'225'600'000 + second * 1000;
    update.cpu_percent = second;
    moments.push_back(bucket_of(update));
  }
  ASSERT_TRUE(server.store().add_performance("s", moments));
  const auto all = get("performance");
  ASSERT_EQ(all.status, 200) << all.body;
  ASSERT_EQ(all.json["points"].size(), 60U);
  EXPECT_EQ(all.json["points"][0]["timestamp"], "2026-01-01T00:00:00.000Z");
  const auto few = get("performance?points=6").json["points"];
  ASSERT_EQ(few.size(), 6U);
  EXPECT_EQ(few[1]["samples"], 10);
  EXPECT_EQ(few[1]["cpu_percent"]["min"], 10.0);
  EXPECT_EQ(few[1]["cpu_percent"]["mean"], 14.5);
  EXPECT_EQ(few[1]["cpu_percent"]["max"], 19.0);
  EXPECT_TRUE(few[1]["gpu_usage_percent"].is_null()) << "unknown is not 0";
  const auto part =
      get("performance?from=2026-01-01T00:00:05.000Z&to=2026-01-01T00:00:08.000Z").json["points"];
  ASSERT_EQ(part.size(), 3U);
  EXPECT_EQ(part[0]["cpu_percent"]["mean"], 5.0);
}

TEST_F(RestHistory, PerformanceRefusesWhatIsNoTimeOrNumber) {
  for (const char* query : {"from=yesterday", "to=2026-02-30T00:00:00.000Z", "points=0",
                            "points=5001", "points=x", "form=2026-01-01T00:00:00.000Z"})
    EXPECT_EQ(get(std::string("performance?") + query).status, 400) << query;
  EXPECT_EQ(server.get("/api/v1/sessions/nobody/performance").status, 404);
}

TEST_F(RestHistory, MilestonesAreThoseReached) {
  const auto answer = get("milestones");
  ASSERT_EQ(answer.status, 200) << answer.body;
  ASSERT_EQ(answer.json["milestones"].size(), 1U);
  EXPECT_EQ(answer.json["milestones"][0]["milestone_value"], "25%");
  EXPECT_EQ(answer.json["milestones"][0]["timestamp"], "1970-01-01T00:00:01.234Z");
  EXPECT_EQ(answer.json["milestones"][0]["performance_snapshot"]["cpu_usage"], 50.0);
}

TEST_F(RestHistory, ErrorsPageInTheirOrder) {
  const auto first = get("errors?limit=3");
  ASSERT_EQ(first.status, 200) << first.body;
  ASSERT_EQ(first.json["errors"].size(), 3U);
  EXPECT_EQ(first.json["errors"][0]["n"], 1);
  const auto second = get("errors?limit=3&cursor=" + first.json["next_cursor"].get<std::string>());
  ASSERT_EQ(second.json["errors"].size(), 2U) << second.body;
  EXPECT_EQ(second.json["errors"][1]["n"], nullptr) << "about no photo";
  EXPECT_TRUE(second.json["next_cursor"].is_null());
  EXPECT_EQ(get("errors?limit=0").status, 400);
}

TEST_F(RestHistory, StatisticsAndDecisionsAreThere) {
  EXPECT_EQ(get("statistics").json["approval_rate"], 66.67);
  const auto decisions = get("decisions").json["decisions"];
  ASSERT_EQ(decisions.size(), 1U);
  EXPECT_EQ(decisions[0]["what"], "workers");
  EXPECT_EQ(decisions[0]["from"], 6);
  EXPECT_EQ(decisions[0]["reason"], "memory pressure 12 %");
  EXPECT_FALSE(decisions[0].contains("session_id")) << "it is in the address";
  for (const char* what :
       {"milestones", "errors", "decisions", "statistics", "performance", "report", "groups"})
    EXPECT_EQ(server.get(std::string("/api/v1/sessions/nope/") + what).code(), "unknown_session")
        << what;
}

TEST_F(RestHistory, TheReportIsAFileOfEachFormat) {
  const auto json = get("report");
  ASSERT_EQ(json.status, 200);
  EXPECT_EQ(json.json["images"].size(), 12U);
  EXPECT_EQ(json.json["session"]["session_id"], "s");
  EXPECT_EQ(json.header("Content-Disposition"), "attachment; filename=\"photosieve-s.json\"");
  const auto csv = get("report?format=csv");
  EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_TRUE(csv.body.starts_with("n,path,")) << csv.body.substr(0, 100);
  const auto html = get("report?format=html");
  EXPECT_EQ(html.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(html.header("Content-Security-Policy"),
            "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  EXPECT_TRUE(html.body.starts_with("<!doctype html>")) << html.body.substr(0, 100);
  EXPECT_EQ(get("report?format=pdf").status, 400);
  const auto head = server.ask("HEAD", "/api/v1/sessions/s/report");
  EXPECT_NE(head.body.find("Content-Length: " + std::to_string(json.body.size())),
            std::string::npos)
      << head.body;
}

TEST_F(RestHistory, ALargeReportComesWhole) {
  server.add_session("large", 5000);
  const auto report = server.get("/api/v1/sessions/large/report");
  ASSERT_EQ(report.status, 200);
  EXPECT_GT(report.body.size(), 1U << 20);
  EXPECT_EQ(report.json["images"].size(), 5000U);
}

}  // namespace
}  // namespace photosieve
