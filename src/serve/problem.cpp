// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/problem.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace photosieve {
namespace {

int status_of(CommandCode code) {
  switch (code) {
    case CommandCode::kInvalidPayload:
      return 400;
    case CommandCode::kUnknownSession:
      return 404;
    case CommandCode::kWrongState:
      return 409;
    case CommandCode::kNotAllowed:
      return 403;
    case CommandCode::kTooManyRequests:
      return 429;
    case CommandCode::kInternal:
      break;
  }
  return 500;
}

}  // namespace

tl::unexpected<Problem> refuse(int status, std::string_view code, std::string detail) {
  return tl::unexpected<Problem>(Problem{status, std::string(code), std::move(detail), {}});
}

tl::unexpected<Problem> invalid(std::string detail) {
  return refuse(400, "invalid_payload", std::move(detail));
}

tl::unexpected<Problem> unknown_session(std::string_view id) {
  return refuse(404, "unknown_session",
                "There is no session " + elide_middle_bytes(printable(id), 80) +
                    "; GET /api/v1/sessions lists them.");
}

tl::unexpected<Problem> unknown_photo(std::string_view n) {
  return refuse(404, "unknown_photo",
                "The session has no photo " + elide_middle_bytes(printable(n), 80) +
                    "; its images are listed at …/images.");
}

Problem problem_of(const CommandError& error) {
  return {status_of(error.code), std::string(name(error.code)), error.message, {}};
}

Problem problem_of(const Error& error) {
  Problem problem{500, "internal", error.message, {}};
  if (error.kind == ErrorKind::kUsage) problem.status = 400, problem.code = "invalid_payload";
  if (error.kind == ErrorKind::kRetry) {
    problem.status = 503;
    problem.headers.emplace_back("Retry-After", "1");
  }
  return problem;
}

net::HttpResponse to_response(const Problem& problem) {
  nlohmann::ordered_json json;
  json["type"] = "about:blank";
  json["title"] = net::reason_phrase(problem.status);
  json["status"] = problem.status;
  json["code"] = problem.code;
  json["detail"] = to_valid_utf8(problem.detail);
  net::HttpResponse response{problem.status, problem.headers, json.dump()};
  response.headers.emplace_back("Content-Type", "application/problem+json");
  return response;
}

}  // namespace photosieve
