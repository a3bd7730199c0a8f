// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_html.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

namespace photosieve {
namespace {

class ReportHtml : public testing::Test {
 public:
  ~ReportHtml() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

 protected:
  ReportHtml() {
    std::string pattern = testing::TempDir() + "reporthtmlXXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    auto opened = open_store("sqlite:" + folder_ + "/p.db");
    EXPECT_TRUE(opened);
    store_ = std::move(*opened);
    session_.id = "s";
    session_.name = "<img src=x onerror=alert(1)>";
    session_.input_folder = "/in/\"quoted\"";
    session_.output_folder = "/out";
    session_.status = SessionStatus::kComplete;
    session_.elapsed_seconds = 125;
    session_.ended_at = 1'767'225'600'000;
    EXPECT_TRUE(store_->create_session(session_, *load_profile("generic")));
  }

  void fill(std::uint32_t photos) {
    std::vector<PhotoRef> refs;
    Commit commit;
    for (std::uint32_t n = 1; n <= photos; ++n) {
      refs.push_back({n, "<script>alert(" + std::to_string(n) + ")</script>/'\"&\xff.jpg", {}});
      PhotoResult result;
      result.n = n;
      result.format = Format::kJpeg;
      result.elapsed_ms = n;
      result.decision = n % 2 == 0 ? Decision::kApproved : Decision::kRejected;
      if (n % 2 == 1) result.findings = {{.code = FindingCode::kNoise, .message = "Noisy"}};
      commit.results.push_back(result);
    }
    ASSERT_TRUE(store_->add_photos("s", refs));
    session_.total_images = photos;
    session_.processed = photos;
    session_.approved = photos / 2;
    session_.rejected = photos - photos / 2;
    session_.issues.quality = session_.rejected;
    commit.session = session_;
    commit.milestones = {{MilestoneType::kPercentage,
                          "25%",
                          3,
                          12,
                          1'767'225'500'000,
                          {.processing_speed = 4.5, .elapsed_time = 30}}};
    commit.errors = {{"photo", "</td><script>alert(2)</script>", 1, true, 1'767'225'500'000}};
    ASSERT_TRUE(store_->commit(commit));
  }

  std::string page(const ReportContext& context = {.program = "Photosieve 1.2.3"}) {
    std::string text;
    const auto written = write_report_html(*store_, "s", context, [&](std::string_view piece) {
      text += piece;
      return Result<>();
    });
    EXPECT_TRUE(written) << written.error().message;
    return text;
  }

  std::string folder_;
  std::unique_ptr<Store> store_;
  Session session_;
};

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

// Every element that is opened is closed, in order; no attribute or text breaks out of its place.
void expect_well_formed(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find("<!doctype html>") + 15;
       (at = html.find('<', at)) < html.size();) {
    const std::size_t end = html.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = html.substr(at + 1, end - at - 1);
    at = end;
    const std::string name = tag.substr(0, tag.find(' '));
    if (name == "meta" || tag.ends_with('/')) continue;
    if (!name.starts_with('/')) {
      open.push_back(name);
      continue;
    }
    ASSERT_FALSE(open.empty()) << tag;
    ASSERT_EQ("/" + open.back(), name);
    open.pop_back();
  }
  EXPECT_TRUE(open.empty());
}

TEST_F(ReportHtml, HoldsWhatTheSessionFound) {
  fill(12);
  const std::string html = page();
  expect_well_formed(html);
  for (const char* part :
       {"Complete, 2026-01-01 00:00:00 UTC", "50.00 % approved", "noise", "25% of the photos",
        "2 min 05 s", "Photosieve 1.2.3", "6 photos and their reasons", "adobe-stock", "4.5"})
    EXPECT_NE(html.find(part), std::string::npos) << part;
}

TEST_F(ReportHtml, NothingOfANameOrAMessageIsMoreThanText) {
  fill(12);
  const std::string html = page();
  for (const char* part : {"<script", "<img", "onerror=alert(1)>", "=\"quoted\"", "\xff"})
    EXPECT_EQ(html.find(part), std::string::npos) << part;
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;/&#39;&quot;&amp;\uFFFD.jpg"),
            std::string::npos);
  EXPECT_NE(html.find("default-src 'none'; style-src 'unsafe-inline'"), std::string::npos);
}

TEST_F(ReportHtml, NeedsNothingBesideItself) {
  fill(12);
  const std::string html = page();
  for (const char* part : {"http://", "https://", "url(", "@import", " src=\"", " href=\""})
    EXPECT_EQ(html.find(part), std::string::npos) << part;
}

TEST_F(ReportHtml, ListsAreBoundedAndSayWhatTheyLeaveOut) {
  fill(3000);
  const std::string html = page();
  expect_well_formed(html);
  EXPECT_EQ(count_of(html, "<td>noise</td>"), kMostNames + 1) << "and once among the issues";
  EXPECT_NE(html.find("The first 500; all are in the CSV and the JSON report."), std::string::npos);
  EXPECT_LT(html.size(), 300'000U);
}

TEST_F(ReportHtml, OfNoPhotosIsAPageAllTheSame) {
  const std::string html = page();
  expect_well_formed(html);
  EXPECT_EQ(html.find("nan"), std::string::npos);
  EXPECT_NE(html.find("Nothing was found."), std::string::npos);
}

TEST_F(ReportHtml, ChartsOfTheHostAndTheTunersDecisionsComeWhereTheyAreKnown) {
  fill(12);
  EXPECT_EQ(page().find("The host"), std::string::npos);
  std::vector<PerformanceBucket> moments;
  for (WallMs second = 0; second < 60; ++second) {
    PerformanceUpdate update;
    update.timestamp = 1'767'225'500'000 + second * 1000;
    update.cpu_percent = 50 + static_cast<double>(second % 40);
    moments.push_back(bucket_of(update));
  }
  ASSERT_TRUE(store_->add_performance("s", moments));
  ASSERT_TRUE(store_->add_decision({"s", "workers", 8, 6, "<b>memory pressure</b>", 0}));
  const std::string html = page();
  expect_well_formed(html);
  EXPECT_NE(html.find("Processors of the machine, percent"), std::string::npos);
  EXPECT_EQ(html.find("GPU, percent"), std::string::npos) << "nothing is known of it";
  EXPECT_NE(html.find("&lt;b&gt;memory pressure&lt;/b&gt;"), std::string::npos);
}

TEST_F(ReportHtml, UnknownSessionsAndFormatsAreWrongUse) {
  const auto sink = [](std::string_view) { return Result<>(); };
  EXPECT_EQ(write_report_html(*store_, "nope", {}, sink).error().kind, ErrorKind::kUsage);
  EXPECT_EQ(write_report(*store_, "s", "pdf", {}, sink).error().message,
            "a report is html, json or csv, not pdf");
  for (const char* format : {"html", "json", "csv"})
    EXPECT_TRUE(write_report(*store_, "s", format, {}, sink)) << format;
}

}  // namespace
}  // namespace photosieve
