// fanout_load: the other side of the fan-out and connection benches: many WebSocket clients.
//
//   fanout_load --port P --pid SERVER --clients N --seconds S [--start 1] [--rss 1]
//
// Connects N clients one batch after another (handshake, namespace, join_session), tells the server
// by SIGUSR2 to broadcast (--start 1), counts for S seconds what arrives, and prints one JSON line:
// connects_per_s, and connects_per_cpu_s, deliveries, server CPU seconds, latency percentiles in
// microseconds (send to receipt, of a sample of clients), and the server's RSS before and after.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "net/websocket_frame.h"

namespace {

namespace net = photosieve::net;

struct Options {
  int port = 8000;
  int pid = 0;
  std::size_t clients = 1000;
  double seconds = 5;
  bool start = false;
};

enum class Stage : std::uint8_t { kUpgrading, kOpening, kConnecting, kJoining, kJoined, kGone };

struct Client {
  int fd = -1;
  Stage stage = Stage::kUpgrading;
  std::string partial;  // the beginning of a frame
};

std::int64_t now_ns() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// User and system time of the process so far, in seconds.
double cpu_seconds(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const char* at = text.c_str() + text.rfind(')') + 1;
  unsigned long long user = 0;
  unsigned long long system = 0;
  if (std::sscanf(at, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &system) !=
      2)
    return 0;
  return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

long rss_kb(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(file, line))
    if (line.compare(0, 6, "VmRSS:") == 0) return std::atol(line.c_str() + 6);
  return 0;
}

class Load {
 public:
  explicit Load(Options options) : options_(options), epoll_(epoll_create1(0)) {}

  void run() {
    const long rss_before = rss_kb(options_.pid);
    const double cpu_before = cpu_seconds(options_.pid);
    const std::int64_t began = now_ns();
    connect_all();
    const double connecting = static_cast<double>(now_ns() - began) / 1e9;
    const double connecting_cpu = cpu_seconds(options_.pid) - cpu_before;
    const long rss_after = rss_kb(options_.pid);

    if (options_.start) kill(options_.pid, SIGUSR2);
    spin(0.5);  // settle
    counting_ = true;
    deliveries_ = 0;
    const double cpu_start = cpu_seconds(options_.pid);
    const std::int64_t start = now_ns();
    spin(options_.seconds);
    const double cpu = cpu_seconds(options_.pid) - cpu_start;
    const double seconds = static_cast<double>(now_ns() - start) / 1e9;
    counting_ = false;
    if (options_.start) kill(options_.pid, SIGUSR2);

    std::sort(latencies_.begin(), latencies_.end());
    const auto percentile = [&](double p) {
      if (latencies_.empty()) return 0.0;
      const auto index = static_cast<std::size_t>(p * static_cast<double>(latencies_.size() - 1));
      return static_cast<double>(latencies_[index]) / 1000;
    };
    const auto n = static_cast<double>(options_.clients);
    const auto delivered = static_cast<double>(deliveries_);
    std::printf(
        "{\"clients\": %zu, \"connect_s\": %.3f, \"connects_per_s\": %.0f, "
        "\"connects_per_cpu_s\": %.0f, \"rss_kb_per_client\": %.2f, \"deliveries\": %llu, "
        "\"deliveries_per_s\": %.0f, \"cpu_s\": %.2f, \"deliveries_per_cpu_s\": %.0f, "
        "\"cpu_s_per_million\": %.2f, \"p50_us\": %.0f, \"p99_us\": %.0f, \"gone\": %zu, "
        "\"rss_kb\": %ld}\n",
        options_.clients, connecting, n / connecting, n / std::max(connecting_cpu, 0.01),
        static_cast<double>(rss_after - rss_before) / n,
        static_cast<unsigned long long>(deliveries_), delivered / seconds, cpu,
        delivered / std::max(cpu, 0.01), delivered > 0 ? cpu * 1e6 / delivered : 0.0,
        percentile(0.5), percentile(0.99), gone_, rss_kb(options_.pid));
  }

 private:
  static constexpr std::size_t kAtOnce = 128;  // connections under way

  void connect_all() {
    clients_.resize(options_.clients);
    std::size_t begun = 0;
    while (ready_ + gone_ < options_.clients) {
      while (begun < options_.clients && begun - ready_ - gone_ < kAtOnce) begin(begun++);
      turn(1000);
    }
  }

