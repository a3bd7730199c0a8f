// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace photosieve {
namespace {

Result<Options> parsed(std::vector<const char*> words) {
  words.insert(words.begin(), "photosieve");
  return parse(static_cast<int>(words.size()), words.data());
}

TEST(Options, TheDatabaseIsTheOneGivenThenTheEnvironments) {
  ::setenv("PHOTOSIEVE_DATABASE", "sqlite:/tmp/env.db", 1);  // NOLINT(concurrency-mt-unsafe)
  const auto given = parsed({"sessions", "--database", "sqlite:/tmp/given.db"});
  const auto environment = parsed({"doctor"});
  ::unsetenv("PHOTOSIEVE_DATABASE");  // NOLINT(concurrency-mt-unsafe)
  ASSERT_TRUE(given && environment);
  EXPECT_EQ(given->database, "sqlite:/tmp/given.db");
  EXPECT_EQ(environment->database, "sqlite:/tmp/env.db");
}

TEST(Options, ProcessTakesTheContractsOptions) {
  const auto options = parsed({"process", "in", "--output", "out", "--profile", "generic", "--mode",
                               "smart", "--workers", "3", "--progress", "json", "--interval", "2.5",
                               "--fresh", "--no-copy", "--database", "sqlite:/tmp/x.db"});
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->database, "sqlite:/tmp/x.db");
  const auto& process = std::get<ProcessOptions>(options->command);
  EXPECT_EQ(process.input, "in");
  EXPECT_EQ(process.output, "out");
  EXPECT_EQ(process.settings.profile, "generic");
  EXPECT_EQ(process.settings.mode, Mode::kSmart);
  EXPECT_EQ(process.settings.workers, 3U);
  EXPECT_FALSE(process.settings.copy);
  EXPECT_EQ(process.view.progress, ProgressStyle::kJson);
  EXPECT_EQ(process.view.interval_seconds, 2.5);
  EXPECT_EQ(process.restart, Restart::kFresh);
  EXPECT_TRUE(process.profile_given);
}

TEST(Options, AWrongWordNamesTheNearestKnownOne) {
  struct Case {
    std::vector<const char*> words;
    const char* message;
  };
  const Case cases[] = {
      {{"proces", "in"}, "unknown command proces; did you mean process?"},
      {{"process", "in", "--worker", "3"}, "unknown option --worker; did you mean --workers?"},
      {{"process", "in", "--outptu=x"}, "unknown option --outptu; did you mean --output?"},
      {{"report", "last", "--fromat", "csv"}, "unknown option --fromat; did you mean --format?"},
  };
  for (const Case& one : cases) {
    const auto options = parsed(one.words);
    ASSERT_FALSE(options) << one.message;
    EXPECT_EQ(options.error().message, one.message);
    EXPECT_EQ(options.error().kind, ErrorKind::kUsage);
  }
}

TEST(Options, NonsenseValuesAreRefused) {
  EXPECT_FALSE(parsed({"process"}));
  EXPECT_FALSE(parsed({"process", "in", "--workers", "-1"}));
  EXPECT_FALSE(parsed({"process", "in", "--workers", "many"}));
  EXPECT_FALSE(parsed({"process", "in", "--mode", "fast"}));
  EXPECT_FALSE(parsed({"process", "in", "--fresh", "--resume"}));
  EXPECT_FALSE(parsed({"report", "last", "--format", "pdf"}));
}

TEST(Options, HelpAndVersionAreTextAndTheWorkerCommandIsHidden) {
  const auto help = parsed({"--help"});
  ASSERT_TRUE(help);
  const std::string text = std::get<PrintText>(help->command).text;
  EXPECT_NE(text.find("process"), std::string::npos);
  EXPECT_EQ(text.find("worker-process"), std::string::npos);
  EXPECT_NE(std::get<PrintText>(parsed({"--version"})->command).text.find("photosieve 0."),
            std::string::npos);
  EXPECT_TRUE(parsed({"process", "--help"}));
  EXPECT_TRUE(std::holds_alternative<PrintText>(parsed({})->command));
}

TEST(Options, ControlCommandsKnowWhatTheyAre) {
  const auto options = parsed({"cancel", "0190"});
  ASSERT_TRUE(options);
  EXPECT_EQ(std::get<ControlOptions>(options->command).what, ControlOptions::What::kCancel);
}

}  // namespace
}  // namespace photosieve
