// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_system.h"

#include <gtest/gtest.h>

#include <fstream>

#include "serve/test_server.h"

namespace photosieve {
namespace {

TEST(RestSystem, SaysWhatThisProgramIsAndKnows) {
  const TestServer server;
  const auto answer = server.get("/api/v1/system");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json["version"], "1.2.3");
  EXPECT_EQ(answer.json["roots"], net::Json::array({server.root()}));
  EXPECT_EQ(answer.json["measures"].size(), kMeasureCount);
  EXPECT_EQ(answer.json["codes"].size(), kFindingCodeCount);
  EXPECT_EQ(answer.json["checks"][0]["name"], "worker");
  EXPECT_EQ(answer.json["checks"][0]["ok"], false);
  EXPECT_EQ(answer.json["recommendations"][0], answer.json["checks"][0]["message"])
      << "what lacks, and how to mend it";
  EXPECT_GE(answer.json["processors"].get<int>(), 1);
  const net::Json& host = answer.json["host"];
  EXPECT_TRUE(host["gpus"].is_array() || host["gpus"].is_null());
  EXPECT_TRUE(host["sample_cost_ms"].is_number());
  EXPECT_TRUE(host["processor_quota"].is_number() || host["processor_quota"].is_null());
}

TEST(RestSystem, FoldersAreThoseBelowTheRoots) {
  const TestServer server;
  std::filesystem::create_directories(server.root() + "/photos/deep folder/x");
  std::ofstream(server.root() + "/photos/deep folder/1.jpg") << "x";
  std::filesystem::create_directories(server.base() + "/outside");
  std::filesystem::create_directory_symlink(server.base() + "/outside", server.root() + "/link");

  const auto roots = server.get("/api/v1/folders");
  ASSERT_EQ(roots.status, 200) << roots.body;
  EXPECT_EQ(roots.json["path"], nullptr);
  EXPECT_EQ(roots.json["folders"][0]["path"], server.root());

  const auto below = server.get("/api/v1/folders?path=" + server.root() + "/photos");
  ASSERT_EQ(below.status, 200) << below.body;
  EXPECT_EQ(below.json["parent"], server.root());
  ASSERT_EQ(below.json["folders"].size(), 1U);
  EXPECT_EQ(below.json["folders"][0]["name"], "deep folder");
  EXPECT_EQ(below.json["folders"][0]["path"], server.root() + "/photos/deep folder");
  EXPECT_EQ(below.json["folders"][0]["photos"], 1);
  EXPECT_EQ(below.json["folders"][0]["folders"], 1);

  const auto root = server.get("/api/v1/folders?path=" + server.root());
  EXPECT_EQ(root.json["parent"], nullptr) << "what is above is nobody's business";
  EXPECT_EQ(root.json["folders"].size(), 1U) << "links are left out";

  struct Case {
    std::string path;
    int status;
  };
  const std::vector<Case> cases{
      {server.base() + "/outside", 403},
      {server.root() + "/link", 403},
      {server.root() + "/%6cink", 403},
      {server.root() + "/../outside", 400},
      {server.root() + "/%2e%2e/outside", 400},
      {server.root() + "/..%2foutside", 400},
      {server.root() + "/%252e%252e/outside", 404},
      {server.root() + "/photos%00", 400},
      {server.root() + "/nope", 404},
      {"photos", 400},
      {"/", 403},
      {"/etc", 403},
      {"~", 400},
      {server.root() + "%", 400},
  };
  for (const Case& c : cases)
    EXPECT_EQ(server.get("/api/v1/folders?path=" + c.path).status, c.status) << c.path;
}

TEST(RestSystem, LivenessReadinessAndMetricsAreThere) {
  TestServer server;
  server.add_session("s", 6);
  EXPECT_EQ(server.get("/healthz").json["status"], "ok");
  EXPECT_EQ(server.get("/readyz").json["status"], "ready");
  const auto metrics = server.get("/metrics");
  ASSERT_EQ(metrics.status, 200);
  EXPECT_EQ(metrics.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_NE(metrics.body.find("photosieve_sessions{status=\"complete\"} 1\n"), std::string::npos)
      << metrics.body;
  EXPECT_NE(metrics.body.find("photosieve_images_processed_total 6\n"), std::string::npos);
  EXPECT_NE(metrics.body.find("photosieve_build_info{version=\"1.2.3\"} 1\n"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
