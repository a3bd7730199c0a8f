// Access: who may ask this server anything.
//
// On a loopback address whoever can connect is the person at this machine, or a web page in that
// person's browser: so the Host must be a loopback name (a page that rebound its DNS name comes
// with its own) and an Origin, when there is one, must be the server itself. On any other address
// a token is needed; with a token file it is needed on loopback too. A Unix socket is guarded by
// the permissions of its folder. Tokens are the one of the token file, which may do all, and those
// of the store (`photosieve token`), each with its rights: a read-only one asks with GET and HEAD,
// one of a share link for its session alone. The token comes as "Authorization: Bearer …", as the
// cookie photosieve_token (which a browser has from logging in, and sends for pictures too), or in
// Socket.IO's auth as {token}. It is compared in constant time.
// Errors   make(): kUsage for another address without any token, for a token file that others may
//          read, or that holds no token of 16 to 512 letters.
// Threads  any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/access_token.h"
#include "net/endpoint.h"
#include "net/http_message.h"
#include "net/json.h"
#include "serve/problem.h"

namespace photosieve {

class TokenBook;

// One token of 16 to 512 letters, from a file that only its owner can read.
[[nodiscard]] Result<std::string> read_token(const std::string& path);

// Who asks, as far as a server knows.
struct Caller {
  TokenRights rights = TokenRights::kFull;
  std::string token_id{};      // "": by no token of the store
  std::string who = "nobody";  // as AuditEntry has it
  std::string session_id{};    // "": may see every session
  std::optional<WallMs> expires_at{};

  [[nodiscard]] bool may_see(std::string_view session) const {
    return session_id.empty() || session_id == session;
  }
  [[nodiscard]] bool may_change() const { return rights == TokenRights::kFull; }
};

class Access {
 public:
  // `token_file` "": none. `book` holds the store's tokens already; it and `clock` must outlive it.
  [[nodiscard]] static Result<Access> make(const net::Endpoint& endpoint,
                                           const std::string& token_file, const TokenBook& book,
                                           const Clock& clock);

  // Host and Origin: for every request, pages and pictures too.
  [[nodiscard]] Served<void> allows_origin(const net::HttpRequest& request) const;
  // allows_origin(), and where a token is needed one that may do what is asked.
  [[nodiscard]] Served<Caller> allows(const net::HttpRequest& request) const;
  // Of a token that was typed or followed; nothing where it is not valid.
  [[nodiscard]] std::optional<Caller> caller_with(std::string_view token) const;
  // By the token of a Socket.IO client; nothing where it has none that is valid. Host and Origin of
  // its handshake were asked before.
  [[nodiscard]] std::optional<Caller> caller(const net::HttpRequest& request,
                                             const net::Json& auth) const;

  [[nodiscard]] bool reaches_others() const { return !loopback_; }
  [[nodiscard]] bool needs_token() const { return !loopback_ || !token_.empty(); }

 private:
  Access(const TokenBook& book, const Clock& clock) : book_(&book), clock_(&clock) {}
  [[nodiscard]] std::optional<Caller> caller_of(const net::HttpRequest& request) const;

  bool loopback_ = true;  // a TCP address that only this machine reaches
  bool unix_socket_ = false;
  std::string token_;  // the token file's; "": none
  const TokenBook* book_;
  const Clock* clock_;
};

// What makes a browser send the token from now on, or no more (""): unreadable to scripts, sent to
// this server's own pages alone, over TLS alone where it came so; for 30 days or until it expires.
[[nodiscard]] std::string token_cookie(std::string_view token, const std::optional<WallMs>& expires,
                                       WallMs now, bool secure);
[[nodiscard]] bool is_loopback_name(std::string_view host);  // without its port
// Takes as long for every token of a length.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace photosieve
