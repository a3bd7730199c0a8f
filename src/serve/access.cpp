// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/access.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "base/text.h"
#include "base/unique_fd.h"
#include "net/encoding.h"
#include "serve/token_book.h"
#include "serve/url.h"

namespace photosieve {
namespace {

constexpr std::size_t kShortestToken = 16;
constexpr std::size_t kLongestToken = 512;
constexpr std::string_view kCookie = "photosieve_token=";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// "[::1]:8000" is "[::1]", "localhost:8000" is "localhost".
std::string_view without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos) return host;
  if (bracket != std::string_view::npos && colon < bracket) return host;
  const std::string_view port = host.substr(colon + 1);
  const bool digits =
      std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? host.substr(0, colon) : host;
}

bool is_loopback_address(const std::string& host) {
  in_addr four{};
  if (::inet_pton(AF_INET, host.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == 127;
  return is_loopback_name(host) || host == "::1";
}

// What may be asked of one session alone.
bool is_about(const net::HttpRequest& request, const std::string& session_id) {
  constexpr std::string_view kAlways[] = {"/api/v1/whoami", "/api/v1/openapi.json",
                                          "/api/v1/events.schema.json"};
  if (std::find(std::begin(kAlways), std::end(kAlways), request.path) != std::end(kAlways))
    return true;
  const auto parts = path_segments(request.path);
  return parts && parts->size() >= 4 && (*parts)[0] == "api" && (*parts)[1] == "v1" &&
         (*parts)[2] == "sessions" && (*parts)[3] == session_id;
}

std::string_view cookie_token(std::string_view cookies) {
  while (!cookies.empty()) {
    const std::size_t end = cookies.find(';');
    const std::string_view one = trimmed(cookies.substr(0, end));
    if (one.starts_with(kCookie)) return one.substr(kCookie.size());
    cookies = end == std::string_view::npos ? std::string_view{} : cookies.substr(end + 1);
  }
  return {};
}

// Behind a proxy that speaks TLS the scheme differs from this server's own: only the rest counts.
bool is_origin_of(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.starts_with(scheme))
      return net::equal_ignoring_case(origin.substr(scheme.size()), host);
  return false;
}

}  // namespace

Result<std::string> read_token(const std::string& path) {
  const std::string name = printable(path);
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.valid())
    return fail(ErrorKind::kUsage, fmt::format("the token file {} cannot be read: {}", name,
                                               std::generic_category().message(errno)));
  struct stat found {};
  if (::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode))
    return fail(ErrorKind::kUsage, fmt::format("the token file {} is no regular file", name));
  if ((found.st_mode & 077U) != 0)
    return fail(ErrorKind::kUsage,
                fmt::format("the token file {} may be read by others; `chmod 600` it", name));
  std::array<char, kLongestToken + 4> bytes{};
  const ssize_t count = ::read(file.get(), bytes.data(), bytes.size());
  const std::string_view token =
      trimmed(std::string_view(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0));
  const bool plain = std::all_of(token.begin(), token.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != ';' && c != ',';
  });
  if (!plain || token.size() < kShortestToken || token.size() > kLongestToken)
    return fail(ErrorKind::kUsage,
                fmt::format("the token file {} must hold one token of {} to {} letters, digits and "
                            "signs; `openssl rand -hex 24` makes one",
                            name, kShortestToken, kLongestToken));
  return std::string(token);
}

bool is_loopback_name(std::string_view host) {
  return net::equal_ignoring_case(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned different = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    different |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return different == 0;
}

Result<Access> Access::make(const net::Endpoint& endpoint, const std::string& token_file,
                            const TokenBook& book, const Clock& clock) {
  Access access(book, clock);
  access.unix_socket_ = !endpoint.unix_path.empty();
  access.loopback_ = access.unix_socket_ || is_loopback_address(endpoint.host);
  if (!token_file.empty()) {
    PS_TRY(access.token_, read_token(token_file));
  } else if (!access.loopback_ && !book.has_valid(clock.wall())) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} can be reached from other machines, so it needs a token: make one "
                            "with `photosieve token create`, or give --token-file FILE; or listen "
                            "on 127.0.0.1",
                            printable(net::to_text(endpoint))));
  }
  return access;
}

