// `profiles`: which there are, what one asks, and what is wrong with a file.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/profile_text.h"
#include "model/profile_reader.h"

namespace photosieve {
namespace {

std::string dumped(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<int> list_profiles(bool json) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::string_view name : built_in_profiles()) {
    PS_TRY(const Profile profile, load_profile(std::string(name)));
    if (json)
      list.push_back({{"name", name}, {"title", profile.title}});
    else
      std::cout << fmt::format("{:<14} {}\n", name, profile.title);
  }
  if (json)
    std::cout << dumped(list) << "\n";
  else
    std::cout << "\n`photosieve profiles show NAME` prints what one asks; a file of your own may "
                 "extend one.\n";
  return kExitDone;
}

Result<int> show_profile(const ProfilesOptions& options) {
  PS_TRY(const Profile profile, load_profile(options.profile));
  if (options.json)
    std::cout << dumped(profile_public_json(profile)) << "\n";
  else
    std::cout << profile_text(profile);
  return kExitDone;
}

Result<int> check_profile(const ProfilesOptions& options) {
  const ProfileReading reading = read_profile(options.profile);
  if (options.json) {
    nlohmann::ordered_json problems = nlohmann::ordered_json::array();
    for (const ProfileProblem& one : reading.problems)
      problems.push_back({{"file", one.file},
                          {"line", one.line},
                          {"column", one.column},
                          {"message", one.message}});
    nlohmann::ordered_json json;
    json["ok"] = reading.problems.empty();
    json["problems"] = std::move(problems);
    std::cout << dumped(json) << "\n";
  } else if (reading.problems.empty()) {
    std::cout << fmt::format("{}: good\n", printable(options.profile));
  } else {
    for (const ProfileProblem& one : reading.problems)
      std::cout << (one.line == 0
                        ? one_line(one)
                        : fmt::format("{}:{}:{}: {}", one.file, one.line, one.column, one.message))
                << "\n";
  }
  return reading.problems.empty() ? kExitDone : kExitWrongUse;
}

}  // namespace

Result<int> run_profiles(const ProfilesOptions& options) {
  if (options.what == ProfilesOptions::What::kShow) return show_profile(options);
  if (options.what == ProfilesOptions::What::kCheck) return check_profile(options);
  return list_profiles(options.json);
}

}  // namespace photosieve
