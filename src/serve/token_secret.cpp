// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/token_secret.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/random.h>

#include <array>
#include <cstdint>
#include <span>

namespace photosieve {
namespace {

constexpr std::string_view kPrefix = "ps_";
constexpr std::size_t kIdDigits = 8;
constexpr std::size_t kSecretLetters = 43;
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string hexadecimal(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

bool all_of(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == std::string_view::npos;
}

Result<> fill_with_randomness(std::span<std::uint8_t> bytes) {
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    return fail(ErrorKind::kFatal, "the system gives no random numbers");
  return {};
}

}  // namespace

Result<NewToken> make_token(std::string name, TokenRights rights, std::optional<WallMs> expires_at,
                            WallMs now) {
  std::array<std::uint8_t, kIdDigits / 2> id{};
  std::array<std::uint8_t, kSecretLetters> random{};
  PS_TRY_VOID(fill_with_randomness(id));
  PS_TRY_VOID(fill_with_randomness(random));
  NewToken made;
  made.token = {hexadecimal(id), std::move(name), rights, {}, now, expires_at, {}, {}};
  made.secret = fmt::format("{}{}_", kPrefix, made.token.id);
  for (const std::uint8_t byte : random) made.secret += kLetters[byte & 63U];
  PS_TRY(made.token.hash, token_hash(made.secret));
  return made;
}

Result<NewToken> make_share(std::string session_id, std::string name,
                            std::optional<WallMs> expires_at, WallMs now) {
  PS_TRY(NewToken made, make_token(std::move(name), TokenRights::kReadOnly, expires_at, now));
  made.token.session_id = std::move(session_id);
  return made;
}

std::string share_path(std::string_view secret) {
  return fmt::format("/shared#{}", secret);
}

Result<std::string> token_hash(std::string_view secret) {
  std::array<std::uint8_t, 32> hash{};
  unsigned size = 0;
  if (::EVP_Digest(secret.data(), secret.size(), hash.data(), &size, ::EVP_sha256(), nullptr) != 1)
    return fail(ErrorKind::kFatal, "OpenSSL gives no SHA-256");
  return hexadecimal(hash);
}

std::string_view token_id_in(std::string_view secret) {
  if (secret.size() != kPrefix.size() + kIdDigits + 1 + kSecretLetters) return {};
  const std::string_view id = secret.substr(kPrefix.size(), kIdDigits);
  const bool formed = secret.starts_with(kPrefix) && all_of(id, kDigits) &&
                      secret[kPrefix.size() + kIdDigits] == '_' &&
                      all_of(secret.substr(kPrefix.size() + kIdDigits + 1), kLetters);
  return formed ? id : std::string_view{};
}

}  // namespace photosieve
