// SPDX-License-Identifier: Apache-2.0
#include "net/http_reply.h"

namespace photosieve::net {

void ReplyLink::send(HttpResponse response) {
  if (answered_.exchange(true)) return;
  loop_.run_in_order([self = shared_from_this(), response = std::move(response)] {
    if (self->connection_ != nullptr) self->connection_->respond(response);
  });
}

void HttpReply::send(HttpResponse response) const {
  state_->send(std::move(response));
}

}  // namespace photosieve::net
