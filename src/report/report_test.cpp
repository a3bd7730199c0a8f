// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "model/photo_json.h"
#include "report/session_counts.h"

namespace photosieve {
namespace {

class ReportTest : public testing::Test {
 public:
  ~ReportTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

 protected:
  ReportTest() {
    std::string pattern = testing::TempDir() + "reportXXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    auto opened = open_store("sqlite:" + folder_ + "/p.db");
    EXPECT_TRUE(opened);
    store_ = std::move(*opened);
    session_.id = "s";
    session_.input_folder = "/in";
    session_.output_folder = "/out";
    EXPECT_TRUE(store_->create_session(session_, *load_profile("generic")));
  }

  static PhotoResult judged(std::uint32_t n, std::vector<Finding> findings) {
    PhotoResult result;
    result.n = n;
    result.identity = {1234, 5, 6};
    result.format = Format::kJpeg;
    result.width = 3000;
    result.height = 2000;
    result.content = Hash128{1, n};
    result.fingerprint = Fingerprint{};
    result.fingerprint->quality = 88;
    result.measures.set(MeasureId::kSharpness, 42.5);
    result.decision = rejects(findings) ? Decision::kRejected : Decision::kApproved;
    result.findings = std::move(findings);
    result.confidence = 0.75;
    return result;
  }

  // Four photos: approved and placed; rejected for two reasons, its name not UTF-8; approved, but
  // not copied; not judged.
  void fill() {
    const std::vector<PhotoRef> photos{
        {1, "=1+1,\"x\".jpg", {}}, {2, "b\xff.jpg", {}}, {3, "c.jpg", {}}, {4, "d.jpg", {}}};
    ASSERT_TRUE(store_->add_photos("s", photos));
    const std::vector<SkippedFile> skipped{{"x.nef", SkipReason::kRaw, ""}};
    ASSERT_TRUE(store_->add_skipped("s", skipped));
    const Finding noise{.code = FindingCode::kNoise, .score = 9.0, .message = "Noisy"};
    const Finding small{.code = FindingCode::kResolutionTooLow, .message = "Small"};
    const Finding border{.code = FindingCode::kResolutionBorderline,
                         .severity = Severity::kWarn,
                         .message = "Nearly small"};
    Commit commit;
    commit.session = session_;
    commit.results = {judged(1, {border}), judged(2, {noise, small}), judged(3, {})};
    commit.results[1].fingerprint.reset();
    commit.copies = {{1, CopyState::kPlaced, ""}, {3, CopyState::kFailed, "no room"}};
    ASSERT_TRUE(store_->commit(commit));
    const std::vector<ReviewOutcome> outcomes{{1, 1, std::nullopt}};
    ASSERT_TRUE(store_->save_review(session_, outcomes));
  }

  ReportSink sink() {
    return [this](std::string_view piece) -> Result<> {
      text_ += piece;
      longest_ = std::max(longest_, piece.size());
      return {};
    };
  }

