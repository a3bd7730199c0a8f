// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_images.h"

#include <gtest/gtest.h>

#include "serve/test_server.h"

namespace photosieve {
namespace {

struct RestImages : testing::Test {
  RestImages() { server.add_session("s", 12); }
  [[nodiscard]] TestAnswer images(const std::string& query) const {
    return server.get("/api/v1/sessions/s/images?" + query);
  }
  [[nodiscard]] static std::vector<int> numbers(const net::Json& images) {
    std::vector<int> all;
    for (const auto& one : images) all.push_back(one["n"]);
    return all;
  }
  TestServer server;
};

TEST_F(RestImages, AreFilteredOrderedAndPaged) {
  struct Case {
    const char* query;
    std::vector<int> found;
  };
  const std::vector<Case> cases{
      {"decision=rejected", {3, 6, 9, 12}},
      {"code=noise&severity=reject", {3, 6, 9, 12}},
      {"category=defect", {}},
      {"folder=f1&decision=rejected", {9, 12}},
      {"q=F1%2F001", {10, 11, 12}},
      {"sort=sharpness&limit=2", {12, 11}},
      {"sort=quality&order=desc&limit=3", {12, 11, 10}},
      {"sort=path&order=desc&limit=1", {12}},
      {"reviewed=false&limit=1", {1}},
      {"reviewed=true", {}},
  };
  for (const Case& c : cases) {
    const auto answer = images(c.query);
    ASSERT_EQ(answer.status, 200) << c.query << answer.body;
    EXPECT_EQ(numbers(answer.json["images"]), c.found) << c.query;
  }
  const auto total = images("decision=approved&limit=3");
  EXPECT_EQ(total.json["total"], 8);
  EXPECT_EQ(total.json["images"][0]["measures"]["sharpness"], 99.0);

  std::vector<int> all;
  std::string cursor;
  do {
    const auto page =
        images("sort=sharpness&limit=5" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.body;
    const auto some = numbers(page.json["images"]);
    all.insert(all.end(), some.begin(), some.end());
    cursor = page.json["next_cursor"].is_null() ? "" : page.json["next_cursor"];
  } while (!cursor.empty() && all.size() < 100);
  EXPECT_EQ(all, (std::vector<int>{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
}

TEST_F(RestImages, QueriesThatLieAreRefused) {
  const std::string cursor = images("sort=quality&limit=5").json["next_cursor"];
  EXPECT_EQ(images("sort=quality&limit=2&cursor=" + cursor).status, 200) << "another page size";
  for (const std::string& query :
       {"sort=quality&order=desc&cursor=" + cursor, "sort=bytes&cursor=" + cursor,
        "sort=quality&decision=approved&cursor=" + cursor, "cursor=" + cursor,
        std::string("decision=maybe"), std::string("category=x"), std::string("code=nois"),
        std::string("severity=x"), std::string("reviewed=1"), std::string("group=0"),
        std::string("group=x"), std::string("sort=sharpnes"), std::string("order=up"),
        std::string("limit=501"), std::string("folder=/etc"), std::string("desision=approved"),
        "q=" + std::string(201, 'a'), std::string("sort=n%27;DROP")})
    EXPECT_EQ(images(query).status, 400) << query;
  EXPECT_NE(images("sort=sharpnes").json["detail"].get<std::string>().find("\"sharpness\""),
            std::string::npos);
  EXPECT_EQ(server.get("/api/v1/sessions/nope/images").code(), "unknown_session");
}

TEST_F(RestImages, OneIsFoundByItsNumber) {
  const std::vector<PhotoRef> waiting{{13, "z.jpg", {}}};
  ASSERT_TRUE(server.store().add_photos("s", waiting));
  const auto one = server.get("/api/v1/sessions/s/images/3");
  ASSERT_EQ(one.status, 200);
  EXPECT_EQ(one.json["path"], "f0/0003.jpg");
  EXPECT_EQ(one.json["findings"][0]["code"], "noise");
  EXPECT_EQ(server.get("/api/v1/sessions/s/images/13").code(), "wrong_state") << "not judged yet";
  for (const char* n : {"0", "14", "-1", "1.0", "x", "01x", "99999999999", "%31%20"})
    EXPECT_EQ(server.get(std::string("/api/v1/sessions/s/images/") + n).code(), "unknown_photo")
        << n;
  EXPECT_EQ(server.get("/api/v1/sessions/x/images/1").code(), "unknown_session");
}

TEST_F(RestImages, GroupsHoldTheirMembers) {
  const Finding copy{.code = FindingCode::kNearCopy, .message = "A copy"};
  const std::vector<ReviewOutcome> outcomes{
      {1, 1, std::nullopt}, {2, 1, copy}, {4, 4, std::nullopt}, {5, 4, copy}, {7, 4, copy}};
  ASSERT_TRUE(server.store().save_review(**server.store().session("s"), outcomes));
  const auto first = server.get("/api/v1/sessions/s/groups?limit=1");
  ASSERT_EQ(first.status, 200) << first.body;
  ASSERT_EQ(first.json["groups"].size(), 1U);
  EXPECT_EQ(first.json["groups"][0]["images"], 2);
  const std::string cursor = first.json["next_cursor"];
  const auto second = server.get("/api/v1/sessions/s/groups?limit=1&cursor=" + cursor);
  ASSERT_EQ(second.json["groups"].size(), 1U) << second.body;
  EXPECT_EQ(second.json["groups"][0]["group"], 4);
  EXPECT_EQ(second.json["groups"][0]["approved_count"], 1);
  EXPECT_EQ(numbers(second.json["groups"][0]["members"]), (std::vector<int>{4, 5, 7}));
  EXPECT_TRUE(second.json["next_cursor"].is_null());
  EXPECT_EQ(numbers(images("group=4").json["images"]), (std::vector<int>{4, 5, 7}));
}

TEST_F(RestImages, AThumbnailThatTheClientHasOrTheCacheKeepsNeedsNoWorker) {
  const std::string picture = "\xff\xd8 small picture";
  ThumbnailCache(server.base() + "/thumbnails", 1 << 20);  // it is there already
  const auto fresh = server.get("/api/v1/sessions/s/images/1/thumbnail?w=64",
                                {{"If-None-Match", "\"" + to_hex(Hash128{77, 1}) + "-64\""}});
  EXPECT_EQ(fresh.status, 304);
  EXPECT_EQ(fresh.header("ETag"), "\"" + to_hex(Hash128{77, 1}) + "-64\"");
  for (const char* query : {"w=15", "w=1025", "w=x", "width=64"})
    EXPECT_EQ(server.get(std::string("/api/v1/sessions/s/images/1/thumbnail?") + query).status, 400)
        << query;
  EXPECT_EQ(server.get("/api/v1/sessions/s/images/99/thumbnail").code(), "unknown_photo");
}

TEST_F(RestImages, PhotosOutsideTheRootsAreNotRead) {
  Session outside = **server.store().session("s");
  outside.id = "outside";
  outside.input_folder = "/etc";
  ASSERT_TRUE(server.store().create_session(outside, *load_profile("generic")));
  const std::vector<PhotoRef> photos{{1, "passwd", {}}};
  ASSERT_TRUE(server.store().add_photos("outside", photos));
  EXPECT_EQ(server.get("/api/v1/sessions/outside/images/1/thumbnail").code(), "not_allowed");
  EXPECT_EQ(server.ask("POST", "/api/v1/sessions/outside/images/1/retry").code(), "not_allowed");
  EXPECT_EQ(server.ask("POST", "/api/v1/sessions/outside/resume").code(), "not_allowed");
}

}  // namespace
}  // namespace photosieve
