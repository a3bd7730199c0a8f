// `token`: making, listing and revoking what lets other machines ask this one's server.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/text.h"
#include "cli/commands.h"
#include "serve/token_secret.h"
#include "store/store.h"

namespace photosieve {
namespace {

std::string rights_text(TokenRights rights) {
  return rights == TokenRights::kFull ? "full" : "read only";
}

std::string time_or_dash(const std::optional<WallMs>& time) {
  return time ? iso8601(*time) : std::string("-");
}

nlohmann::ordered_json time_json(const std::optional<WallMs>& time) {
  return time ? nlohmann::ordered_json(iso8601(*time)) : nlohmann::ordered_json(nullptr);
}

Result<int> create(const TokenOptions& options, Store& store) {
  const WallMs now = SystemClock().wall();
  std::optional<WallMs> expires_at;
  if (options.lasts_ms) expires_at = now + *options.lasts_ms;
  PS_TRY(const NewToken made, make_token(options.name, options.rights, expires_at, now));
  PS_TRY_VOID(store.add_token(made.token));
  std::cout << made.secret << "\n";
  std::cerr << fmt::format(
      "Token {} {}. It holds until {}, and is shown this once: what is kept is its hash.\n"
      "A program sends it as \"Authorization: Bearer TOKEN\", a browser is asked for it.\n"
      "`photosieve token revoke {}` ends it.\n",
      made.token.id,
      options.rights == TokenRights::kFull ? "may do all" : "may see all and change nothing",
      expires_at ? iso8601(*expires_at) : std::string("it is revoked"), made.token.id);
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
    std::cout << fmt::format(kColumns, token.id, rights_text(token.rights), state_of(token, now),
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
    std::cerr << fmt::format("token {} is revoked{}\n", token->id,
                             token->revoked_at ? ", since " + iso8601(*token->revoked_at) : "");
  }
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
  }
  return kExitFailed;
}

}  // namespace photosieve
