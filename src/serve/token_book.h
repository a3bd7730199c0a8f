// TokenBook: the valid tokens of a server, and who is connected by which.
//
// Event loops ask it, so it is held in memory; whoever reads the store hands it the tokens again
// and again (update()). A token that is revoked or expires takes its connections with it.
// Threads  any.
// Cost     rights_of() a lookup and a SHA-256; update() is linear in tokens and connections.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/access_token.h"
#include "net/socket.h"

namespace photosieve {

class TokenBook {
 public:
  // All tokens of the store. Connections by a token that is not valid now are ended.
  void update(const std::vector<AccessToken>& tokens, WallMs now);

  [[nodiscard]] std::optional<AccessToken> find(std::string_view secret, WallMs now) const;
  [[nodiscard]] bool has_valid(WallMs now) const;

  // A connection by a token; forgotten at the first update() after its end.
  void connected(const std::string& token_id, const net::SocketPtr& socket);

 private:
  struct Connection {
    std::string token_id;
    std::weak_ptr<net::Socket> socket;
  };

  mutable std::mutex mutex_;
  std::map<std::string, AccessToken, std::less<>> tokens_;  // by id; mutex_
  std::vector<Connection> connections_;                     // mutex_
};

}  // namespace photosieve
