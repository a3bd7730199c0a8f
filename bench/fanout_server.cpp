// fanout_server: broadcasts one progress_update of about 600 bytes to a room, for the fan-out
// bench.
//
//   fanout_server --port P --bench max|fixed|idle [--hz N] [--window W] [--key 1]
//
// join_session {"session_id": ...} enters the room and is answered by session_joined. SIGUSR2
// starts the broadcast and the next one stops it. `seq` grows by one each emit, `t_ns` is
// CLOCK_MONOTONIC just before encoding. max: W emits in a row, and again as soon as all of that is
// with the kernel; fixed: N times a second W in a row; idle: none. --key 1 gives every event one
// coalescing key. Prints "listening" to standard error, and at SIGTERM how many events there were
// and how many slow readers it has dropped. SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "net/event_loop.h"
#include "net/http_server.h"
#include "net/socket_server.h"

namespace {

namespace net = photosieve::net;
using net::Json;

struct Options {
  std::uint16_t port = 8000;
  std::string bench = "idle";
  std::int64_t hz = 50;
  std::int64_t window = 1;
  bool key = false;
};

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--port") options.port = static_cast<std::uint16_t>(std::atoi(value));
    if (name == "--bench") options.bench = value;
    if (name == "--hz") options.hz = std::max(1, std::atoi(value));
    if (name == "--window") options.window = std::max(1, std::atoi(value));
    if (name == "--key") options.key = std::string_view(value) == "1";
  }
  return options;
}

Json progress(const std::string& session, std::int64_t seq) {
  return Json{{"seq", seq},
              {"t_ns", photosieve::SystemClock().steady()},
              {"session_id", session},
              {"current_image", 12345},
              {"total_images", 25000},
              {"percentage", 49.38},
              {"current_filename", "2026/05 Iceland/DSC_04711.jpg"},
              {"approved_count", 8123},
              {"rejected_count", 4222},
              {"processing_speed", 31.4},
              {"estimated_completion", "2026-01-31T09:15:02.417Z"},
              {"current_stage", "processing"},
              {"error_message", nullptr},
              {"memory_usage_mb", 812.5},
              {"cpu_usage_percent", 97.1},
              {"gpu_usage_percent", nullptr},
              {"batch_processing_time", 1.92},
              {"avg_image_processing_time", 0.061},
              {"milestone_reached", "25%"},
              {"elapsed_time", 393.1},
              {"current_batch", 193},
              {"total_batches", 391},
              {"images_per_second", 31.4},
              {"eta_seconds", 403.0}};
}

class Broadcaster {
 public:
  Broadcaster(net::HttpServer& http, net::Namespace& nsp, Options options)
      : http_(http), nsp_(nsp), options_(std::move(options)) {}
  Broadcaster(const Broadcaster&) = delete;
  Broadcaster& operator=(const Broadcaster&) = delete;

  void set_session(const std::string& session) {
    const std::scoped_lock lock(mutex_);
    session_ = session;
  }

  void toggle() {
    if (running_.exchange(!running_)) return;
    if (options_.bench == "max") next_window();
    if (options_.bench == "fixed") http_.loop(0).post([this] { begin_ticking(); });
  }

  void stop() { running_ = false; }
  std::int64_t emitted() const { return seq_; }

 private:
  void emit() {
    std::string session;
    {
      const std::scoped_lock lock(mutex_);
      session = session_;
    }
    net::Emitter emitter = nsp_.to("session_" + session);
    if (options_.key) emitter.latest("progress");
    emitter.emit("progress_update", progress(session, ++seq_));
  }

  void next_window() {
    if (!running_) return;
    for (std::int64_t i = 0; i < options_.window; ++i) emit();
    http_.when_written([this] { next_window(); });
  }

  // On the loop: no second thread has to be woken for an event.
  void begin_ticking() {
    due_ = http_.loop(0).now();
    tick();
  }

  void tick() {
    if (!running_) return;
    for (std::int64_t i = 0; i < options_.window; ++i) emit();
    due_ += 1'000'000'000 / options_.hz;
    ticker_.set(due_);
  }

  net::HttpServer& http_;
  net::Namespace& nsp_;
  const Options options_;
  std::atomic<bool> running_{false};
  std::atomic<std::int64_t> seq_{0};
  std::mutex mutex_;
  std::string session_;  // mutex_
  net::Timer ticker_{http_.loop(0).timers(), this,
                     [](void* self) { static_cast<Broadcaster*>(self)->tick(); }};  // the loop's
  photosieve::SteadyNs due_ = 0;                                                    // the loop's
};

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGUSR2, SIGTERM, SIGINT}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  net::HttpServer http;
  net::SocketServer io(http);
  net::Namespace& nsp = io.of("/");
  Broadcaster broadcaster(http, nsp, options);
  nsp.on("join_session", [&](const net::SocketPtr& socket, net::Event& event) {
    const auto session = event.args.at(0).at("session_id").get<std::string>();
    broadcaster.set_session(session);
    socket->join("session_" + session);
    socket->emit("session_joined", Json{{"session_id", session}, {"status", "joined"}});
    event.ack(Json{{"ok", true}});
  });

  const auto listening = http.listen({"127.0.0.1", options.port, {}});
  const auto started = listening ? http.start() : listening;
  if (!started) {
    std::fprintf(stderr, "fanout_server: %s\n", started.error().message.c_str());
    return 1;
  }
  std::fprintf(stderr, "listening %d\n", http.port());
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGUSR2) broadcaster.toggle();
  broadcaster.stop();
  std::fprintf(stderr, "emitted %lld dropped slow %llu\n",
               static_cast<long long>(broadcaster.emitted()),
               static_cast<unsigned long long>(http.stats().dropped_slow));
  http.stop();
  return 0;
}
