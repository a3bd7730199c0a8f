// Token secrets: made here, shown once, kept by their hash alone.
//
// A secret is "ps_", the token's id (8 hexadecimal digits), "_" and 43 random letters of base64url.
// With 258 random bits a plain SHA-256 is as good as a slow hash: there is nothing to guess. The
// letters "ps_" let scanners of repositories and logs find one that was left there.
// Errors   kFatal where the system gives no randomness or OpenSSL no SHA-256.
// Threads  any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/access_token.h"

namespace photosieve {

inline constexpr std::size_t kLongestTokenName = 100;  // bytes

struct NewToken {
  AccessToken token;
  std::string secret;
};

[[nodiscard]] Result<NewToken> make_token(std::string name, TokenRights rights,
                                          std::optional<WallMs> expires_at, WallMs now);
// That of a share link: shows one session, and may change nothing.
[[nodiscard]] Result<NewToken> make_share(std::string session_id, std::string name,
                                          std::optional<WallMs> expires_at, WallMs now);
// The address of a share link below a server's own. The secret comes after '#', which browsers send
// to nobody: no proxy's log and no Referer has it.
[[nodiscard]] std::string share_path(std::string_view secret);

// 64 hexadecimal digits.
[[nodiscard]] Result<std::string> token_hash(std::string_view secret);
// The id in a text of a secret's form; "" for any other text.
[[nodiscard]] std::string_view token_id_in(std::string_view secret);

}  // namespace photosieve
