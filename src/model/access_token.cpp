// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/access_token.h"

#include <fmt/format.h>

#include <array>

#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, 2> kRights{"read_only", "full"};

}  // namespace

std::string_view name(TokenRights rights) {
  return kRights[static_cast<std::size_t>(rights)];
}

std::optional<TokenRights> token_rights_from(std::string_view name) {
  return value_named<TokenRights>(kRights, name);
}

bool is_valid(const AccessToken& token, WallMs now) {
  return !token.revoked_at && (!token.expires_at || now < *token.expires_at);
}

std::string who_has(const AccessToken& token) {
  return token.name.empty() ? fmt::format("token {}", token.id)
                            : fmt::format("token {} ({})", token.id, token.name);
}

std::string_view state_of(const AccessToken& token, WallMs now) {
  if (token.revoked_at) return "revoked";
  return is_valid(token, now) ? "valid" : "expired";
}

}  // namespace photosieve
