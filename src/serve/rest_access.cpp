// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_access.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "serve/body_reader.h"
#include "serve/cursor.h"
#include "serve/token_secret.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestToken = 512;
constexpr std::uint32_t kUsualPage = 100;
constexpr std::uint32_t kLargestPage = 500;
constexpr std::uint32_t kShortestShare = 60;              // seconds
constexpr std::uint32_t kUsualShare = 7 * 24 * 3600;      // a week
constexpr std::uint32_t kLongestShare = 365 * 24 * 3600;  // a year

net::Json time_or_null(const std::optional<WallMs>& time) {
  return time ? net::Json(iso8601(*time)) : net::Json(nullptr);
}

net::Json text_or_null(const std::string& text) {
  return text.empty() ? net::Json(nullptr) : net::Json(to_valid_utf8(text));
}

net::Json caller_json(const Services& services, const Caller& caller) {
  net::Json json;
  json["who"] = to_valid_utf8(caller.who);
  json["rights"] = name(caller.rights);
  json["session_id"] = text_or_null(caller.session_id);
  json["expires_at"] = time_or_null(caller.expires_at);
  json["needs_token"] = services.access.needs_token();
  return json;
}

// Cookies of one name are the browser's for the whole host: set for the answer alone.
net::HttpResponse with_cookie(net::HttpResponse response, std::string cookie) {
  response.headers.emplace_back("Set-Cookie", std::move(cookie));
  return response;
}

net::Json entry_json(const AuditEntry& entry) {
  net::Json json;
  json["id"] = entry.id;
  json["timestamp"] = iso8601(entry.at);
  json["who"] = to_valid_utf8(entry.who);
  json["address"] = text_or_null(entry.address);
  json["action"] = entry.action;
  json["session_id"] = text_or_null(entry.session_id);
  json["outcome"] = entry.outcome;
  return json;
}

Served<std::optional<AuditPlace>> place_of(const Call& call, const std::string& list) {
  const std::string* cursor = call.query().find("cursor");
  if (cursor == nullptr) return std::optional<AuditPlace>{};
  PS_TRY(auto parts, read_cursor(list, *cursor, 2));
  AuditPlace place{0, parts[1]};
  std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), place.at);
  return std::optional<AuditPlace>(std::move(place));
}

Served<net::HttpResponse> audit_page(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({"limit", "cursor"}));
  PS_TRY(const auto limit, query_whole(call.query(), "limit", 1, kLargestPage));
  const std::string list = list_of(call);
  PS_TRY(const auto before, place_of(call, list));
  const std::uint32_t most = limit.value_or(kUsualPage);
  PS_TRY(auto page, served(store.audit(before, most + 1)));
  net::Json json;
  json["entries"] = net::Json::array();
  json["next_cursor"] = nullptr;
  if (page.size() > most) {
    page.resize(most);
    json["next_cursor"] = make_cursor(list, {std::to_string(page.back().at), page.back().id});
  }
  for (const AuditEntry& entry : page) json["entries"].push_back(entry_json(entry));
  return json_response(json);
}

struct Sharing {
  std::string name;
  std::uint32_t seconds = kUsualShare;
};

Served<Sharing> sharing_of(const Call& call) {
  PS_TRY_VOID(call.only({}));
  PS_TRY(const net::Json body, call.json_body());
  const BodyReader reader(body);
  PS_TRY_VOID(reader.only({"name", "expires_in_seconds"}));
  PS_TRY(auto name, reader.text("name", kLongestTokenName));
  PS_TRY(const auto seconds, reader.whole("expires_in_seconds", kShortestShare, kLongestShare));
  return Sharing{name.value_or(""), seconds.value_or(kUsualShare)};
}

Served<net::HttpResponse> share(const Services& services, const std::string& session_id,
                                const Sharing& sharing, Store& store) {
  PS_TRY_VOID(must_exist(store, session_id));
  const WallMs now = services.clock.wall();
  PS_TRY(const NewToken made, served(make_share(session_id, sharing.name,
                                                now + std::int64_t{1000} * sharing.seconds, now)));
  PS_TRY_VOID(served(store.add_token(made.token)));
  // Good from now on, not from the next reading.
  PS_TRY(const auto tokens, served(store.tokens()));
  services.tokens.update(tokens, now);
  net::Json json;
  json["token_id"] = made.token.id;
  json["token"] = made.secret;
  json["path"] = share_path(made.secret);
  json["expires_at"] = time_or_null(made.token.expires_at);
  return json_response(json, 201);
}

Served<std::string> token_in(const Call& call) {
  PS_TRY_VOID(call.only({}));
  PS_TRY(const net::Json body, call.json_body());
  const BodyReader reader(body);
  PS_TRY_VOID(reader.only({"token"}));
  PS_TRY(auto token, reader.text("token", kLongestToken));
  if (!token || token->empty()) return invalid("token is missing.");
  return *std::move(token);
}

}  // namespace

void post_login(const Services& services, const CallPtr& call) {
  const auto token = token_in(*call);
  if (!token) return call->refuse(token.error());
  if (!services.access.needs_token()) {
    call->set_caller(Caller{.who = "local"});
    return call->answer(200, caller_json(services, call->caller()));
  }
  const std::string address = rate_key(call->request().peer);
  const SteadyNs now = services.clock.steady();
  if (!services.logins.allows(address, now))
    return call->refuse(
        too_often("Too many tokens that are not valid came from your address; wait "
                  "a minute, and copy the token as a whole.",
                  services.logins.seconds()));
  auto caller = services.access.caller_with(*token);
  if (!caller) {
    services.logins.count(address, now);
    return call->refuse({401,
                         "unauthorized",
                         "This server does not know that token, or it has expired or was revoked.",
                         {}});
  }
  call->set_caller(*caller);
  call->answer(with_cookie(
      json_response(caller_json(services, *caller)),
      token_cookie(*token, caller->expires_at, services.clock.wall(), call->request().secure)));
}

void post_logout(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  call->answer(with_cookie({204, {}, {}, {}},
                           token_cookie("", {}, services.clock.wall(), call->request().secure)));
}

void get_whoami(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  call->answer(200, caller_json(services, call->caller()));
}

void post_share(const Services& services, const CallPtr& call) {
  auto sharing = sharing_of(*call);
  if (!sharing) return call->refuse(sharing.error());
  read(services, call, [&services, call, sharing = *std::move(sharing)](Store& store) {
    return share(services, call->value(0), sharing, store);
  });
}

void list_audit(const Services& services, const CallPtr& call) {
  if (!call->caller().may_change())
    return call->refuse(
        {403, "not_allowed", "Who did what is shown to those who may change something.", {}});
  read(services, call, [call](Store& store) { return audit_page(*call, store); });
}

}  // namespace photosieve
