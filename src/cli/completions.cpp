// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completions.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <vector>

namespace photosieve {
namespace {

struct Flag {
  std::string name;  // "--mode"
  std::string about;
  std::vector<std::string> values;  // what it takes one of; none: anything, or nothing
  bool takes_value = false;
};

struct Command {
  std::string name;
  std::string about;
  std::vector<Flag> flags;
};

// "MODE:{speed,balanced,smart}" is how the parser describes a choice.
std::vector<std::string> values_in(const std::string& type) {
  const std::size_t from = type.find('{');
  const std::size_t to = type.find('}', from);
  if (from == std::string::npos || to == std::string::npos) return {};
  return CLI::detail::split(type.substr(from + 1, to - from - 1), ',');
}

std::vector<Command> commands_of(const CLI::App& app) {
  std::vector<Command> all;
  for (const CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (known->get_group().empty()) continue;  // hidden
    Command command{known->get_name(), known->get_description(), {}};
    for (const CLI::Option* option : known->get_options())
      for (const std::string& name : option->get_lnames())
        command.flags.push_back({"--" + name, option->get_description(),
                                 values_in(option->get_type_name()),
                                 option->get_expected_max() > 0});
    all.push_back(std::move(command));
  }
  return all;
}

// Within '...'.
std::string in_quotes(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\'')
      safe += "'\\''";
    else
      safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

// The same, where [, ] and : mean something to zsh.
std::string for_zsh(std::string_view text) {
  std::string safe;
  for (const char c : in_quotes(text)) {
    if (c == '[' || c == ']' || c == ':') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string bash_script(const std::vector<Command>& commands) {
  std::string names;
  std::string flags;
  std::string values;
  for (const Command& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    std::string of_command;
    for (const Flag& flag : command.flags) {
      of_command += (of_command.empty() ? "" : " ") + flag.name;
      if (!flag.values.empty())
        values += fmt::format("    {}:{}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                              command.name, flag.name, fmt::join(flag.values, " "));
    }
    flags += fmt::format("    {}) flags='{}' ;;\n", command.name, of_command);
  }
  return fmt::format(
      "# bash completion for photosieve\n"
      "_photosieve() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} flags=\n"
      "  COMPREPLY=()\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    COMPREPLY=($(compgen -W '{}' -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case ${{COMP_WORDS[1]}}:$before in\n{}  esac\n"
      "  case ${{COMP_WORDS[1]}} in\n{}  esac\n"
      "  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")); fi\n"
      "}}\n"
      "complete -o default -F _photosieve photosieve\n",
      names, values, flags);
}

std::string zsh_script(const std::vector<Command>& commands) {
  std::string names;
  std::string cases;
  for (const Command& command : commands) {
    names += fmt::format("    '{}:{}'\n", command.name, for_zsh(command.about));
    cases += fmt::format("    {}) _arguments", command.name);
    for (const Flag& flag : command.flags) {
      cases += fmt::format(" \\\n      '{}[{}]", flag.name, for_zsh(flag.about));
      if (!flag.values.empty())
        cases += fmt::format(":value:({})", fmt::join(flag.values, " "));
      else if (flag.takes_value)
        cases += ":value:_files";
      cases += '\'';
    }
    cases += " \\\n      '*:file:_files' ;;\n";
  }
  return fmt::format(
      "#compdef photosieve\n"
      "_photosieve() {{\n"
      "  local -a commands=(\n{}  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n{}  esac\n"
      "}}\n"
      "_photosieve \"$@\"\n",
      names, cases);
}

std::string fish_script(const std::vector<Command>& commands) {
  std::string script = "# fish completion for photosieve\n";
  for (const Command& command : commands) {
    script += fmt::format("complete -c photosieve -n __fish_use_subcommand -f -a {} -d '{}'\n",
                          command.name, in_quotes(command.about));
    for (const Flag& flag : command.flags) {
      script +=
          fmt::format("complete -c photosieve -n '__fish_seen_subcommand_from {}' -l {} -d '{}'",
                      command.name, flag.name.substr(2), in_quotes(flag.about));
      if (!flag.values.empty())
        script += fmt::format(" -x -a '{}'", fmt::join(flag.values, " "));
      else if (flag.takes_value)
        script += " -r";
      script += '\n';
    }
  }
  return script;
}

}  // namespace

Result<std::string> completion_script(const CLI::App& app, std::string_view shell) {
  const std::vector<Command> commands = commands_of(app);
  if (shell == "bash") return bash_script(commands);
  if (shell == "zsh") return zsh_script(commands);
  if (shell == "fish") return fish_script(commands);
  return fail(ErrorKind::kUsage, "completions are for bash, zsh or fish");
}

}  // namespace photosieve