  std::string folder_;
  std::unique_ptr<Store> store_;
  Session session_;
  std::string text_;
  std::size_t longest_ = 0;
};

TEST_F(ReportTest, JsonHoldsTheSessionAndEachImageAsInspectPrintsIt) {
  fill();
  ASSERT_TRUE(write_report_json(*store_, "s", sink()));
  const auto json = nlohmann::ordered_json::parse(text_, nullptr, false);
  ASSERT_TRUE(json.is_object()) << text_;
  EXPECT_EQ(json["session"]["session_id"], "s");
  const auto& images = json["images"];
  ASSERT_EQ(images.size(), 3U) << "only judged ones";
  const auto stored = store_->result("s", 2);
  ASSERT_TRUE(stored && *stored);
  const auto inspected = inspect_json((*stored)->path, (*stored)->result);
  for (const auto& [field, value] : inspected.items()) EXPECT_EQ(images[1][field], value) << field;
  EXPECT_EQ(images[1]["path_bytes"], "Yv8uanBn");
  EXPECT_EQ(images[0]["n"], 1);
  EXPECT_EQ(images[0]["group"], 1);
  EXPECT_EQ(images[0]["copied"], true);
  EXPECT_EQ(images[0]["copy_error"], nullptr);
  EXPECT_EQ(images[1]["group"], nullptr);
  EXPECT_EQ(images[2]["copied"], false);
  EXPECT_EQ(images[2]["copy_error"], "no room");
}

TEST_F(ReportTest, CsvHasAHeaderAndARowAPhotoWithEveryReason) {
  fill();
  ASSERT_TRUE(write_report_csv(*store_, "s", sink()));
  std::vector<std::string> lines;
  for (std::size_t at = 0, end = 0; (end = text_.find("\r\n", at)) != std::string::npos;
       at = end + 2)
    lines.push_back(text_.substr(at, end - at));
  ASSERT_EQ(lines.size(), 4U) << text_;
  EXPECT_TRUE(lines[0].starts_with("n,path,path_bytes,decision,reject,warn,label,format,width,"));
  EXPECT_TRUE(lines[0].ends_with(",xxh3,pdq,pdq_quality,group,copied,copy_error"));
  EXPECT_TRUE(
      lines[1].starts_with("1,\"'=1+1,\"\"x\"\".jpg\",,approved,,resolution_borderline,,"
                           "jpeg,3000,2000,6,1234,0.75,42.5,"))
      << lines[1];
  EXPECT_TRUE(lines[1].ends_with(",88,1,yes,")) << lines[1];
  EXPECT_TRUE(
      lines[2].starts_with("2,b\xEF\xBF\xBD.jpg,Yv8uanBn,rejected,"
                           "noise resolution_too_low,,,jpeg,"))
      << lines[2];
  EXPECT_TRUE(lines[2].ends_with(",,,,no,")) << lines[2];
  EXPECT_TRUE(lines[3].ends_with(",no,no room")) << lines[3];
  const auto commas = [](const std::string& line) {
    return std::count(line.begin(), line.end(), ',');
  };
  EXPECT_EQ(commas(lines[0]), commas(lines[2]));
  EXPECT_EQ(commas(lines[0]), commas(lines[3]));
}

TEST_F(ReportTest, ASessionWithoutPhotosIsAReportWithoutImages) {
  ASSERT_TRUE(write_report_json(*store_, "s", sink()));
  const auto json = nlohmann::json::parse(text_, nullptr, false);
  ASSERT_TRUE(json.is_object()) << text_;
  EXPECT_EQ(json["images"].size(), 0U);
  EXPECT_TRUE(json["images"].is_array());
}

TEST_F(ReportTest, AnUnknownSessionIsWrongUse) {
  EXPECT_EQ(write_report_json(*store_, "nope", sink()).error().kind, ErrorKind::kUsage);
  EXPECT_EQ(write_report_csv(*store_, "nope", sink()).error().kind, ErrorKind::kUsage);
  EXPECT_EQ(session_counts(*store_, "nope").error().kind, ErrorKind::kUsage);
  EXPECT_EQ(text_, "");
}

TEST_F(ReportTest, TheSinksErrorEndsTheReport) {
  fill();
  for (const auto write : {write_report_json, write_report_csv}) {
    int pieces = 0;
    const auto done = write(*store_, "s", [&](std::string_view) -> Result<> {
      if (++pieces == 2) return fail(ErrorKind::kFatal, "no space left");
      return {};
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "no space left");
    EXPECT_EQ(pieces, 2);
  }
}

TEST_F(ReportTest, APieceIsOnePhotoHoweverManyThereAre) {
  constexpr std::uint32_t kPhotos = 500;
  std::vector<PhotoRef> photos;
  Commit commit;
  commit.session = session_;
  for (std::uint32_t n = 1; n <= kPhotos; ++n) {
    photos.push_back({n, "p.jpg", {}});
    commit.results.push_back(judged(n, {}));
  }
  ASSERT_TRUE(store_->add_photos("s", photos));
  ASSERT_TRUE(store_->commit(commit));
  ASSERT_TRUE(write_report_json(*store_, "s", sink()));
  EXPECT_LT(longest_, 4096U);
  EXPECT_EQ(nlohmann::json::parse(text_, nullptr, false)["images"].size(), kPhotos);
}

TEST_F(ReportTest, CountsByCategoryAndCode) {
  fill();
  const auto counts = session_counts(*store_, "s");
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->categories.size(), 2U);
  EXPECT_EQ(counts->categories[0].category, Category::kQuality);
  ASSERT_EQ(counts->categories[0].codes.size(), 1U);
  EXPECT_EQ(counts->categories[0].codes[0].code, FindingCode::kNoise);
  EXPECT_EQ(counts->categories[1].category, Category::kCompliance);
  ASSERT_EQ(counts->categories[1].codes.size(), 2U);
  EXPECT_EQ(counts->categories[1].codes[1].severity, Severity::kWarn);
  ASSERT_EQ(counts->skipped.size(), 1U);
  EXPECT_EQ(counts->skipped[0].files, 1U);
  EXPECT_EQ(counts->not_copied, 1U);
}

}  // namespace
}  // namespace photosieve
