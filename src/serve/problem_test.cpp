// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/problem.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(Problem, TheHostsCodesHaveTheirStatus) {
  struct Case {
    CommandCode code;
    int status;
    const char* name;
  };
  for (const Case& c : {Case{CommandCode::kInvalidPayload, 400, "invalid_payload"},
                        Case{CommandCode::kUnknownSession, 404, "unknown_session"},
                        Case{CommandCode::kWrongState, 409, "wrong_state"},
                        Case{CommandCode::kNotAllowed, 403, "not_allowed"},
                        Case{CommandCode::kTooManyRequests, 429, "too_many_requests"},
                        Case{CommandCode::kInternal, 500, "internal"}}) {
    const Problem problem = problem_of(CommandError{c.code, "Why."});
    EXPECT_EQ(problem.status, c.status) << c.name;
    EXPECT_EQ(problem.code, c.name);
    EXPECT_EQ(problem.detail, "Why.");
  }
}

TEST(Problem, AStoreThatIsBusyMayBeAskedAgain) {
  const Problem busy = problem_of(Error{ErrorKind::kRetry, "busy"});
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(net::find_header(busy.headers, "Retry-After"), "1");
  EXPECT_EQ(problem_of(Error{ErrorKind::kFatal, "broken"}).status, 500);
  EXPECT_EQ(problem_of(Error{ErrorKind::kUsage, "wrong"}).status, 400);
}

TEST(Problem, IsADocumentWhateverItsWords) {
  const auto response = to_response(unknown_session("x\n\xff\"" + std::string(500, 'y')).value());
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(net::find_header(response.headers, "Content-Type"), "application/problem+json");
  const auto json = nlohmann::json::parse(response.body, nullptr, false);
  ASSERT_TRUE(json.is_object()) << response.body;
  EXPECT_EQ(json["code"], "unknown_session");
  EXPECT_EQ(json["title"], "Not Found");
  EXPECT_LT(json["detail"].get<std::string>().size(), 250U);
}

}  // namespace
}  // namespace photosieve
