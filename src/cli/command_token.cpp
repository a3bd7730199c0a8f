// `token`: making, listing and revoking what lets other machines ask this one's server; and who did
// what by it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/text.h"
#include "base/uuid.h"
#include "cli/commands.h"
#include "run/owner.h"
#include "run/resume.h"
#include "serve/token_secret.h"
#include "store/store.h"

namespace photosieve {
namespace {

std::string rights_text(const AccessToken& token) {
  if (!token.session_id.empty()) return "session";
  return token.rights == TokenRights::kFull ? "full" : "read only";
}

std::string time_or_dash(const std::optional<WallMs>& time) {
  return time ? iso8601(*time) : std::string("-");
}

nlohmann::ordered_json time_json(const std::optional<WallMs>& time) {
  return time ? nlohmann::ordered_json(iso8601(*time)) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json or_null(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

// Who sits at this machine, for the record.
std::string user_text() {
  std::array<char, 1024> space{};
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(::geteuid(), &entry, space.data(), space.size(), &found);
  return found == nullptr ? fmt::format("user {}", ::geteuid())
                          : fmt::format("user {}", found->pw_name);
}

Result<> record(Store& store, const char* action, const AccessToken& token) {
  const WallMs now = SystemClock().wall();
  return store.add_audit({.id = uuid_v7(now),
                          .at = now,
                          .who = user_text(),
                          .address = {},
                          .action = action,
                          .session_id = token.session_id,
                          .outcome = "done"});
}

// The secret itself goes to standard output alone.
std::string how_it_is_used(const AccessToken& token) {
  if (token.session_id.empty())
    return "A program sends it as \"Authorization: Bearer TOKEN\", a browser is asked for it.";
  return fmt::format("The link is your server's address with {} behind it.", share_path("TOKEN"));
}

std::string what_it_may(const AccessToken& token) {
  if (!token.session_id.empty()) return "shows session " + token.session_id + " alone";
  return token.rights == TokenRights::kFull ? "may do all" : "may see all and change nothing";
}

Result<NewToken> new_token(const TokenOptions& options, Store& store, WallMs now) {
  std::optional<WallMs> expires_at;
  if (options.lasts_ms) expires_at = now + *options.lasts_ms;
  if (options.session.empty()) return make_token(options.name, options.rights, expires_at, now);
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(const Session session, find_session(store, runtime, options.session));
  return make_share(session.id, options.name, expires_at, now);
}

Result<int> create(const TokenOptions& options, Store& store) {
  const WallMs now = SystemClock().wall();
  PS_TRY(const NewToken made, new_token(options, store, now));
  PS_TRY_VOID(store.add_token(made.token));
  PS_TRY_VOID(record(store, "create_token", made.token));
  const std::optional<WallMs>& end = made.token.expires_at;
  std::cout << made.secret << "\n";
  std::cerr << fmt::format(
      "Token {} {}. It holds until {}, and is shown this once: what is kept is its hash.\n",
      made.token.id, what_it_may(made.token), end ? iso8601(*end) : std::string("it is revoked"));
  std::cerr << fmt::format("{}\n`photosieve token revoke {}` ends it.\n",
                           how_it_is_used(made.token), made.token.id);
  return kExitDone;
}

Result<int> list(const TokenOptions& options, Store& store) {
  PS_TRY(const std::vector<AccessToken> tokens, store.tokens());
  const WallMs now = SystemClock().wall();
  if (options.json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const AccessToken& token : tokens)
      all.push_back({{"id", token.id},
                     {"name", token.name},
                     {"rights", name(token.rights)},
                     {"session_id", or_null(token.session_id)},
                     {"state", state_of(token, now)},
                     {"created_at", iso8601(token.created_at)},
                     {"expires_at", time_json(token.expires_at)},
                     {"revoked_at", time_json(token.revoked_at)}});
    std::cout << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    return kExitDone;
  }
  if (tokens.empty()) {
    std::cerr << "There are no tokens; `photosieve token create` makes one.\n";
    return kExitDone;
  }
  constexpr const char* kColumns = "{:<9} {:<10} {:<8} {:<25} {:<25} {}\n";
  std::cout << fmt::format(kColumns, "TOKEN", "RIGHTS", "STATE", "CREATED", "EXPIRES", "NAME");
  for (const AccessToken& token : tokens)
    std::cout << fmt::format(kColumns, token.id, rights_text(token), state_of(token, now),
                             iso8601(token.created_at), time_or_dash(token.expires_at),
                             printable(token.name));
  return kExitDone;
}

// All or none: an id that is nobody's changes nothing.
Result<int> revoke(const TokenOptions& options, Store& store) {
  PS_TRY(const std::vector<AccessToken> tokens, store.tokens());
  std::vector<const AccessToken*> chosen;
  for (const std::string& given : options.ids) {
    const std::string_view in_secret = token_id_in(given);
    const std::string id = in_secret.empty() ? given : std::string(in_secret);
    const auto found = std::find_if(tokens.begin(), tokens.end(),
                                    [&](const AccessToken& token) { return token.id == id; });
    if (found == tokens.end())
      return fail(ErrorKind::kUsage, fmt::format("there is no token {}; `photosieve token list` "
                                                 "shows their ids. Nothing is revoked",
                                                 printable(id.substr(0, 64))));
    chosen.push_back(&*found);
  }
  const WallMs now = SystemClock().wall();
  for (const AccessToken* token : chosen) {
    PS_TRY_VOID(store.revoke_token(token->id, now));
    PS_TRY_VOID(record(store, "revoke_token", *token));
    std::cerr << fmt::format("token {} is revoked{}\n", token->id,
                             token->revoked_at ? ", since " + iso8601(*token->revoked_at) : "");
  }
  return kExitDone;
}

Result<int> log(const TokenOptions& options, Store& store) {
  PS_TRY(const std::vector<AuditEntry> entries, store.audit({}, options.limit));
  if (options.json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const AuditEntry& entry : entries)
      all.push_back({{"id", entry.id},
                     {"timestamp", iso8601(entry.at)},
                     {"who", entry.who},
                     {"address", or_null(entry.address)},
                     {"action", entry.action},
                     {"session_id", or_null(entry.session_id)},
                     {"outcome", entry.outcome}});
    std::cout << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    return kExitDone;
  }
  if (entries.empty()) {
    std::cerr << "Nothing was done by a server yet.\n";
    return kExitDone;
  }
  constexpr const char* kColumns = "{:<25} {:<16} {:<14} {:<15} {:<16} {}\n";
  std::cout << fmt::format(kColumns, "TIME", "ACTION", "SESSION", "OUTCOME", "ADDRESS", "WHO");
  for (const AuditEntry& entry : entries)
    std::cout << fmt::format(kColumns, iso8601(entry.at), entry.action,
                             entry.session_id.empty() ? "-" : entry.session_id.substr(0, 13),
                             entry.outcome, entry.address.empty() ? "-" : entry.address,
                             printable(entry.who));
  return kExitDone;
}

}  // namespace

Result<int> run_token(const TokenOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  switch (options.what) {
    case TokenOptions::What::kCreate:
      return create(options, *store);
    case TokenOptions::What::kList:
      return list(options, *store);
    case TokenOptions::What::kRevoke:
      return revoke(options, *store);
    case TokenOptions::What::kLog:
      return log(options, *store);
  }
  return kExitFailed;
}

}  // namespace photosieve
