// HostFixture: a session host with a database, a runtime folder and folders of its own; of tests
// only. Files that are no pictures are judged as quickly as anything, by real workers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>

#include "run/session_host.h"

// The build of the tests says where the program is.
#ifndef PHOTOSIEVE_BINARY
#define PHOTOSIEVE_BINARY "photosieve"
#endif

namespace photosieve {

class HostFixture : public testing::Test {
 protected:
  HostFixture() {
    std::string pattern = (std::filesystem::temp_directory_path() / "hostXXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    std::filesystem::create_directory(root_ + "/run");
    std::filesystem::permissions(root_ + "/run", std::filesystem::perms::owner_all);
    ::setenv("XDG_RUNTIME_DIR", (root_ + "/run").c_str(), 1);
    begin();
  }
  ~HostFixture() override {
    host_.reset();
    std::filesystem::remove_all(root_);
  }

  void begin() {
    host_ = std::make_unique<SessionHost>(
        hub_, clock_,
        HostOptions{.database = database(), .workers = 3, .worker_binary = PHOTOSIEVE_BINARY});
  }
  [[nodiscard]] std::string database() const { return "sqlite:" + root_ + "/photosieve.db"; }
  [[nodiscard]] std::unique_ptr<Store> store() const { return std::move(*open_store(database())); }

  // A folder of files that are called photos.
  std::string folder(const std::string& name, int files) const {
    std::string path = root_ + "/" + name;
    std::filesystem::create_directory(path);
    for (int i = 0; i < files; ++i)
      std::ofstream(path + "/" + std::to_string(1000 + i) + ".jpg") << "no picture " << i;
    return path;
  }

  // What an asynchronous call answered.
  template <class T, class Call>
  static Asked<T> wait_for(Call call) {
    auto answer = std::make_shared<std::promise<Asked<T>>>();
    auto future = answer->get_future();
    call([answer](Asked<T> value) { answer->set_value(std::move(value)); });
    if (future.wait_for(std::chrono::seconds(60)) != std::future_status::ready)
      return tl::unexpected(CommandError{CommandCode::kInternal, "no answer came"});
    return future.get();
  }
  Asked<Session> start(const std::string& input, bool anew = false) {
    StartRequest request;
    request.input = input;
    request.anew = anew;
    return wait_for<Session>([&](SessionDone done) { host_->start(request, std::move(done)); });
  }
  Asked<Session> command(const std::string& id, SessionCommand what) {
    return wait_for<Session>([&](SessionDone done) { host_->command(id, what, std::move(done)); });
  }
  // The session once it has that status, or as it is after a minute.
  [[nodiscard]] Session once(const std::string& id, SessionStatus status) const {
    const auto read = store();
    for (int i = 0; i < 3000; ++i) {
      const Session session = **read->session(id);
      if (session.status == status) return session;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return **read->session(id);
  }

  SystemClock clock_;
  Hub hub_;
  std::string root_;
  std::unique_ptr<SessionHost> host_;
};

}  // namespace photosieve
