// The suite that every Store must pass: who may ask a server.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <algorithm>

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StoreTokensSuite : public StoreFixture<Database> {};

TYPED_TEST_SUITE_P(StoreTokensSuite);

TYPED_TEST_P(StoreTokensSuite, TokensComeNewestFirstAndWhole) {
  const AccessToken older{"0a1b2c3d", "studio", TokenRights::kFull, std::string(64, 'a'), 1000, {},
                          {},         {}};
  const AccessToken newer{"ffffffff", "",  TokenRights::kReadOnly, std::string(64, 'b'), 2000, 9000,
                          {},         "s1"};
  ASSERT_TRUE(this->store_->add_token(older));
  ASSERT_TRUE(this->store_->add_token(newer));
  EXPECT_FALSE(this->store_->add_token(older)) << "an id is one token's";
  this->reopen();
  const auto stored = this->store_->tokens();
  ASSERT_TRUE(stored);
  EXPECT_EQ(*stored, (std::vector<AccessToken>{newer, older}));
}

TYPED_TEST_P(StoreTokensSuite, RevokingSaysWhenOnce) {
  ASSERT_TRUE(this->store_->add_token(
      {"0a1b2c3d", "studio", TokenRights::kFull, std::string(64, 'a'), 1000, {}, {}, {}}));
  ASSERT_TRUE(this->store_->revoke_token("0a1b2c3d", 5000));
  ASSERT_TRUE(this->store_->revoke_token("0a1b2c3d", 6000)) << "it stays revoked";
  ASSERT_TRUE(this->store_->revoke_token("nobody's", 6000));
  this->reopen();
  const auto stored = this->store_->tokens();
  ASSERT_TRUE(stored);
  ASSERT_EQ(stored->size(), 1U);
  EXPECT_EQ(stored->front().revoked_at, 5000);
}

TYPED_TEST_P(StoreTokensSuite, WhatWasDoneComesNewestFirstByPages) {
  std::vector<AuditEntry> done;
  done.reserve(5);
  for (int i = 0; i < 5; ++i)  // two of them in one moment
    done.push_back({fmt::format("id{}", i), 1000 + i / 2, "token 0a1b2c3d (studio)", "192.0.2.7",
                    "pause_session", "s1", i == 3 ? "wrong_state" : "done"});
  for (const AuditEntry& entry : done) ASSERT_TRUE(this->store_->add_audit(entry));
  EXPECT_FALSE(this->store_->add_audit(done[0])) << "an entry is written once";
  this->reopen();
  std::vector<AuditEntry> seen;
  std::optional<AuditPlace> place;
  for (int page = 0; page < 3; ++page) {
    const auto entries = this->store_->audit(place, 2);
    ASSERT_TRUE(entries);
    ASSERT_EQ(entries->size(), page < 2 ? 2U : 1U);
    seen.insert(seen.end(), entries->begin(), entries->end());
    place = AuditPlace{entries->back().at, entries->back().id};
  }
  std::reverse(done.begin(), done.end());
  EXPECT_EQ(seen, done);
  const auto after = this->store_->audit(place, 2);
  ASSERT_TRUE(after);
  EXPECT_TRUE(after->empty());
}

REGISTER_TYPED_TEST_SUITE_P(StoreTokensSuite, TokensComeNewestFirstAndWhole, RevokingSaysWhenOnce,
                            WhatWasDoneComesNewestFirstByPages);

}  // namespace photosieve