std::string token_cookie(std::string_view token, const std::optional<WallMs>& expires, WallMs now,
                         bool secure) {
  constexpr std::int64_t kLongestSeconds = std::int64_t{30} * 24 * 3600;
  std::int64_t seconds = token.empty() ? 0 : kLongestSeconds;
  if (!token.empty() && expires)
    seconds = std::clamp<std::int64_t>((*expires - now) / 1000, 0, kLongestSeconds);
  return fmt::format("{}{}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", kCookie, token,
                     seconds, secure ? "; Secure" : "");
}

Served<void> Access::allows_origin(const net::HttpRequest& request) const {
  const std::string_view host = request.header("Host");
  // With a token a page that rebound its name still has no token; without one its name is all.
  if (loopback_ && !unix_socket_ && !needs_token() && !is_loopback_name(without_port(host)))
    return refuse(403, "not_allowed",
                  "This server is asked as localhost, 127.0.0.1 or [::1]; another name in Host is "
                  "refused, so that no web page can reach it by one.");
  const std::string_view origin = request.header("Origin");
  const bool foreign = !origin.empty() && !is_origin_of(origin, host);
  // A link on another page may lead here; what a page fetches by itself may not.
  const std::string_view site = request.header("Sec-Fetch-Site");
  const bool followed = request.header("Sec-Fetch-Mode") == "navigate" && request.method == "GET";
  const bool fetched = (site == "cross-site" || site == "same-site") && !followed;
  if (foreign || fetched)
    return refuse(403, "not_allowed",
                  "The request comes from another web page; only this server's own pages may ask "
                  "it.");
  return {};
}

std::optional<Caller> Access::caller_with(std::string_view token) const {
  if (token.empty()) return std::nullopt;
  if (!token_.empty() && equal_in_constant_time(token, token_)) return Caller{.who = "token file"};
  const auto known = book_->find(token, clock_->wall());
  if (!known) return std::nullopt;
  return Caller{.rights = known->rights,
                .token_id = known->id,
                .who = who_has(*known),
                .session_id = known->session_id,
                .expires_at = known->expires_at};
}

std::optional<Caller> Access::caller_of(const net::HttpRequest& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view given = request.header("Authorization");
  if (given.size() > kBearer.size() &&
      net::equal_ignoring_case(given.substr(0, kBearer.size()), kBearer))
    return caller_with(trimmed(given.substr(kBearer.size())));
  return caller_with(cookie_token(request.header("Cookie")));
}

Served<Caller> Access::allows(const net::HttpRequest& request) const {
  PS_TRY_VOID(allows_origin(request));
  if (!needs_token()) return Caller{.who = "local"};
  auto caller = caller_of(request);
  if (!caller) {
    auto problem = refuse(401, "unauthorized",
                          "This server needs a token: send \"Authorization: Bearer …\" with one "
                          "that is valid.");
    problem.value().headers.emplace_back("WWW-Authenticate", "Bearer realm=\"photosieve\"");
    return problem;
  }
  const bool reads =
      request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS";
  if (!caller->session_id.empty() && !is_about(request, caller->session_id))
    return refuse(403, "not_allowed", "This link shows one session, and nothing else.");
  if (!caller->may_change() && !reads)
    return refuse(403, "not_allowed",
                  "This token may read only; whoever keeps the server can make one that may do "
                  "more.");
  return *std::move(caller);
}

std::optional<Caller> Access::caller(const net::HttpRequest& request, const net::Json& auth) const {
  if (!needs_token()) return Caller{.who = "local"};
  if (auto found = caller_of(request)) return found;
  if (!auth.is_object()) return std::nullopt;
  const auto token = auth.find("token");
  if (token == auth.end() || !token->is_string()) return std::nullopt;
  return caller_with(token->get_ref<const std::string&>());
}

}  // namespace photosieve
