// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completions.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "cli/options.h"

namespace photosieve {
namespace {

std::string script(const char* shell) {
  const std::array words{"photosieve", "completions", shell};
  const auto options = parse(static_cast<int>(words.size()), words.data());
  EXPECT_TRUE(options) << options.error().message;
  return options ? std::get<PrintText>(options->command).text : std::string();
}

// What bash prints of a command line.
std::string bash(const std::string& command) {
  const std::string path = testing::TempDir() + "photosieve-completion.bash";
  std::ofstream(path) << script("bash");
  FILE* out = ::popen(("bash -c '. " + path + "; " + command + "' 2>&1").c_str(), "r");
  std::string text;
  for (int c = std::fgetc(out); c != EOF; c = std::fgetc(out)) text += static_cast<char>(c);
  ::pclose(out);
  return text;
}

std::string completed(const std::string& words, int at) {
  return bash("COMP_WORDS=(" + words + ") COMP_CWORD=" + std::to_string(at) +
              "; _photosieve; echo ${COMPREPLY[@]}");
}

TEST(Completions, BashCompletesCommandsFlagsAndValues) {
  EXPECT_EQ(completed("photosieve pro", 1), "process profiles\n");
  EXPECT_EQ(completed("photosieve process --mo", 2), "--mode\n");
  EXPECT_EQ(completed("photosieve process --mode s", 3), "speed smart\n");
  EXPECT_EQ(completed("photosieve report --format \"\"", 3), "json csv html\n");
  EXPECT_EQ(completed("photosieve process some", 2), "\n") << "files are the shell's";
}

TEST(Completions, EachShellKnowsEachCommandAndNoHiddenOne) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string text = script(shell);
    for (const char* command : {"process", "watch", "report", "settings", "completions", "doctor"})
      EXPECT_NE(text.find(command), std::string::npos) << shell << " " << command;
    EXPECT_EQ(text.find("__worker"), std::string::npos);
    EXPECT_NE(text.find("speed balanced smart"), std::string::npos) << shell;
  }
}

TEST(Completions, AnotherShellIsRefused) {
  const std::array words{"photosieve", "completions", "tcsh"};
  EXPECT_FALSE(parse(static_cast<int>(words.size()), words.data()));
}

}  // namespace
}  // namespace photosieve
