// The program: its command table and its exit status.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <iostream>
#include <system_error>

#include "base/text.h"
#include "cli/commands.h"
#include "run/worker_process.h"

namespace photosieve {
namespace {

// One function a command.
struct Run {
  const std::string& database;

  Result<int> operator()(const PrintText& print) const {
    std::cout << print.text;
    return kExitDone;
  }
  Result<int> operator()(const ProcessOptions& options) const {
    return run_process(options, database);
  }
  Result<int> operator()(const ServeOptions& options) const { return run_serve(options, database); }
  Result<int> operator()(const WatchOptions& options) const { return run_watch(options, database); }
  Result<int> operator()(const SessionsOptions& options) const {
    return run_sessions(options, database);
  }
  Result<int> operator()(const ShowOptions& options) const { return run_show(options, database); }
  Result<int> operator()(const ControlOptions& options) const {
    return run_control(options, database);
  }
  Result<int> operator()(const ReportOptions& options) const {
    return run_report(options, database);
  }
  Result<int> operator()(const InspectOptions& options) const { return run_inspect(options); }
  Result<int> operator()(const CompareOptions& options) const { return run_compare(options); }
  Result<int> operator()(const ProfilesOptions& options) const { return run_profiles(options); }
  Result<int> operator()(const SettingsOptions& options) const {
    std::cout << fmt::format("# {}\n", printable(settings_path()))
              << settings_toml(options.settings);
    return kExitDone;
  }
  Result<int> operator()(const TokenOptions& options) const { return run_token(options, database); }
  Result<int> operator()(const DoctorOptions&) const { return run_doctor(database); }
  Result<int> operator()(const WorkerOptions&) const { return run_worker(); }
};

Result<int> run(int argc, const char* const* argv) {
  const Result<UserSettings> settings = read_settings(settings_path());
  PS_TRY(const Options options, parse(argc, argv, settings ? *settings : UserSettings()));
  // Whoever mends a settings file may want the help for it.
  const bool needs_them = !std::holds_alternative<PrintText>(options.command);
  if (!settings && needs_them) return tl::unexpected(settings.error());
  return std::visit(Run{options.database}, options.command);
}

int main_of(int argc, const char* const* argv) {
  // A worker is started often and must come up quickly: it parses nothing.
  if ((argc == 2 || argc == 3) && std::string_view(argv[1]) == WorkerProcess::kCommand)
    return run_worker(argc == 3 ? argv[2] : "");
  Result<int> status = run(argc, argv);
  if (status) return *status;
  std::cerr << "photosieve: " << status.error().message << "\n";
  return exit_status(status.error());
}

}  // namespace
}  // namespace photosieve

int main(int argc, char** argv) {
  try {
    return photosieve::main_of(argc, argv);
  } catch (const std::system_error& error) {
    std::cerr << "photosieve: the system gives no more threads or memory: " << error.what()
              << "; run the same command again later\n";
    return photosieve::kExitFailed;
  }
}
