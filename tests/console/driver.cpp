// Feeds a watcher with a script of events, so that a terminal shows the same screens each time.
//
// Usage: console_driver SCRIPT [OPTION...]
// A script line is an event as `--progress json` prints it, or {"wait": NAME}: the file NAME.shown
// is made, and the driver draws on until NAME.go is there (both beside the script's working
// directory). Options: --style bar|plain|json, --width N, --interval S, --sections NAME, --keys
// (takes keys and prints each).
// SPDX-License-Identifier: GPL-3.0-or-later
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "base/clock.h"
#include "base/stop_signal.h"
#include "console/event_reader.h"
#include "console/run_watcher.h"
#include "console/terminal_input.h"

namespace photosieve {
namespace {

class Driver {
 public:
  Driver(const ViewOptions& options, bool keys) : watcher_(options, STDERR_FILENO, STDOUT_FILENO) {
    if (keys) input_.emplace(STDIN_FILENO, STDERR_FILENO, true);
  }

  int play(const char* path) {
    std::ifstream script(path);
    for (std::string line; std::getline(script, line);) {
      if (line.empty() || line.starts_with("#")) continue;
      const auto json = nlohmann::ordered_json::parse(line);
      if (json.contains("wait")) {
        if (!wait(json["wait"].get<std::string>())) return 130;
        continue;
      }
      const auto event = event_from_json(json["event"].get<std::string>(), json["data"]);
      if (!event || !*event) return 1;
      watcher_.show(**event, clock_.steady());
    }
    watcher_.clear();
    return 0;
  }

 private:
  // False: it is to end.
  bool wait(const std::string& name) {
    watcher_.refresh(clock_.steady());
    std::ofstream(name + ".shown") << "x";
    while (!std::filesystem::exists(name + ".go")) {
      std::vector<pollfd> waits;
      if (input_) input_->add_to(waits);
      ::poll(waits.data(), waits.size(), 20);
      if (stop_.count() > 0) {
        watcher_.clear();
        return false;
      }
      if (input_) take_input();
      watcher_.tick(clock_.steady());
    }
    return true;
  }

  void take_input() {
    const TerminalInput::Come come = input_->take();
    for (const Key key : come.keys)
      watcher_.note(key == Key::kPause ? "key p" : key == Key::kResume ? "key r" : "key q");
    if (come.stop) {
      watcher_.clear();
      input_->stop_here();
      (void)input_->take();
    }
    if (come.continued) watcher_.forget();
    if (come.continued || come.stop || come.resized) watcher_.refresh(clock_.steady());
  }

  const SystemClock clock_;
  const StopSignal stop_;
  RunWatcher watcher_;
  std::optional<TerminalInput> input_;
};

int main_of(int argc, char** argv) {
  ViewOptions options;
  bool keys = false;
  for (int i = 2; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--keys") keys = true;
    if (i + 1 == argc) continue;
    if (word == "--style") options.progress = *progress_style_from(argv[i + 1]);
    if (word == "--width") options.width = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
    if (word == "--interval") options.interval_seconds = std::atof(argv[i + 1]);
    if (word == "--sections") options.sections = *Sections::from({argv[i + 1]});
  }
  return Driver(options, keys).play(argv[1]);
}

}  // namespace
}  // namespace photosieve

int main(int argc, char** argv) {
  return argc < 2 ? 2 : photosieve::main_of(argc, argv);
}
