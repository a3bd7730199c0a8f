// SPDX-License-Identifier: Apache-2.0
#include "net/endpoint.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <filesystem>
#include <string>

#include "net/client_target.h"

namespace photosieve::net {
namespace {

TEST(Endpoint, IsReadAndWrittenAsText) {
  for (const char* text :
       {"127.0.0.1:8000", "[::1]:8000", "localhost:0", "unix:/run/x.sock", ":80"}) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint.has_value()) << text;
    EXPECT_EQ(to_text(*endpoint), text);
  }
  for (const char* bad :
       {"", "localhost", "a:b", "a:65536", "a:-1", "a:1x", "::1:80", "[::1:80", "unix:"})
    EXPECT_FALSE(parse_endpoint(bad).has_value()) << bad;
}

TEST(Endpoint, OfIpv6TakesConnections) {
  const auto listener = listen_on({"::1", 0, {}}, false);
  if (!listener) GTEST_SKIP() << "no IPv6 here: " << listener.error().message;
  const auto client = connect_to({"::1", bound_port(listener->get()), {}});
  ASSERT_TRUE(client.has_value());
  EXPECT_EQ(peer_address(client->get()), "::1");
}

TEST(Endpoint, ThatIsTakenIsAnErrorUnlessShared) {
  const auto first = listen_on({"127.0.0.1", 0, {}}, true);
  ASSERT_TRUE(first.has_value());
  const Endpoint same{"127.0.0.1", bound_port(first->get()), {}};
  EXPECT_FALSE(listen_on(same, false).has_value());
  EXPECT_TRUE(listen_on(same, true).has_value());
}

TEST(Endpoint, OfAUnixSocketIsTakenOverFromTheDeadOnly) {
  const std::string path = testing::TempDir() + "photosieve_endpoint_test.sock";
  std::filesystem::remove(path);
  Endpoint endpoint;
  endpoint.unix_path = path;
  {
    const auto first = listen_on(endpoint, false);
    ASSERT_TRUE(first.has_value()) << first.error().message;
    EXPECT_FALSE(listen_on(endpoint, false).has_value()) << "someone listens";
    EXPECT_TRUE(connect_to(endpoint).has_value());
  }
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_TRUE(listen_on(endpoint, false).has_value()) << "left behind";
  endpoint.unix_path = std::string(200, 'x');
  EXPECT_FALSE(listen_on(endpoint, false).has_value());
  std::filesystem::remove(path);
}

TEST(ClientTarget, IsReadFromAUrl) {
  const auto plain = parse_target("http://example.org");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(to_text(plain->endpoint), "example.org:80");
  EXPECT_FALSE(plain->secure);
  const auto secure = parse_target("wss://[::1]:8443/ignored");
  ASSERT_TRUE(secure.has_value());
  EXPECT_EQ(to_text(secure->endpoint), "[::1]:8443");
  EXPECT_EQ(secure->host, "[::1]:8443");
  EXPECT_TRUE(secure->secure);
  EXPECT_EQ(parse_target("https://[::1]")->endpoint.port, 443);
  EXPECT_EQ(parse_target("unix:/x")->endpoint.unix_path, "/x");
  for (const char* bad : {"", "example.org", "ftp://x", "http://", "http://x:y", "unix:"})
    EXPECT_FALSE(parse_target(bad).has_value()) << bad;
}

}  // namespace
}  // namespace photosieve::net
