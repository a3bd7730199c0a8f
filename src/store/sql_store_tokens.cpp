// Who may ask a server: the tokens that were made, with those that hold no longer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kAddToken =
    "INSERT INTO access_tokens (id, name, rights, hash, created_at, expires_at, revoked_at) "
    "VALUES (?1,?2,?3,?4,?5,?6,?7)";
constexpr const char* kTokens =
    "SELECT id, name, rights, hash, created_at, expires_at, revoked_at FROM access_tokens "
    "ORDER BY created_at DESC, id DESC";
constexpr const char* kRevokeToken =
    "UPDATE access_tokens SET revoked_at=?2 WHERE id=?1 AND revoked_at IS NULL";

}  // namespace

Result<> SqlStore::add_token(const AccessToken& token) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kAddToken));
    insert->bind(1, token.id)
        .bind(2, token.name)
        .bind(3, photosieve::name(token.rights))
        .bind(4, token.hash)
        .bind(5, token.created_at);
    bind_maybe(*insert, 6, token.expires_at);
    bind_maybe(*insert, 7, token.revoked_at);
    return insert->run();
  });
}

Result<std::vector<AccessToken>> SqlStore::tokens() {
  PS_TRY(Statement * select, statement(kTokens));
  std::vector<AccessToken> all;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    const auto rights = token_rights_from(select->text(2));
    if (!rights) return fail(ErrorKind::kFatal, "an access token has rights that are not known");
    all.push_back({select->text(0), select->text(1), *rights, select->text(3), select->whole(4),
                   maybe_whole(*select, 5), maybe_whole(*select, 6)});
    return true;
  }));
  return all;
}

Result<> SqlStore::revoke_token(const std::string& id, WallMs at) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * update, statement(kRevokeToken));
    update->bind(1, id).bind(2, at);
    return update->run();
  });
}

}  // namespace photosieve
