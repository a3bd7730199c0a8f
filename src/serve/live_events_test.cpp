// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/live_events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/guarded.h"
#include "net/http_server.h"
#include "net/socket_client.h"

namespace photosieve {
namespace {

// A client and what it heard.
class Listener {
 public:
  explicit Listener(std::uint16_t port)
      : client_({.url = "http://127.0.0.1:" + std::to_string(port)}), socket_(client_.of("/")) {
    socket_.on_any([this](const std::string& event, net::Args& args) {
      heard_.with(
          [&](auto& heard) { heard.emplace_back(event, args.empty() ? nullptr : args[0]); });
    });
    EXPECT_TRUE(client_.start());
  }
  ~Listener() { client_.stop(); }

  net::Json ask(const std::string& event, net::Json payload) {
    auto answer = std::make_shared<std::promise<net::Json>>();
    auto future = answer->get_future();
    socket_.emit_with_ack(event, {std::move(payload)}, 30'000, [answer](Result<net::Args> args) {
      answer->set_value(args && !args->empty() ? (*args)[0] : net::Json());
    });
    return future.get();
  }
  void tell(const std::string& event, net::Json payload) {
    socket_.emit(event, std::move(payload));
  }
  [[nodiscard]] std::vector<net::Json> all(const std::string& event) const {
    return heard_.with([&](const auto& heard) {
      std::vector<net::Json> found;
      for (const auto& [name, data] : heard)
        if (name == event) found.push_back(data);
      return found;
    });
  }
  [[nodiscard]] bool hears(const std::string& event, std::size_t times = 1) const {
    for (int i = 0; i < 1500; ++i) {
      if (all(event).size() >= times) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

 private:
  net::SocketClient client_;
  net::ClientSocket& socket_;
  Guarded<std::vector<std::pair<std::string, net::Json>>> heard_;
};

class LiveEventsTest : public testing::Test {
 protected:
  LiveEventsTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "liveXXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    ::setenv("XDG_RUNTIME_DIR", root_.c_str(), 1);
    database_ = "sqlite:" + root_ + "/photosieve.db";
    store_ = std::move(*open_store(database_));
    host_ = std::make_unique<SessionHost>(hub_, clock_, HostOptions{.database = database_});
    http_ = std::make_unique<net::HttpServer>();
    io_ = std::make_unique<net::SocketServer>(*http_);
    live_ = std::make_unique<LiveEvents>(*io_, hub_, *host_, database_, clock_);
    EXPECT_TRUE(http_->listen({"127.0.0.1", 0, {}}));
    EXPECT_TRUE(http_->start());
  }
  ~LiveEventsTest() override {
    host_->stop();
    live_->stop();
    http_->stop();
    live_.reset();
    io_.reset();
    http_.reset();
    store_.reset();
    std::filesystem::remove_all(root_);
  }
  Session stored(const std::string& id, SessionStatus status, std::uint32_t processed) {
    Session session;
    session.id = id;
    session.status = status;
    session.input_folder = "/in/" + id;
    session.output_folder = "/out/" + id;
    session.created_at = 1000;
    session.total_images = 100;
    session.processed = session.rejected = processed;
    EXPECT_TRUE(store_->create_session(session, *load_profile("adobe-stock")));
    return session;
  }
  static ProgressUpdate progress(const std::string& id, std::uint32_t done) {
    ProgressUpdate update;
    update.session_id = id;
    update.current_image = done;
    update.total_images = 100;
    return update;
  }

  SystemClock clock_;
  Hub hub_;
  std::string root_;
  std::string database_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<SessionHost> host_;
  std::unique_ptr<net::HttpServer> http_;
  std::unique_ptr<net::SocketServer> io_;
  std::unique_ptr<LiveEvents> live_;
};

TEST_F(LiveEventsTest, AClientHearsOfTheSessionsThatItJoinedOnly) {
  stored("a", SessionStatus::kPaused, 10);
  stored("b", SessionStatus::kPaused, 20);
  Listener one(http_->port());
  Listener other(http_->port());
  EXPECT_EQ(one.ask("join_session", {{"session_id", "a"}})["ok"], true);
  EXPECT_EQ(other.ask("join_session", {{"session_id", "b"}})["ok"], true);
  hub_.publish(StageChange{"a", Stage::kReviewing, "now", 5});
  hub_.publish(progress("b", 30));
  ASSERT_TRUE(one.hears("stage_change"));
  ASSERT_TRUE(other.hears("progress_update", 2));
  EXPECT_TRUE(other.all("stage_change").empty());
  EXPECT_EQ(one.all("progress_update").size(), 1U) << "its own, on joining";
  EXPECT_EQ(one.all("progress_update")[0]["current_image"], 10);
  EXPECT_EQ(one.all("connected").size(), 1U);
  EXPECT_EQ(one.ask("leave_session", {{"session_id", "a"}})["ok"], true);
  hub_.publish(StageChange{"a", Stage::kComplete, "later", 6});
  EXPECT_EQ(one.ask("ping", {})["ok"], true);
  EXPECT_EQ(one.all("stage_change").size(), 1U) << "it left";
}

TEST_F(LiveEventsTest, CountsNeverFallForThoseWhoJoinWhileTheyRise) {
  Session session = stored("a", SessionStatus::kPaused, 0);
  std::atomic<bool> stop{false};
  std::thread run([&] {  // commits, then tells, as a session does
    for (std::uint32_t done = 1; done <= 100 && !stop; ++done) {
      session.processed = session.rejected = done;
      EXPECT_TRUE(store_->save_session(session));
      if (done % 3 == 0) hub_.publish(progress("a", done));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    hub_.publish(progress("a", 100));
  });
  std::vector<std::unique_ptr<Listener>> listeners;
  for (int i = 0; i < 12; ++i) {
    listeners.push_back(std::make_unique<Listener>(http_->port()));
    EXPECT_EQ(listeners.back()->ask("join_session", {{"session_id", "a"}})["ok"], true);
  }
  run.join();
  for (const auto& one : listeners) {
    for (int i = 0; i < 500 && one->all("progress_update").back()["current_image"] != 100; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::vector<int> counts{one->all("session_joined")[0]["session"]["processed"].get<int>()};
    for (const auto& update : one->all("progress_update"))
      counts.push_back(update["current_image"].get<int>());
    EXPECT_TRUE(std::is_sorted(counts.begin(), counts.end()));
    EXPECT_EQ(counts.back(), 100);
  }
}

TEST_F(LiveEventsTest, AnEndedSessionTellsItsEndOnceToThoseWhoComeLate) {
  Session session = stored("a", SessionStatus::kComplete, 100);
  stored("b", SessionStatus::kCancelled, 3);
  Listener one(http_->port());
  EXPECT_EQ(one.ask("join_session", {{"session_id", "a"}})["ok"], true);
  EXPECT_EQ(one.all("processing_complete").size(), 1U);
  EXPECT_EQ(one.ask("join_session", {{"session_id", "b"}})["ok"], true);
  EXPECT_EQ(one.all("processing_cancelled").size(), 1U);
  // Its end is stored and not told yet: it comes with everybody else's.
  stored("c", SessionStatus::kComplete, 100);
  hub_.publish(progress("c", 99));
  EXPECT_EQ(one.ask("join_session", {{"session_id", "c"}})["ok"], true);
  EXPECT_EQ(one.all("processing_complete").size(), 1U);
  ProcessingComplete complete;
  complete.session_id = "c";
  hub_.publish(complete);
  EXPECT_TRUE(one.hears("processing_complete", 2));
}

TEST_F(LiveEventsTest, TheListHearsOfEverySessionAndOfTheHost) {
  stored("a", SessionStatus::kPaused, 10);
  stored("b", SessionStatus::kComplete, 100);
  Listener one(http_->port());
  EXPECT_EQ(one.ask("watch_sessions", net::Json::object())["ok"], true);
  ASSERT_EQ(one.all("session_changed").size(), 1U) << "the one that is not ended";
  EXPECT_EQ(one.all("session_changed")[0]["session_id"], "a");
  EXPECT_TRUE(one.hears("performance_update"));
  EXPECT_TRUE(one.all("performance_update")[0]["session_id"].is_null());
  Session changed;
  changed.id = "c";
  hub_.publish(SessionChanged{changed});
  EXPECT_TRUE(one.hears("session_changed", 2));
  EXPECT_TRUE(one.all("progress_update").empty());
}

TEST_F(LiveEventsTest, WithoutAnAcknowledgementAFailureIsAnEvent) {
  Listener one(http_->port());
  one.tell("pause_processing", {{"session_id", "nobody"}});
  ASSERT_TRUE(one.hears("error"));
  EXPECT_EQ(one.all("error")[0]["code"], "unknown_session");
  one.tell("join_session", "a bare id");
  ASSERT_TRUE(one.hears("error", 2));
  EXPECT_EQ(one.all("error")[1]["code"], "invalid_payload");
  one.tell("get_session_status", {{"session_id", "nobody"}});
  EXPECT_TRUE(one.hears("error", 3));
}

}  // namespace
}  // namespace photosieve
