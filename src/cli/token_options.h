// TokenOptions: `photosieve token create|list|revoke|log` as values, each checked.
//
// Errors   kUsage, with what to write instead.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/access_token.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's
class App;
}

namespace photosieve {

struct TokenOptions {
  enum class What : std::uint8_t { kCreate, kList, kRevoke, kLog };
  What what = What::kList;
  std::string name;
  TokenRights rights = TokenRights::kFull;
  std::optional<std::int64_t> lasts_ms;  // from its creation; nothing: it does not expire
  std::string session;                   // that alone is shown: its id, the id's beginning, `last`
  std::vector<std::string> ids;          // to revoke
  std::uint32_t limit = 50;              // entries of the log
  bool json = false;
};

// What the parser fills.
struct TokenFlags {
  std::string name;
  std::string expires;
  bool read_only = false;
  std::string session;
  std::vector<std::string> ids;
  std::uint32_t limit = 50;
  bool json = false;
};

// Adds `token` with its commands; returns those, for options that all commands share.
std::vector<CLI::App*> add_token_commands(CLI::App& app, TokenFlags& flags);
// Of the `token` command that was parsed.
[[nodiscard]] Result<TokenOptions> token_options_from(const CLI::App& token,
                                                      const TokenFlags& flags);

// "90m", "12h", "30d", "8w" in milliseconds: from a minute to ten years. Nothing for other texts.
[[nodiscard]] std::optional<std::int64_t> milliseconds_in(std::string_view text);

}  // namespace photosieve
