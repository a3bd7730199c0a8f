// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/statistics.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

class StatisticsTest : public testing::Test {
 public:
  ~StatisticsTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

 protected:
  StatisticsTest() {
    std::string pattern = testing::TempDir() + "statisticsXXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    store_ = std::move(*open_store("sqlite:" + folder_ + "/p.db"));
    session_.id = "s";
    EXPECT_TRUE(store_->create_session(session_, *load_profile("adobe-stock")));
  }

  // Forty photos in three folders, each stored a second after the one before; every fourth noisy.
  void fill() {
    std::vector<PhotoRef> photos;
    for (std::uint32_t n = 1; n <= 40; ++n)
      photos.push_back({n, (n > 30 ? "" : n > 20 ? "b/" : "a/x/") + std::to_string(n), {}});
    ASSERT_TRUE(store_->add_photos("s", photos));
    for (std::uint32_t n = 1; n <= 40; ++n) {
      PhotoResult result;
      result.n = n;
      result.identity.bytes = 1024 * 1024 * n;
      result.format = n == 1 ? Format::kPng : Format::kJpeg;
      result.width = n == 2 ? 0 : 1000;
      result.height = n == 2 ? 0 : 1000 * n;
      result.elapsed_ms = n == 7 ? 900 : 10 + n;
      result.decision = n % 4 == 0 ? Decision::kRejected : Decision::kApproved;
      result.measures.set(MeasureId::kNoiseLuma, n % 4 == 0 ? 20 : 1);
      result.metadata.emplace();
      if (n != 3) result.metadata->camera_model = n > 30 ? "E-M1" : "Canon EOS 70D";
      if (n <= 8) result.metadata->lens = "50 mm f/1.8";
      if (n % 4 == 0)
        result.findings = {{.code = FindingCode::kNoise, .severity = Severity::kReject}};
      session_.elapsed_seconds = n;
      ++session_.processed;
      ++(n % 4 == 0 ? session_.rejected : session_.approved);
      session_.issues.quality = session_.rejected;
      Commit commit;
      commit.session = session_;
      commit.results = {result};
      ASSERT_TRUE(store_->commit(commit));
    }
  }
  static const Json* named(const Json& list, const std::string& name) {
    for (const Json& one : list)
      if (one["name"] == name) return &one;
    return nullptr;
  }

  std::string folder_;
  std::unique_ptr<Store> store_;
  Session session_;
};

TEST_F(StatisticsTest, CountsAddUpToThePhotos) {
  fill();
  const auto json = statistics_json(*store_, "s");
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ((*json)["approval_rate"], 75.0);
  EXPECT_EQ((*json)["categories"][0]["category"], "quality");
  EXPECT_EQ((*json)["categories"][0]["images"], 10);
  EXPECT_EQ((*json)["categories"][0]["codes"],
            Json::parse(R"([{"code":"noise","severity":"reject","images":10}])"));
  EXPECT_EQ((*json)["formats"],
            Json::parse(R"([{"format":"jpeg","images":39},{"format":"png","images":1}])"));
  EXPECT_EQ((*json)["folder_count"], 3);
  EXPECT_EQ((*json)["by_camera"],
            Json::parse(R"([{"name":"Canon EOS 70D","total":29,"approved":22,"rejected":7},
                            {"name":"E-M1","total":10,"approved":7,"rejected":3},
                            {"name":null,"total":1,"approved":1,"rejected":0}])"));
  EXPECT_EQ((*json)["by_lens"], Json::parse(R"([{"name":null,"total":32,"approved":24,"rejected":8},
                            {"name":"50 mm f/1.8","total":8,"approved":6,"rejected":2}])"));
  EXPECT_EQ((*json)["folders"][0]["folder"], "a/x");
  EXPECT_EQ((*json)["folders"][0]["images"], 20);
  EXPECT_EQ((*json)["folders"][0]["approval_rate"], 75.0);
  EXPECT_EQ((*json)["slowest"].size(), 10U);
  EXPECT_EQ((*json)["slowest"][0]["n"], 7);
  EXPECT_EQ((*json)["slowest"][1]["n"], 40);
}

TEST_F(StatisticsTest, DistributionsStandWithTheProfilesLimits) {
  fill();
  const auto json = statistics_json(*store_, "s");
  ASSERT_TRUE(json);
  const Json& all = (*json)["distributions"];
  EXPECT_EQ(named(all, "sharpness"), nullptr) << "no photo has it";
  const Json* noise = named(all, "noise_luma");
  ASSERT_NE(noise, nullptr);
  EXPECT_EQ((*noise)["images"], 40);
  EXPECT_EQ((*noise)["p95"], 20.0);
  ASSERT_EQ((*noise)["thresholds"].size(), 1U);
  EXPECT_EQ((*noise)["thresholds"][0]["limit"], "max_luma_sigma");
  EXPECT_EQ((*noise)["bins"].front()["approved_count"], 30);
  EXPECT_EQ((*noise)["bins"].back()["rejected_count"], 10);
  EXPECT_EQ((*named(all, "megapixels"))["images"], 39) << "a photo without a size is left out";
  EXPECT_EQ((*named(all, "megabytes"))["maximum"], 40.0);
}

TEST_F(StatisticsTest, ThroughputIsToldOverTheSessionsOwnTime) {
  fill();
  const auto json = statistics_json(*store_, "s");
  ASSERT_TRUE(json);
  std::uint32_t sum = 0;
  for (const Json& slice : (*json)["throughput"]) sum += slice["images"].get<std::uint32_t>();
  EXPECT_EQ(sum, 40U);
  EXPECT_EQ((*json)["throughput"].back()["to_seconds"], 40.0);
  EXPECT_EQ((*json)["throughput"].back()["images_per_second"], 1.5);
}

TEST_F(StatisticsTest, ASessionWithoutPhotosHasNumbersThatAreNotThere) {
  const auto json = statistics_json(*store_, "s");
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ((*json)["approval_rate"], nullptr);
  EXPECT_TRUE((*json)["distributions"].empty());
  EXPECT_TRUE((*json)["throughput"].empty());
  EXPECT_EQ(statistics_json(*store_, "nope").error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace photosieve
