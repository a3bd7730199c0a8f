// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/postgres_connection.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

namespace photosieve {
namespace {

// A server that lets in whoever comes, as PostgreSQL does, and is gone before it answers anything:
// a real one is for some microseconds only.
class GoneAtOnce {
 public:
  GoneAtOnce() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    auto* address = reinterpret_cast<sockaddr*>(&here);  // as bind() wants it
    EXPECT_EQ(::bind(listening_, address, size), 0);
    EXPECT_EQ(::listen(listening_, 1), 0);
    EXPECT_EQ(::getsockname(listening_, address, &size), 0);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~GoneAtOnce() {
    thread_.join();
    ::close(listening_);
  }
  GoneAtOnce(const GoneAtOnce&) = delete;
  GoneAtOnce& operator=(const GoneAtOnce&) = delete;

  [[nodiscard]] std::string address() const {
    return "postgresql://someone@127.0.0.1:" + std::to_string(port_) +
           "/photos?sslmode=disable&gssencmode=disable";
  }

 private:
  void serve() const {
    const int met = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    std::array<char, 1024> asked{};
    EXPECT_GT(::read(met, asked.data(), asked.size()), 0);  // who wants to come in
    using namespace std::string_literals;
    const std::string welcome =
        "R\0\0\0\x08\0\0\0\0"                 // authentication is done
        "S\0\0\0\x19server_encoding\0UTF8\0"  // 4 + 16 + 5 bytes
        "Z\0\0\0\x05I"s;                      // ready
    EXPECT_EQ(::write(met, welcome.data(), welcome.size()), static_cast<ssize_t>(welcome.size()));
    EXPECT_GT(::read(met, asked.data(), asked.size()), 0);  // the settings
    ::close(met);
  }

  int listening_;
  int port_ = 0;
  std::thread thread_;
};

TEST(PostgresConnection, AServerThatIsGoneBeforeItAnswersDoesNotAnswer) {
  const GoneAtOnce server;
  const auto connected = connect_postgres(server.address());
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error().kind, ErrorKind::kRetry);
  EXPECT_NE(connected.error().message.find("does not answer"), std::string::npos)
      << connected.error().message;
  EXPECT_EQ(connected.error().message.find("was lost"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
