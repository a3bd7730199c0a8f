// TestServer: a server with a store of its own on a port of its own, and a client that waits.
//
// Of the tests in this folder. The photos' folder exists and lies below the only root.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <array>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "net/endpoint.h"
#include "net/http_parser.h"
#include "net/json.h"
#include "serve/server.h"

namespace photosieve {

struct TestAnswer {
  int status = 0;
  net::HttpHeaders headers;
  std::string body;
  net::Json json;  // discarded() when the body is none

  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string(net::find_header(headers, name));
  }
  [[nodiscard]] std::string code() const { return json.is_object() ? json.value("code", "") : ""; }
};

class TestServer {
 public:
  explicit TestServer(const std::function<void(ServerOptions&)>& change = {}) {
    std::string pattern = testing::TempDir() + "serveXXXXXX";
    base_ = std::filesystem::canonical(::mkdtemp(pattern.data())).string();
    std::filesystem::create_directories(base_ + "/run");
    std::filesystem::permissions(base_ + "/run", std::filesystem::perms::owner_all);
    std::filesystem::create_directories(base_ + "/top/photos");
    ::setenv("XDG_RUNTIME_DIR", (base_ + "/run").c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    ServerOptions options;
    options.endpoint.port = 0;
    options.database = database();
    options.roots = {root()};
    options.version = "1.2.3";
    options.worker_binary = "/bin/false";  // the tests' own program is no worker
    options.thumbnail_folder = base_ + "/thumbnails";
    if (change) change(options);
    store_ = std::move(*open_store(database()));
    host_ = std::make_unique<SessionHost>(hub_, clock_, HostOptions{.database = database()});
    auto made = Server::make(std::move(options), hub_, *host_, clock_);
    EXPECT_TRUE(made) << made.error().message;
    server_ = std::move(*made);
    const auto started = server_->start();
    EXPECT_TRUE(started) << started.error().message;
  }
  ~TestServer() {
    host_->stop();
    server_.reset();
    store_.reset();
    std::filesystem::remove_all(base_);
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] std::string root() const { return base_ + "/top"; }
  [[nodiscard]] std::string base() const { return base_; }
  [[nodiscard]] std::string database() const { return "sqlite:" + base_ + "/p.db"; }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] Hub& hub() { return hub_; }
  [[nodiscard]] Server& server() { return *server_; }

  // One request over a connection of its own. "Host: localhost" unless another is given.
  [[nodiscard]] TestAnswer ask(const std::string& method, const std::string& path,
                               const std::string& body = {}, net::HttpHeaders headers = {}) const {
    if (net::find_header(headers, "Host").empty()) headers.emplace_back("Host", "localhost");
    std::string text = method + " " + path + " HTTP/1.1\r\nConnection: close\r\n";
    if (!body.empty() && net::find_header(headers, "Content-Type").empty())
      headers.emplace_back("Content-Type", "application/json");
    for (const auto& [name, value] : headers)
      text.append(name).append(": ").append(value).append("\r\n");
    if (!body.empty() || method != "GET")
      text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return exchange(text + "\r\n" + body, method == "HEAD");
  }
  [[nodiscard]] TestAnswer get(const std::string& path, net::HttpHeaders headers = {}) const {
    return ask("GET", path, {}, std::move(headers));
  }
  [[nodiscard]] TestAnswer exchange(std::string_view text, bool head_only = false) const {
    net::Endpoint endpoint;
    endpoint.port = server_->port();
    const auto socket = net::connect_to(endpoint);
    EXPECT_TRUE(socket);
    pollfd ready{socket->get(), POLLOUT, 0};
    ::poll(&ready, 1, 20'000);
    while (!text.empty()) {
      const ssize_t sent = ::send(socket->get(), text.data(), text.size(), MSG_NOSIGNAL);
      if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
      if (sent < 0 && errno != EAGAIN) break;  // refused before it was all there
      ::poll(&ready, 1, 20'000);
    }
    std::string all;
    std::array<char, 65536> buffer{};
    ready.events = POLLIN;
    while (::poll(&ready, 1, 20'000) == 1) {
      const ssize_t count = ::recv(socket->get(), buffer.data(), buffer.size(), 0);
      if (count <= 0) break;
      all.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return parsed(all, head_only);
  }

  // A session with photos that are judged: the n-th is approved unless n is a multiple of 3.
  void add_session(const std::string& id, std::uint32_t photos = 0, WallMs created = 1000) {
    Session session;
    session.id = id;
    session.name = "name of " + id;
    session.status = SessionStatus::kComplete;
    session.stage = Stage::kComplete;
    session.input_folder = root() + "/photos";
    session.output_folder = root() + "/photos_processed";
    session.created_at = created;
    session.total_images = photos;
    ASSERT_TRUE(store_->create_session(session, *load_profile("adobe-stock")));
    std::vector<PhotoRef> refs;
    Commit commit;
    for (std::uint32_t n = 1; n <= photos; ++n) {
      refs.push_back({n, fmt::format("f{}/{:04}.jpg", 2 * n > photos ? 1 : 0, n), {}});
      commit.results.push_back(result_of(n));
      ++session.processed;
      ++(n % 3 == 0 ? session.rejected : session.approved);
    }
    session.elapsed_seconds = photos / 10.0;
    ASSERT_TRUE(store_->add_photos(id, refs));
    commit.session = session;
    ASSERT_TRUE(store_->commit(commit));
  }

 private:
  static PhotoResult result_of(std::uint32_t n) {
    PhotoResult result;
    result.n = n;
    result.identity = {1000 + n, 5, n};
    result.format = Format::kJpeg;
    result.width = 3000;
    result.height = 2000;
    result.content = Hash128{77, n};
    result.measures.set(MeasureId::kSharpness, 100.0 - n);
    result.quality = n;
    result.elapsed_ms = n;
    if (n % 3 == 0)
      result.findings = {{.code = FindingCode::kNoise, .score = 9.0, .message = "Noisy"}};
    result.decision = n % 3 == 0 ? Decision::kRejected : Decision::kApproved;
    return result;
  }
  static TestAnswer parsed(const std::string& all, bool head_only) {
    TestAnswer answer;
    std::string_view bytes = all;
    if (head_only) {
      answer.body = all;  // as it came
      answer.status = std::stoi(all.substr(9, 3));
      return answer;
    }
    net::HttpLimits limits;
    limits.max_body = 100'000'000;
    net::HttpResponseParser parser(limits);
    net::HttpParse state = parser.feed(bytes);
    if (state == net::HttpParse::kNeedMore) state = parser.end();
    EXPECT_EQ(state, net::HttpParse::kComplete) << all.substr(0, 500);
    if (state != net::HttpParse::kComplete) return answer;
    net::HttpResponse response = parser.take();
    answer.status = response.status;
    answer.headers = std::move(response.headers);
    answer.body = std::move(response.body);
    answer.json = net::Json::parse(answer.body, nullptr, false);
    return answer;
  }

  std::string base_;
  SystemClock clock_;
  Hub hub_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<SessionHost> host_;
  std::unique_ptr<Server> server_;
};

}  // namespace photosieve
