// Who may ask a server: the tokens that were made, with those that hold no longer; and what was
// done by whom. SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kAddToken =
    "INSERT INTO access_tokens (id, name, rights, hash, created_at, expires_at, revoked_at, "
    "session_id) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)";
constexpr const char* kTokens =
    "SELECT id, name, rights, hash, created_at, expires_at, revoked_at, session_id "
    "FROM access_tokens ORDER BY created_at DESC, id DESC";
constexpr const char* kRevokeToken =
    "UPDATE access_tokens SET revoked_at=?2 WHERE id=?1 AND revoked_at IS NULL";
constexpr const char* kAddAudit =
    "INSERT INTO audit (id, at, who, address, action, session_id, outcome) "
    "VALUES (?1,?2,?3,?4,?5,?6,?7)";
constexpr const char* kAudit =
    "SELECT id, at, who, address, action, session_id, outcome FROM audit "
    "ORDER BY at DESC, id DESC LIMIT ?1";
constexpr const char* kAuditBefore =
    "SELECT id, at, who, address, action, session_id, outcome FROM audit "
    "WHERE at < ?2 OR (at = ?2 AND id < ?3) ORDER BY at DESC, id DESC LIMIT ?1";
constexpr const char* kForgetAudit =
    "DELETE FROM audit WHERE at < (SELECT at FROM audit ORDER BY at DESC LIMIT 1 OFFSET ?1)";

// What is older than so many entries is forgotten, looked at once in so many.
constexpr std::int64_t kAuditKept = 100'000;
constexpr std::uint32_t kAuditLookedAtEvery = 256;

}  // namespace

Result<> SqlStore::add_token(const AccessToken& token) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kAddToken));
    insert->bind(1, token.id)
        .bind(2, token.name)
        .bind(3, photosieve::name(token.rights))
        .bind(4, token.hash)
        .bind(5, token.created_at)
        .bind(8, token.session_id);
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
                   maybe_whole(*select, 5), maybe_whole(*select, 6), select->text(7)});
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

Result<> SqlStore::add_audit(const AuditEntry& entry) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kAddAudit));
    insert->bind(1, entry.id)
        .bind(2, entry.at)
        .bind(3, entry.who)
        .bind(4, entry.address)
        .bind(5, entry.action)
        .bind(6, entry.session_id)
        .bind(7, entry.outcome);
    PS_TRY_VOID(insert->run());
    if (audit_added_++ % kAuditLookedAtEvery != 0) return {};
    PS_TRY(Statement * forget, statement(kForgetAudit));
    forget->bind(1, kAuditKept);
    return forget->run();
  });
}

Result<std::vector<AuditEntry>> SqlStore::audit(const std::optional<AuditPlace>& before,
                                                std::uint32_t limit) {
  PS_TRY(Statement * select, statement(before ? kAuditBefore : kAudit));
  select->bind(1, std::int64_t{limit});
  if (before) select->bind(2, before->at).bind(3, before->id);
  std::vector<AuditEntry> entries;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    entries.push_back({select->text(0), select->whole(1), select->text(2), select->text(3),
                       select->text(4), select->text(5), select->text(6)});
    return true;
  }));
  return entries;
}

}  // namespace photosieve
