// AccessToken: what a server knows of someone who may ask it. The secret itself is known to its
// owner alone; what is kept is its hash.
//
// Threads: values and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace photosieve {

enum class TokenRights : std::uint8_t {
  kReadOnly,  // may see all, and change nothing
  kFull,
};

struct AccessToken {
  std::string id;    // 8 hexadecimal digits, no secret; the beginning of the secret's text
  std::string name;  // whose it is, for people; may be empty
  TokenRights rights = TokenRights::kReadOnly;
  std::string hash;  // SHA-256 of the secret's whole text, 64 hexadecimal digits
  WallMs created_at = 0;
  std::optional<WallMs> expires_at;  // nothing: it does not expire
  std::optional<WallMs> revoked_at;
  // Of a share link: the one session that it shows. "": all that its rights allow.
  std::string session_id;

  bool operator==(const AccessToken&) const = default;
};

[[nodiscard]] std::string_view name(TokenRights rights);  // "read_only", "full"
[[nodiscard]] std::optional<TokenRights> token_rights_from(std::string_view name);
// Neither revoked nor expired: valid up to, and not at, expires_at.
[[nodiscard]] bool is_valid(const AccessToken& token, WallMs now);
// "token 0a1b2c3d (studio)", for the record of who did what.
[[nodiscard]] std::string who_has(const AccessToken& token);
// "valid", "expired" or "revoked"; one that is both is revoked.
[[nodiscard]] std::string_view state_of(const AccessToken& token, WallMs now);

}  // namespace photosieve
