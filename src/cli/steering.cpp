// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/steering.h"

#include <nlohmann/json.hpp>

#include "run/owner.h"

namespace photosieve {
namespace {

constexpr int kAnswerSeconds = 120;  // a pause waits for the photos in work

}  // namespace

void Steering::ask_for(ControlCommand command, const std::string& session_id) {
  if (busy_.exchange(true)) return;
  if (thread_.joinable()) thread_.join();
  thread_ = std::thread([this, command, session_id] {
    if (const auto runtime = runtime_folder())
      (void)ask(control_path(*runtime, session_id), {.command = command}, kAnswerSeconds);
    busy_ = false;
  });
}

}  // namespace photosieve
