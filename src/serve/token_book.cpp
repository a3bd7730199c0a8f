// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/token_book.h"

#include "serve/access.h"
#include "serve/token_secret.h"

namespace photosieve {

void TokenBook::update(const std::vector<AccessToken>& tokens, WallMs now) {
  std::vector<net::SocketPtr> to_end;
  {
    const std::scoped_lock lock(mutex_);
    tokens_.clear();
    for (const AccessToken& token : tokens)
      if (is_valid(token, now)) tokens_.emplace(token.id, token);
    std::erase_if(connections_, [&](const Connection& connection) {
      auto socket = connection.socket.lock();
      if (socket == nullptr) return true;
      if (tokens_.contains(connection.token_id)) return false;
      to_end.push_back(std::move(socket));
      return true;
    });
  }
  for (const net::SocketPtr& socket : to_end) socket->disconnect(true);
}

std::optional<AccessToken> TokenBook::find(std::string_view secret, WallMs now) const {
  const std::string_view id = token_id_in(secret);
  if (id.empty()) return std::nullopt;
  std::optional<AccessToken> found;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto at = tokens_.find(id); at != tokens_.end()) found = at->second;
  }
  if (!found || !is_valid(*found, now)) return std::nullopt;
  const auto hash = token_hash(secret);
  if (!hash || !equal_in_constant_time(*hash, found->hash)) return std::nullopt;
  return found;
}

bool TokenBook::has_valid(WallMs now) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [id, token] : tokens_)
    if (is_valid(token, now)) return true;
  return false;
}

void TokenBook::connected(const std::string& token_id, const net::SocketPtr& socket) {
  const std::scoped_lock lock(mutex_);
  connections_.push_back({token_id, socket});
}

}  // namespace photosieve
