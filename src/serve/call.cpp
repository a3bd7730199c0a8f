// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "net/encoding.h"

namespace photosieve {
namespace {

// A page of this server runs its own scripts alone, talks to this server alone, and lies in no
// other page's frame. Styles of components are set by scripts, so they may be inline.
constexpr std::array<std::pair<const char*, const char*>, 5> kSecurity{{
    {"Content-Security-Policy",
     "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
     "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
     "form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

bool is_json_type(std::string_view type) {
  const std::size_t end = std::min(type.find(';'), type.size());
  std::string_view media = type.substr(0, end);
  while (!media.empty() && media.back() == ' ') media.remove_suffix(1);
  return net::equal_ignoring_case(media, "application/json");
}

}  // namespace

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string unknown_name(std::string_view what, std::string_view word,
                         const std::vector<std::string_view>& known) {
  std::string text =
      fmt::format("There is no {} \"{}\" here", what, elide_middle_bytes(printable(word), 80));
  const std::string near = nearest_name(word, known);
  if (!near.empty()) return text + fmt::format("; did you mean \"{}\"?", near);
  if (known.empty()) return text + "; leave it out.";
  return text + fmt::format("; known are {}.", fmt::join(known, ", "));
}

Served<void> Call::only(const std::vector<std::string_view>& names) const {
  for (const auto& [name, value] : query_.values())
    if (std::find(names.begin(), names.end(), name) == names.end())
      return invalid(unknown_name("query parameter", name, names));
  return {};
}

Served<void> Call::open(std::vector<std::string> values) {
  values_ = std::move(values);
  auto query = Query::parse(request_.query);
  if (!query) return invalid(query.error().message);
  query_ = *std::move(query);
  return {};
}

std::string Call::session_in_path() const {
  return request_.path.starts_with("/api/v1/sessions/") && !values_.empty() ? values_[0] : "";
}

Served<net::Json> Call::json_body() const {
  const std::string_view type = request_.header("Content-Type");
  if (request_.body.empty() && type.empty()) return net::Json::object();
  if (!is_json_type(type))
    return photosieve::refuse(415, "unsupported_media_type",
                              "Send the body as JSON, with Content-Type: application/json.");
  if (request_.body.empty()) return net::Json::object();
  auto json = net::parse_json(request_.body);
  if (!json)
    return invalid(
        "The body is no JSON that can be read: check commas, quotes and brackets (at "
        "most 64 levels deep, in UTF-8).");
  if (!json->is_object()) return invalid("The body must be a JSON object: {...}.");
  return *std::move(json);
}

void Call::answer(int status, const net::Json& body, net::HttpHeaders headers) const {
  headers.emplace_back("Content-Type", "application/json");
  answer({status, std::move(headers), net::dump_json(body)});
}

void Call::answer(net::HttpResponse response) const {
  std::string outcome = response.status < 400 ? "done" : fmt::format("status {}", response.status);
  send(std::move(response), std::move(outcome));
}

void Call::refuse(const Problem& problem) const {
  send(to_response(problem), problem.code);
}

void Call::send(net::HttpResponse response, std::string outcome) const {
  for (const auto& [name, value] : kSecurity) response.headers.emplace_back(name, value);
  if (net::find_header(response.headers, "Cache-Control").empty())
    response.headers.emplace_back("Cache-Control", "no-store");
  if (!witness_) return reply_.send(std::move(response));
  witness_(std::move(outcome), response, [reply = reply_, response] { reply.send(response); });
}

Served<std::optional<std::uint32_t>> query_whole(const Query& query, std::string_view name,
                                                 std::uint32_t lowest, std::uint32_t highest) {
  const std::string* text = query.find(name);
  if (text == nullptr) return std::optional<std::uint32_t>{};
  const auto number = whole_number(*text);
  if (!number || *number < lowest || *number > highest)
    return invalid(fmt::format("{} must be a whole number from {} to {}.", name, lowest, highest));
  return number;
}

Served<std::optional<bool>> query_boolean(const Query& query, std::string_view name) {
  const std::string* text = query.find(name);
  if (text == nullptr) return std::optional<bool>{};
  if (*text == "true") return std::optional<bool>(true);
  if (*text == "false") return std::optional<bool>(false);
  return invalid(fmt::format("{} must be true or false.", name));
}

}  // namespace photosieve
