// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/control.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

namespace photosieve {
namespace {

struct ControlTest : testing::Test {
  ControlTest() {
    std::string pattern = "/tmp/controlXXXXXX";
    folder = ::mkdtemp(pattern.data());
    path = folder + "/s.sock";
  }
  ~ControlTest() override { std::filesystem::remove_all(folder); }

  // Serves until `requests` were seen, answering each with its command's number.
  void serve(ControlServer& server, int requests) {
    for (int turn = 0; turn < 200 && requests > 0; ++turn) {
      std::vector<pollfd> fds;
      server.add_to(fds);
      ::poll(fds.data(), fds.size(), 20);
      server.serve([&](int client, const ControlRequest& request) {
        newest = request;
        server.answer(client, {{"ok", true}, {"command", static_cast<int>(request.command)}});
        --requests;
      });
    }
  }
  [[nodiscard]] int connected() const {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path.c_str());
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return fd;
  }
  ControlRequest newest;
  std::string folder;
  std::string path;
};

TEST_F(ControlTest, ACommandIsHeardAndAnswered) {
  auto server = ControlServer::listen(path);
  ASSERT_TRUE(server) << server.error().message;
  std::thread asker([&] {
    const auto answer = ask(path, {ControlCommand::kPause, {}, 0}, 5);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ((*answer)["command"], static_cast<int>(ControlCommand::kPause));
  });
  serve(*server, 1);
  asker.join();
}

TEST_F(ControlTest, AChangeAndARetryArriveWhole) {
  auto server = ControlServer::listen(path);
  ASSERT_TRUE(server);
  std::thread asker([&] {
    ControlRequest request{.command = ControlCommand::kChange};
    request.change.workers = 3;
    request.change.hour_milestones = {{1, 2}};
    EXPECT_TRUE(ask(path, request, 5));
  });
  serve(*server, 1);
  asker.join();
  EXPECT_EQ(newest.change.workers, 3U);
  EXPECT_EQ(newest.change.hour_milestones, (std::vector<std::uint32_t>{1, 2}));
  asker = std::thread([&] { EXPECT_TRUE(ask(path, {ControlCommand::kRetry, {}, 77}, 5)); });
  serve(*server, 1);
  asker.join();
  EXPECT_EQ(newest.n, 77U);
}

TEST_F(ControlTest, NobodyThereIsSaidPlainly) {
  EXPECT_EQ(ask(path, {ControlCommand::kPause, {}, 0}, 1).error().message,
            "no process runs this session");
}

TEST_F(ControlTest, NonsenseIsRefusedAndTheServerGoesOn) {
  auto server = ControlServer::listen(path);
  ASSERT_TRUE(server);
  for (const std::string& nonsense :
       {std::string("hello\n"), std::string("{\"command\": \"explode\"}\n"), std::string("[]\n"),
        std::string("{\"command\": \"change\"}\n"),
        std::string("{\"command\": \"retry\", \"n\": -1}\n"), std::string(3000, '[') + "\n",

        std::string(5000, 'x')}) {
    const int fd = connected();
    ASSERT_GT(::send(fd, nonsense.data(), nonsense.size(), MSG_NOSIGNAL), 0);
    serve(*server, 0);
    for (int turn = 0; turn < 5; ++turn)
      server->serve([](int, const ControlRequest&) { ADD_FAILURE() << "nonsense was taken"; });
    ::close(fd);
  }
  std::thread asker([&] { EXPECT_TRUE(ask(path, {}, 5)); });
  serve(*server, 1);
  asker.join();
}

}  // namespace
}  // namespace photosieve
