// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/token_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

#include "base/text.h"
#include "serve/token_secret.h"

namespace photosieve {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kShareMs = kMinuteMs * 60 * 24 * 7;
constexpr std::int64_t kLongestMs = kMinuteMs * 60 * 24 * 3653;  // ten years

std::int64_t unit_ms(char unit) {
  switch (unit) {
    case 'm':
      return kMinuteMs;
    case 'h':
      return kMinuteMs * 60;
    case 'd':
      return kMinuteMs * 60 * 24;
    case 'w':
      return kMinuteMs * 60 * 24 * 7;
    default:
      return 0;
  }
}

}  // namespace

std::optional<std::int64_t> milliseconds_in(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || end - rest != 1) return std::nullopt;
  const std::int64_t unit = unit_ms(*rest);
  if (unit == 0 || number < 1 || number > kLongestMs / unit) return std::nullopt;
  return number * unit;
}

std::vector<CLI::App*> add_token_commands(CLI::App& app, TokenFlags& flags) {
  CLI::App* token =
      app.add_subcommand("token", "Tokens that let other machines ask this one's server");
  token->require_subcommand(1);
  CLI::App* create = token->add_subcommand("create", "Make a token and print it, this once");
  create->add_option("--name", flags.name, "Whose it is, for the list")->type_name("TEXT");
  create->add_flag("--read-only", flags.read_only,
                   "It may see all and change nothing; default: it may do all");
  create
      ->add_option("--expires", flags.expires,
                   "How long it holds: 90m, 12h, 30d, 8w; default: until it is revoked")
      ->type_name("TIME");
  create
      ->add_option("--session", flags.session,
                   "A link for someone else: it shows this session alone, for a week unless "
                   "--expires says otherwise")
      ->type_name("SESSION");
  CLI::App* list = token->add_subcommand("list", "The tokens that were made, newest first");
  list->add_flag("--json", flags.json, "As JSON");
  CLI::App* revoke =
      token->add_subcommand("revoke", "End tokens: what is connected by them is cut off");
  revoke->add_option("TOKEN", flags.ids, "Ids, as `token list` shows them, or tokens themselves")
      ->required()
      ->type_name("");
  CLI::App* log = token->add_subcommand("log", "Who did what by a server, newest first");
  log->add_option("--limit", flags.limit, "At most so many entries; default 50")
      ->check(CLI::Range(1, 100'000))
      ->type_name("N");
  log->add_flag("--json", flags.json, "As JSON");
  return {create, list, revoke, log};
}

Result<TokenOptions> token_options_from(const CLI::App& token, const TokenFlags& flags) {
  TokenOptions options;
  const std::string what = token.get_subcommands().front()->get_name();
  options.what = what == "create"   ? TokenOptions::What::kCreate
                 : what == "revoke" ? TokenOptions::What::kRevoke
                 : what == "log"    ? TokenOptions::What::kLog
                                    : TokenOptions::What::kList;
  options.name = flags.name;
  options.rights = flags.read_only ? TokenRights::kReadOnly : TokenRights::kFull;
  options.ids = flags.ids;
  options.session = flags.session;
  options.limit = flags.limit;
  // What shows a session changes nothing, and is forgotten some day.
  if (!flags.session.empty()) {
    options.rights = TokenRights::kReadOnly;
    options.lasts_ms = kShareMs;
  }
  options.json = flags.json;
  if (!flags.expires.empty()) {
    options.lasts_ms = milliseconds_in(flags.expires);
    if (!options.lasts_ms)
      return fail(ErrorKind::kUsage,
                  fmt::format("--expires takes a time as 90m, 12h, 30d or 8w, from a minute to ten "
                              "years, not {}",
                              printable(flags.expires)));
  }
  if (flags.name.size() > kLongestTokenName || !valid_utf8(flags.name))
    return fail(ErrorKind::kUsage,
                fmt::format("--name takes text of at most {} bytes in UTF-8", kLongestTokenName));
  return options;
}

}  // namespace photosieve
