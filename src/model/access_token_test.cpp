// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/access_token.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(AccessToken, RightsHaveNames) {
  for (const TokenRights rights : {TokenRights::kReadOnly, TokenRights::kFull})
    EXPECT_EQ(token_rights_from(name(rights)), rights);
  EXPECT_EQ(token_rights_from("all"), std::nullopt);
  EXPECT_EQ(token_rights_from(""), std::nullopt);
}

TEST(AccessToken, IsValidUntilItExpiresOrIsRevoked) {
  struct Case {
    std::optional<WallMs> expires_at;
    std::optional<WallMs> revoked_at;
    const char* state;
  };
  const Case cases[] = {{{}, {}, "valid"},  {1001, {}, "valid"},  {1000, {}, "expired"},
                        {1, {}, "expired"}, {{}, 999, "revoked"}, {1001, 1000, "revoked"},
                        {1, 5, "revoked"}};
  for (const Case& c : cases) {
    AccessToken token;
    token.expires_at = c.expires_at;
    token.revoked_at = c.revoked_at;
    EXPECT_EQ(state_of(token, 1000), c.state);
    EXPECT_EQ(is_valid(token, 1000), std::string_view(c.state) == "valid");
  }
}

}  // namespace
}  // namespace photosieve
