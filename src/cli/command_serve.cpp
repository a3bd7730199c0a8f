// `serve`: sessions for browsers and scripts, until it is told to end.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <iostream>
#include <thread>

#include "base/stop_signal.h"
#include "cli/commands.h"
#include "cli/serving.h"

namespace photosieve {
namespace {

constexpr int kBetweenLooksMs = 20;

}  // namespace

Result<int> run_serve(const ServeOptions& options, const std::string& database) {
  const StopSignal stop;
  PS_TRY(const std::unique_ptr<Serving> serving, Serving::start(options, database));
  std::cerr << fmt::format("listening on {} (Ctrl-C ends it; sessions can be resumed)\n",
                           serving->url());
  if (serving->tells_tokens_in_the_clear())
    std::cerr << "Tokens are sent in the clear: give --tls-certificate and --tls-key, or put a TLS "
                 "proxy before it\n";
  pollfd wait{stop.fd(), POLLIN, 0};
  while (stop.count() == 0) (void)::poll(&wait, 1, -1);
  std::cerr << "Stopping; Ctrl-C again ends it at once\n";
  std::atomic<bool> ended{false};
  std::thread ending([&] {
    serving->stop();
    ended = true;
  });
  while (!ended) {
    // The first signal stays readable: the second one is looked for now and then.
    (void)::poll(nullptr, 0, kBetweenLooksMs);
    if (stop.count() >= 2) ::_exit(kExitInterrupted);
  }
  ending.join();
  return kExitDone;
}

}  // namespace photosieve
