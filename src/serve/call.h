// Call: one request on its way to its answer, and what its handler reads it with.
//
// A handler takes what it needs (parts of the path, query, body), calls one function and answers
// once. Every answer gets the security headers, and those of the API no-store unless they say how
// long they may be kept. What came of it is handed to a witness first, if there is one, who lets
// the answer go. Threads  read by one at a time; answer() and refuse() any, once; the witness is
// called by either. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_server.h"
#include "net/json.h"
#include "serve/access.h"
#include "serve/problem.h"
#include "serve/router.h"
#include "serve/url.h"

namespace photosieve {

class Call {
 public:
  Call(net::HttpRequest request, net::HttpReply reply)
      : request_(std::move(request)), reply_(std::move(reply)) {}

  // Part i of the path's template that stands in braces.
  [[nodiscard]] const std::string& value(std::size_t i) const { return values_[i]; }
  [[nodiscard]] const net::HttpRequest& request() const { return request_; }
  // The {id} of /api/v1/sessions/{id}..., or "".
  [[nodiscard]] std::string session_in_path() const;
  [[nodiscard]] const Query& query() const { return query_; }
  // The query, once it is known to hold these names alone; else the problem names the nearest.
  [[nodiscard]] Served<void> only(const std::vector<std::string_view>& names) const;
  // The body as a JSON object; 415 for another type, 400 for what is no object. Without a body: {}.
  [[nodiscard]] Served<net::Json> json_body() const;

  void answer(int status, const net::Json& body, net::HttpHeaders headers = {}) const;
  void answer(net::HttpResponse response) const;
  void refuse(const Problem& problem) const;

  // By the server, before the handler.
  [[nodiscard]] Served<void> open(std::vector<std::string> values);
  void set_caller(Caller caller) { caller_ = std::move(caller); }
  [[nodiscard]] const Caller& caller() const { return caller_; }
  // `outcome` is "done", the code of the problem or else "status 409"; `send` sends the answer.
  using Witness = std::function<void(std::string outcome, const net::HttpResponse& response,
                                     std::function<void()> send)>;
  void set_witness(Witness witness) { witness_ = std::move(witness); }

 private:
  void send(net::HttpResponse response, std::string outcome) const;

  net::HttpRequest request_;
  net::HttpReply reply_;
  Query query_;
  std::vector<std::string> values_;
  Caller caller_;
  Witness witness_;
};

// Numbers and words of a query, each checked; nothing where the name is not there.
[[nodiscard]] Served<std::optional<std::uint32_t>> query_whole(const Query& query,
                                                               std::string_view name,
                                                               std::uint32_t lowest,
                                                               std::uint32_t highest);
[[nodiscard]] Served<std::optional<bool>> query_boolean(const Query& query, std::string_view name);
// Digits alone; nothing for what is no such number.
[[nodiscard]] std::optional<std::uint32_t> whole_number(std::string_view text);

// "unknown field "profil"; profile?" for a person who mistyped.
[[nodiscard]] std::string unknown_name(std::string_view what, std::string_view word,
                                       const std::vector<std::string_view>& known);

}  // namespace photosieve
