// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

struct ReportTest : testing::Test {
  ReportTest() {
    std::string pattern = testing::TempDir() + "reportXXXXXX";
    folder = ::mkdtemp(pattern.data());
    auto opened = open_store("sqlite:" + folder + "/p.db");
    EXPECT_TRUE(opened);
    store = std::move(*opened);
    session.id = "s";
    EXPECT_TRUE(store->create_session(session, *load_profile("generic")));
  }
  ~ReportTest() override { std::filesystem::remove_all(folder); }

  void add(const std::vector<std::string>& paths) {
    std::vector<PhotoRef> photos;
    Commit commit;
    commit.session = session;
    for (const std::string& path : paths) {
      const auto n = static_cast<std::uint32_t>(photos.size() + 1);
      photos.push_back({n, path, {}});
      PhotoResult result;
      result.n = n;
      result.findings.push_back({.code = FindingCode::kTruncated, .message = "Ends, \"early\""});
      commit.results.push_back(result);
    }
    ASSERT_TRUE(store->add_photos("s", photos));
    ASSERT_TRUE(store->commit(commit));
  }
  std::string written(auto write) {
    std::string text;
    EXPECT_TRUE(write(*store, session, [&](std::string_view piece) {
      text += piece;
      return true;
    }));
    return text;
  }
  std::string folder;
  std::unique_ptr<Store> store;
  Session session;
};

TEST_F(ReportTest, JsonHoldsTheSessionAndItsPhotosInOrder) {
  add({"a.jpg", "b\xff.jpg"});
  const auto json = nlohmann::json::parse(written(write_report_json));
  EXPECT_EQ(json["session"]["session_id"], "s");
  ASSERT_EQ(json["images"].size(), 2U);
  EXPECT_EQ(json["images"][0]["path"], "a.jpg");
  EXPECT_EQ(json["images"][0]["n"], 1);
  EXPECT_EQ(json["images"][0]["group"], nullptr);
  EXPECT_EQ(json["images"][0]["findings"][0]["code"], "truncated");
  EXPECT_TRUE(json["images"][1].contains("path_bytes"));
}

TEST_F(ReportTest, AnEmptySessionIsStillValidJson) {
  EXPECT_TRUE(nlohmann::json::parse(written(write_report_json))["images"].empty());
}

TEST_F(ReportTest, CsvHasOneRowAPhotoWithAsManyCellsAsNames) {
  add({"plain.jpg"});
  const std::string text = written(write_report_csv);
  const std::size_t end = text.find("\r\n");
  const std::string names = text.substr(0, end);
  const std::string row = text.substr(end + 2);
  const auto commas = [](const std::string& line) {
    bool quoted = false;
    int count = 0;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) ++count;
    }
    return count;
  };
  EXPECT_EQ(commas(names), commas(row)) << row;
  EXPECT_NE(row.find("\"Ends, \"\"early\"\"\""), std::string::npos) << row;
}

TEST_F(ReportTest, ASinkThatIsFullIsAnError) {
  add({"a.jpg"});
  EXPECT_FALSE(write_report_json(*store, session, [](std::string_view) { return false; }));
  EXPECT_FALSE(write_report_csv(*store, session, [](std::string_view) { return false; }));
}

TEST(CsvText, QuotesAndDefusesFormulas) {
  EXPECT_EQ(csv_text("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_text("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
  EXPECT_EQ(csv_text("-1.jpg"), "\"'-1.jpg\"");
  EXPECT_EQ(csv_text(""), "\"\"");
}

}  // namespace
}  // namespace photosieve
