// StoreFixture: a fresh store for a test, and things to put into it; of the suites in this folder.
//
// Database is a type with `static std::string fresh_address()` (an empty database of its own) and
// `static void remove(const std::string& address)`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "store/store.h"

namespace photosieve {

template <class Database>
class StoreFixture : public testing::Test {
 public:
  ~StoreFixture() override {
    store_.reset();
    Database::remove(address_);
  }

 protected:
  StoreFixture() : address_(Database::fresh_address()) { reopen(); }

  void reopen() {
    store_.reset();
    auto opened = open_store(address_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  static Session session_named(const std::string& id, WallMs created = 1000) {
    Session session;
    session.id = id;
    session.name = "holiday";
    session.input_folder = "/in\xff";
    session.output_folder = "/out";
    session.created_at = created;
    return session;
  }
  void create(const Session& session) {
    const auto profile = load_profile("adobe-stock");
    ASSERT_TRUE(profile);
    const auto done = store_->create_session(session, *profile);
    ASSERT_TRUE(done) << done.error().message;
  }
  void add_photos(const std::string& id, std::uint32_t count) {
    std::vector<PhotoRef> photos;
    for (std::uint32_t n = 1; n <= count; ++n)
      photos.push_back({n, "a/\xff" + std::to_string(n) + ".jpg", {n * 100ULL, -5, ~0ULL - n}});
    const auto done = store_->add_photos(id, photos);
    ASSERT_TRUE(done) << done.error().message;
  }
  static PhotoResult result_of(std::uint32_t n, double quality, bool approved) {
    PhotoResult result;
    result.n = n;
    result.identity = {n, 7, n};
    result.format = Format::kJpeg;
    result.width = 6000;
    result.height = 4000;
    result.content = Hash128{n, 1};
    result.fingerprint = Fingerprint{};
    result.fingerprint->variants[2] = {n, 0, 0, 9};
    result.fingerprint->quality = 90;
    result.local_features = LocalFeatures{.width = 1000, .height = 700, .sketch = {1, 2, 3}};
    result.local_features->places = {{.x = 30, .y = 40, .size = 5, .angle = 200, .bits = {n, 7}}};
    result.measures.set(MeasureId::kSharpness, 55.5);
    result.quality = quality;
    result.confidence = 0.5;
    result.elapsed_ms = 12.25;
    result.decision = approved ? Decision::kApproved : Decision::kRejected;
    if (!approved)
      result.findings.push_back({.code = FindingCode::kNoise,
                                 .severity = Severity::kReject,
                                 .score = 9.5,
                                 .threshold = 4.0,
                                 .message = "Noisy",
                                 .region = Region{1, 2, 3, 4}});
    return result;
  }
  Result<> commit(const Session& session, std::vector<PhotoResult> results) {
    Commit commit;
    commit.session = session;
    commit.results = std::move(results);
    return store_->commit(commit);
  }
  std::vector<std::uint32_t> candidates(const std::string& id) {
    std::vector<std::uint32_t> order;
    EXPECT_TRUE(store_->each_candidate(id, [&](const StoredCandidate& candidate) {
      order.push_back(candidate.n);
      return true;
    }));
    return order;
  }
  StoredResult stored(const std::string& id, std::uint32_t n) {
    const auto result = store_->result(id, n);
    EXPECT_TRUE(result && *result) << n;
    return result && *result ? **result : StoredResult{};
  }

  const std::string address_;
  std::unique_ptr<Store> store_;
};

}  // namespace photosieve
