// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/live_reply.h"

#include "model/connection_events.h"

namespace photosieve {

void LiveReply::ok(const net::Json& fields) const {
  net::Json answer{{"ok", true}};
  answer.update(fields);
  ack_(std::move(answer));
  if (answered_) answered_();
}

void LiveReply::refuse(const CommandError& error) const {
  net::Json about = error_json(name(error.code), error.message);
  if (ack_)
    ack_(net::Json{{"ok", false}, {"error", std::move(about)}});
  else
    socket_->emit("error", std::move(about));
  if (answered_) answered_();
}

}  // namespace photosieve
