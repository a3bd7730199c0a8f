// Completion scripts of shells, made of the commands and options themselves.
//
//   photosieve completions bash > ~/.local/share/bash-completion/completions/photosieve
//   photosieve completions zsh  > a folder of $fpath, as _photosieve
//   photosieve completions fish > ~/.config/fish/completions/photosieve.fish
// Commands, their options, and the values of options that take one of a few; else files.
// Errors: kUsage for another shell. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace photosieve {

[[nodiscard]] Result<std::string> completion_script(const CLI::App& app, std::string_view shell);

}  // namespace photosieve
