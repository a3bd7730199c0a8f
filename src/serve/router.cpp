// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/router.h"

#include <fmt/format.h>

#include <optional>

#include "base/result.h"
#include "base/text.h"
#include "serve/url.h"

namespace photosieve {
namespace {

bool is_any(const std::string& part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

std::optional<std::vector<std::string>> values_of(const std::vector<std::string>& parts,
                                                  const std::vector<std::string>& path) {
  if (parts.size() != path.size()) return std::nullopt;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_any(parts[i]) && !path[i].empty())
      values.push_back(path[i]);
    else if (parts[i] != path[i])
      return std::nullopt;
  }
  return values;
}

}  // namespace

void Router::add(Route route) {
  auto parts = path_segments(route.path);
  PS_CHECK(parts.has_value());
  known_.push_back({std::move(route), *std::move(parts)});
}

Served<Router::Match> Router::match(std::string_view method, std::string_view path) const {
  const auto segments = path_segments(path);
  if (!segments)
    return invalid("The path has a '%' without two hexadecimal digits after it, or a NUL byte.");
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  Match match;
  for (const Known& known : known_) {
    auto values = values_of(known.parts, *segments);
    if (!values) continue;
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += known.route.method == "GET" ? "GET, HEAD" : known.route.method;
    if (known.route.method != wanted) continue;
    match.handler = &known.route.handler;
    match.action = known.route.action;
    match.values = *std::move(values);
  }
  if (match.allow.empty())
    return refuse(404, "not_found",
                  fmt::format("There is nothing at {}; /api/v1/openapi.json says what there is.",
                              elide_middle_bytes(printable(path), 200)));
  match.allow += ", OPTIONS";
  if (match.handler == nullptr && method != "OPTIONS") {
    auto problem = refuse(405, "method_not_allowed",
                          fmt::format("This address is asked with {}.", match.allow));
    problem.value().headers.emplace_back("Allow", match.allow);
    return problem;
  }
  return match;
}

}  // namespace photosieve
