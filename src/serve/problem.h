// Problem: why a request was not done, as RFC 9457 says it (application/problem+json).
//
// `code` is for programs: the contract's codes (invalid_payload, unknown_session, wrong_state,
// not_allowed, too_many_requests, internal) and those that only HTTP needs (unknown_photo,
// not_found, method_not_allowed, unauthorized, too_large, unsupported_media_type,
// not_implemented). `detail` is one sentence for a person, with what to do.
// Threads: values and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/result.h"
#include "net/http_message.h"
#include "run/session_host.h"

namespace photosieve {

struct Problem {
  int status = 500;
  std::string code = "internal";
  std::string detail;
  net::HttpHeaders headers;  // beside the content's own
};

template <class T>
using Served = tl::expected<T, Problem>;  // a value, or what is answered in its place

[[nodiscard]] tl::unexpected<Problem> refuse(int status, std::string_view code, std::string detail);
[[nodiscard]] tl::unexpected<Problem> invalid(std::string detail);           // 400
[[nodiscard]] tl::unexpected<Problem> unknown_session(std::string_view id);  // 404
[[nodiscard]] tl::unexpected<Problem> unknown_photo(std::string_view n);     // 404

[[nodiscard]] Problem problem_of(const CommandError& error);
// A store or disk that fails is no fault of the client: 503 where trying again may help, else 500.
[[nodiscard]] Problem problem_of(const Error& error);

[[nodiscard]] net::HttpResponse to_response(const Problem& problem);

}  // namespace photosieve
