// fanout_bare: the floor that the fan-out bench measures against: an epoll loop and send().
//
// Takes the options and signals of fanout_server. It answers just what the load generator says,
// without parsing it, and sends frames that were built once a window with one send() a socket.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/websocket_frame.h"
#include "net/websocket_handshake.h"

namespace {

namespace net = photosieve::net;

struct Peer {
  int fd = -1;
  bool upgraded = false;
  bool joined = false;
  std::string unsent;
};

std::string frame(std::string_view text) {
  std::string out;
  net::append_frame_header(out, net::Opcode::kText, text.size());
  out += text;
  return out;
}

std::int64_t now_ns() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

class Loop {
 public:
  Loop(int port, std::string bench, int hz, int window)
      : bench_(std::move(bench)), hz_(hz), window_(window), epoll_(epoll_create1(0)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::exit(1);  // NOLINT(concurrency-mt-unsafe): one thread
    }
    listen(listener_, SOMAXCONN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR2);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, nullptr);  // NOLINT(concurrency-mt-unsafe): one thread
    signals_ = signalfd(-1, &signals, SFD_NONBLOCK);
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    for (const int fd : {listener_, signals_, timer_}) watch(fd, EPOLLIN, EPOLL_CTL_ADD);
    std::fprintf(stderr, "listening %d\n", port);
  }

  void run() {
    std::vector<epoll_event> events(512);
    while (!ended_) {
      const bool busy = running_ && bench_ == "max" && blocked_ == 0;
      const int count = epoll_wait(epoll_, events.data(), 512, busy ? 0 : -1);
      for (int i = 0; i < count; ++i) on_event(events[static_cast<std::size_t>(i)]);
      if (running_ && bench_ == "max" && blocked_ == 0) broadcast();
    }
  }

 private:
  void watch(int fd, std::uint32_t events, int how) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    epoll_ctl(epoll_, how, fd, &event);
  }

  void on_event(const epoll_event& event) {
    const int fd = event.data.fd;
    if (fd == listener_) return accept_all();
    if (fd == signals_) return on_signal();
    if (fd == timer_) {
      std::uint64_t ticks = 0;
      if (read(timer_, &ticks, sizeof ticks) > 0 && running_) broadcast();
      return;
    }
    Peer& peer = *peers_[static_cast<std::size_t>(fd)];
    if ((event.events & EPOLLOUT) != 0) {
      --blocked_;
      watch(fd, EPOLLIN, EPOLL_CTL_MOD);
      const std::string rest = std::exchange(peer.unsent, {});
      send_to(peer, rest);
    }
    if ((event.events & EPOLLIN) != 0) on_bytes(peer);
  }

  void accept_all() {
    while (true) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
      if (fd < 0) return;
      const int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      if (peers_.size() <= static_cast<std::size_t>(fd))
        peers_.resize(static_cast<std::size_t>(fd) + 1);
      peers_[static_cast<std::size_t>(fd)] = std::make_unique<Peer>();
      peers_[static_cast<std::size_t>(fd)]->fd = fd;
      watch(fd, EPOLLIN, EPOLL_CTL_ADD);
    }
  }

  void on_signal() {
    signalfd_siginfo info{};
    if (read(signals_, &info, sizeof info) <= 0) return;
    if (info.ssi_signo == SIGTERM) {
      ended_ = true;
      return;
    }
    running_ = !running_;
    itimerspec time{};
    if (running_ && bench_ == "fixed") {
      time.it_interval.tv_nsec = 1'000'000'000 / hz_;
      time.it_value = time.it_interval;
    }
    timerfd_settime(timer_, 0, &time, nullptr);
  }

  void on_bytes(Peer& peer) {
    char buffer[4096];
    const ssize_t got = recv(peer.fd, buffer, sizeof buffer, 0);
    if (got <= 0) {
      if (peer.joined) std::erase(room_, &peer);
      close(peer.fd);
      peers_[static_cast<std::size_t>(peer.fd)].reset();
      return;
    }
    const std::string_view text(buffer, static_cast<std::size_t>(got));
    if (!peer.upgraded) {
      constexpr std::string_view kField = "Sec-WebSocket-Key: ";
      const std::size_t at = text.find(kField);
      if (at == std::string_view::npos) return;
      peer.upgraded = true;
      send_to(peer, net::encode_websocket_response(text.substr(at + kField.size(), 24)) +
                        frame(R"(0{"sid":"AAAAAAAAAAAAAAAAAAAA","upgrades":[],)"
                              R"("pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})"));
    } else if (text.size() < 16) {
      send_to(peer, frame(R"(40{"sid":"AAAAAAAAAAAAAAAAAAAA"})"));
    } else {
      peer.joined = true;
      room_.push_back(&peer);
      send_to(peer, frame(R"(42["session_joined",{"session_id":"s","status":"joined"}])"));
    }
  }

  void broadcast() {
    std::string frames;
    for (int i = 0; i < window_; ++i) {
      frames += frame(
          R"(42["progress_update",{"seq":)" + std::to_string(++seq_) + R"(,"t_ns":)" +
          std::to_string(now_ns()) +
          R"(,"session_id":"0194c0de-0000-7000-8000-000000000001","current_image":12345,)"
          R"("total_images":25000,"percentage":49.38,"current_filename":)"
          R"("2026/05 Iceland/DSC_04711.jpg","approved_count":8123,"rejected_count":4222,)"
          R"("processing_speed":31.4,"estimated_completion":"2026-01-31T09:15:02.417Z",)"
          R"("current_stage":"processing","error_message":null,"memory_usage_mb":812.5,)"
          R"("cpu_usage_percent":97.1,"gpu_usage_percent":null,"batch_processing_time":1.92,)"
          R"("avg_image_processing_time":0.061,"milestone_reached":"25%","elapsed_time":393.1,)"
          R"("current_batch":193,"total_batches":391,"images_per_second":31.4,)"
          R"("eta_seconds":403.0}])");
    }
    for (Peer* peer : room_) send_to(*peer, frames);
  }

  void send_to(Peer& peer, std::string_view bytes) {
    if (bytes.empty()) return;
    if (!peer.unsent.empty()) {
      if (peer.unsent.size() < (std::size_t{1} << 20)) peer.unsent += bytes;
      return;
    }
    const ssize_t sent = send(peer.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    const std::size_t taken = sent < 0 ? 0 : static_cast<std::size_t>(sent);
    if (taken == bytes.size()) return;
    peer.unsent = std::string(bytes.substr(taken));
    ++blocked_;
    watch(peer.fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
  }

  std::string bench_;
  int hz_;
  int window_;
  int epoll_;
  int listener_ = -1;
  int signals_ = -1;
  int timer_ = -1;
  std::vector<std::unique_ptr<Peer>> peers_;  // by descriptor
  std::vector<Peer*> room_;
  std::size_t blocked_ = 0;
  std::int64_t seq_ = 0;
  bool running_ = false;
  bool ended_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  int port = 8000;
  int hz = 50;
  int window = 1;
  std::string bench = "idle";
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--port") port = std::atoi(argv[i + 1]);
    if (name == "--hz") hz = std::atoi(argv[i + 1]);
    if (name == "--window") window = std::atoi(argv[i + 1]);
    if (name == "--bench") bench = argv[i + 1];
  }
  Loop(port, bench, hz, window).run();
}
