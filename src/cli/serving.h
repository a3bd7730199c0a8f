// Serving: a server with all that stands behind it: hub, session host, live events.
//
// Errors   kUsage for addresses, tokens and folders that cannot be; those of the store.
// Threads  made, stopped and destroyed by one; hub() and host() are for any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/options.h"
#include "serve/live_events.h"
#include "serve/server.h"

namespace photosieve {

class Serving {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Serving>> start(const ServeOptions& options,
                                                              const std::string& database);
  ~Serving();  // stop()
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  [[nodiscard]] Hub& hub() { return hub_; }
  [[nodiscard]] SessionHost& host() { return host_; }
  [[nodiscard]] std::string url() const { return server_->url(); }
  [[nodiscard]] bool tells_tokens_in_the_clear() const {
    return server_->tells_tokens_in_the_clear();
  }

  // Sessions end cleanly and are told so, then the connections end. May take as long as a photo.
  void stop();

 private:
  Serving(const ServeOptions& options, const std::string& database);

  SystemClock clock_;
  Hub hub_;
  SessionHost host_;
  std::unique_ptr<Server> server_;
  std::optional<LiveEvents> live_;
};

}  // namespace photosieve
