// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/token_options.h"

#include <gtest/gtest.h>

#include "cli/options.h"

namespace photosieve {
namespace {

Result<Options> parsed(std::vector<const char*> words) {
  words.insert(words.begin(), {"photosieve", "token"});
  return parse(static_cast<int>(words.size()), words.data());
}

TEST(TokenOptions, ATimeIsANumberAndAUnit) {
  struct Case {
    const char* text;
    std::optional<std::int64_t> ms;
  };
  const Case cases[] = {{"1m", 60'000},
                        {"90m", 5'400'000},
                        {"12h", 43'200'000},
                        {"30d", 2'592'000'000},
                        {"2w", 1'209'600'000},
                        {"3653d", 315'619'200'000},
                        {"3654d", {}},
                        {"0d", {}},
                        {"-1d", {}},
                        {"1", {}},
                        {"d", {}},
                        {"", {}},
                        {"1.5h", {}},
                        {"1y", {}},
                        {"1d ", {}},
                        {" 1d", {}},
                        {"99999999999999999999d", {}},
                        {"9223372036854775807w", {}}};
  for (const Case& c : cases) EXPECT_EQ(milliseconds_in(c.text), c.ms) << c.text;
}

TEST(TokenOptions, AreTakenFromTheCommandLine) {
  const auto created = parsed(
      {"create", "--name", "studio", "--read-only", "--expires", "30d", "--database", "sqlite:x"});
  ASSERT_TRUE(created) << created.error().message;
  EXPECT_EQ(created->database, "sqlite:x");
  const auto& create = std::get<TokenOptions>(created->command);
  EXPECT_EQ(create.what, TokenOptions::What::kCreate);
  EXPECT_EQ(create.name, "studio");
  EXPECT_EQ(create.rights, TokenRights::kReadOnly);
  EXPECT_EQ(create.lasts_ms, 2'592'000'000);
  const auto plain = parsed({"create"});
  ASSERT_TRUE(plain);
  EXPECT_EQ(std::get<TokenOptions>(plain->command).rights, TokenRights::kFull);
  EXPECT_EQ(std::get<TokenOptions>(plain->command).lasts_ms, std::nullopt);
  const auto share = parsed({"create", "--session", "last"});
  ASSERT_TRUE(share);
  EXPECT_EQ(std::get<TokenOptions>(share->command).session, "last");
  EXPECT_EQ(std::get<TokenOptions>(share->command).rights, TokenRights::kReadOnly);
  EXPECT_EQ(std::get<TokenOptions>(share->command).lasts_ms, 604'800'000) << "a week";
  const auto log = parsed({"log", "--limit", "7"});
  ASSERT_TRUE(log);
  EXPECT_EQ(std::get<TokenOptions>(log->command).what, TokenOptions::What::kLog);
  EXPECT_EQ(std::get<TokenOptions>(log->command).limit, 7U);
  const auto listed = parsed({"list", "--json"});
  ASSERT_TRUE(listed);
  EXPECT_EQ(std::get<TokenOptions>(listed->command).what, TokenOptions::What::kList);
  EXPECT_TRUE(std::get<TokenOptions>(listed->command).json);
  const auto revoked = parsed({"revoke", "0a1b2c3d", "ffffffff"});
  ASSERT_TRUE(revoked);
  EXPECT_EQ(std::get<TokenOptions>(revoked->command).what, TokenOptions::What::kRevoke);
  EXPECT_EQ(std::get<TokenOptions>(revoked->command).ids,
            (std::vector<std::string>{"0a1b2c3d", "ffffffff"}));
}

TEST(TokenOptions, WhatIsWrongIsSaid) {
  struct Case {
    std::vector<const char*> words;
    const char* said;
  };
  const std::string long_name(101, 'x');
  const std::vector<Case> cases{{{}, "needs one of its commands: create, list, revoke, log"},
                                {{"creat"}, "unknown command creat; did you mean create?"},
                                {{"list", "--jsn"}, "--json"},
                                {{"create", "--expires", "soon"}, "90m, 12h, 30d or 8w"},
                                {{"create", "--name", long_name.c_str()}, "100 bytes"},
                                {{"create", "--name", "\xff"}, "UTF-8"},
                                {{"revoke"}, "TOKEN"}};
  for (const Case& c : cases) {
    const auto wrong = parsed(c.words);
    ASSERT_FALSE(wrong) << c.said;
    EXPECT_EQ(wrong.error().kind, ErrorKind::kUsage);
    EXPECT_NE(wrong.error().message.find(c.said), std::string::npos) << wrong.error().message;
  }
}

}  // namespace
}  // namespace photosieve
