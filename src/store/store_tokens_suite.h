// The suite that every Store must pass: who may ask a server.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StoreTokensSuite : public StoreFixture<Database> {};

TYPED_TEST_SUITE_P(StoreTokensSuite);

TYPED_TEST_P(StoreTokensSuite, TokensComeNewestFirstAndWhole) {
  const AccessToken older{"0a1b2c3d", "studio", TokenRights::kFull, std::string(64, 'a'), 1000,
                          {},         {}};
  const AccessToken newer{"ffffffff", "", TokenRights::kReadOnly, std::string(64, 'b'), 2000,
                          9000,       {}};
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
      {"0a1b2c3d", "studio", TokenRights::kFull, std::string(64, 'a'), 1000, {}, {}}));
  ASSERT_TRUE(this->store_->revoke_token("0a1b2c3d", 5000));
  ASSERT_TRUE(this->store_->revoke_token("0a1b2c3d", 6000)) << "it stays revoked";
  ASSERT_TRUE(this->store_->revoke_token("nobody's", 6000));
  this->reopen();
  const auto stored = this->store_->tokens();
  ASSERT_TRUE(stored);
  ASSERT_EQ(stored->size(), 1U);
  EXPECT_EQ(stored->front().revoked_at, 5000);
}

REGISTER_TYPED_TEST_SUITE_P(StoreTokensSuite, TokensComeNewestFirstAndWhole, RevokingSaysWhenOnce);

}  // namespace photosieve