  void begin(std::size_t index) {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(options_.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      std::exit(1);  // NOLINT(concurrency-mt-unsafe): one thread
    }
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    clients_[index].fd = fd;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    say(fd,
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
  }

  static void say(int fd, std::string_view bytes) {
    if (send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) std::perror("send");
  }

  static void say_frame(int fd, std::string_view text) {
    std::string out;
    net::append_masked_frame(out, net::Opcode::kText, text, 0x01020304);
    say(fd, out);
  }

  void spin(double seconds) {
    const std::int64_t end = now_ns() + static_cast<std::int64_t>(seconds * 1e9);
    while (now_ns() < end) turn(50);
  }

  void turn(int timeout_ms) {
    epoll_event events[256];
    const int count = epoll_wait(epoll_, events, 256, timeout_ms);
    for (int i = 0; i < count; ++i) on_ready(static_cast<std::size_t>(events[i].data.u64));
  }

  void on_ready(std::size_t index) {
    Client& client = clients_[index];
    const ssize_t got = recv(client.fd, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      if (client.stage == Stage::kJoined) --ready_;
      client.stage = Stage::kGone;
      ++gone_;
      close(client.fd);
      return;
    }
    const std::string_view bytes(buffer_.data(), static_cast<std::size_t>(got));
    if (client.partial.empty()) {
      const std::size_t used = consume(index, bytes);
      client.partial.assign(bytes.substr(used));
    } else {
      std::string whole = std::move(client.partial);
      whole += bytes;
      const std::size_t used = consume(index, whole);
      client.partial = whole.substr(used);
    }
  }

  std::size_t consume(std::size_t index, std::string_view bytes) {
    Client& client = clients_[index];
    std::size_t used = 0;
    if (client.stage == Stage::kUpgrading) {
      const std::size_t end = bytes.find("\r\n\r\n");
      if (end == std::string_view::npos) return 0;
      used = end + 4;
      client.stage = Stage::kOpening;
    }
    while (bytes.size() - used >= 2) {
      const auto byte = [&](std::size_t i) -> std::size_t {
        return static_cast<unsigned char>(bytes[used + i]);
      };
      std::size_t length = byte(1) & 127U;
      std::size_t header = 2;
      if (length == 126) {
        if (bytes.size() - used < 4) break;
        length = byte(2) << 8 | byte(3);
        header = 4;
      }
      if (bytes.size() - used < header + length) break;
      on_frame(index, bytes.substr(used + header, length));
      used += header + length;
    }
    return used;
  }

  void on_frame(std::size_t index, std::string_view text) {
    Client& client = clients_[index];
    if (text == "2") return say_frame(client.fd, "3");
    switch (client.stage) {
      case Stage::kOpening:
        client.stage = Stage::kConnecting;
        return say_frame(client.fd, "40");
      case Stage::kConnecting:
        client.stage = Stage::kJoining;
        return say_frame(client.fd, R"(42["join_session",{"session_id":"s"}])");
      case Stage::kJoining:
        client.stage = Stage::kJoined;
        ++ready_;
        return;
      default:
        break;
    }
    if (!counting_) return;
    ++deliveries_;
    if (index % 16 != 0) return;
    constexpr std::string_view kStamp = "\"t_ns\":";
    const std::size_t at = text.find(kStamp);
    if (at == std::string_view::npos) return;
    latencies_.push_back(now_ns() - std::strtoll(text.data() + at + kStamp.size(), nullptr, 10));
  }

  const Options options_;
  int epoll_;
  std::vector<Client> clients_;
  std::vector<char> buffer_ = std::vector<char>(std::size_t{256} * 1024);
  std::vector<std::int64_t> latencies_;
  std::size_t ready_ = 0;
  std::size_t gone_ = 0;
  std::uint64_t deliveries_ = 0;
  bool counting_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--port") options.port = std::atoi(value);
    if (name == "--pid") options.pid = std::atoi(value);
    if (name == "--clients") options.clients = static_cast<std::size_t>(std::atoi(value));
    if (name == "--seconds") options.seconds = std::atof(value);
    if (name == "--start") options.start = std::string_view(value) == "1";
  }
  Load(options).run();
}
