// The commands of the program: each takes its options and gives the exit status.
//
// Results go to standard output, all else to standard error. A command that fails returns an Error;
// exit_status() says what the process ends with: 2 for wrong use, 1 for all else.
// Threads: the program's main one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "cli/options.h"

namespace photosieve {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitWrongUse = 2;
inline constexpr int kExitUnreadable = 3;
inline constexpr int kExitInterrupted = 130;

[[nodiscard]] Result<int> run_process(const ProcessOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_serve(const ServeOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_watch(const WatchOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_sessions(const SessionsOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_show(const ShowOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_control(const ControlOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_report(const ReportOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_inspect(const InspectOptions& options);
[[nodiscard]] Result<int> run_compare(const CompareOptions& options);
[[nodiscard]] Result<int> run_profiles(const ProfilesOptions& options);
[[nodiscard]] Result<int> run_token(const TokenOptions& options, const std::string& database);
[[nodiscard]] Result<int> run_doctor(const std::string& database);
[[nodiscard]] int run_worker(const std::string& networks = "");

[[nodiscard]] int exit_status(const Error& error);

}  // namespace photosieve
