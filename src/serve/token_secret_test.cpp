// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/token_secret.h"

#include <gtest/gtest.h>

#include <set>

namespace photosieve {
namespace {

TEST(TokenSecret, IsKeptByItsHashAlone) {
  const auto made = make_token("studio", TokenRights::kReadOnly, 9000, 1000);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->token.name, "studio");
  EXPECT_EQ(made->token.rights, TokenRights::kReadOnly);
  EXPECT_EQ(made->token.created_at, 1000);
  EXPECT_EQ(made->token.expires_at, 9000);
  EXPECT_EQ(made->token.hash, *token_hash(made->secret));
  EXPECT_EQ(token_id_in(made->secret), made->token.id);
  EXPECT_EQ(made->token.hash.find(made->secret.substr(12)), std::string::npos);
}

TEST(TokenSecret, NoTwoAreAlike) {
  std::set<std::string> secrets;
  std::set<char> letters;
  for (int i = 0; i < 200; ++i) {
    const auto made = make_token("", TokenRights::kFull, {}, 0);
    ASSERT_TRUE(made);
    secrets.insert(made->secret);
    for (const char letter : made->secret.substr(12)) letters.insert(letter);
  }
  EXPECT_EQ(secrets.size(), 200U);
  EXPECT_EQ(letters.size(), 64U) << "each letter of the alphabet comes";
}

TEST(TokenSecret, HashIsSha256) {
  // The examples of FIPS 180-2, and the empty text.
  EXPECT_EQ(*token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(*token_hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(TokenSecret, AnIdIsFoundInATextOfItsFormOnly) {
  const std::string good = "ps_0a1b2c3d_" + std::string(43, 'x');
  EXPECT_EQ(token_id_in(good), "0a1b2c3d");
  for (const std::string& bad :
       {std::string(), std::string("ps_"), good + "x", good.substr(1),
        "pt_0a1b2c3d_" + good.substr(12), "ps_0A1b2c3d_" + good.substr(12),
        "ps_0a1b2c3d-" + good.substr(12), "ps_0a1b2c3d_" + std::string(42, 'x') + "=",
        "ps_0a1b2c3d_" + std::string(42, 'x') + '\0'})
    EXPECT_EQ(token_id_in(bad), "") << bad;
}

}  // namespace
}  // namespace photosieve
