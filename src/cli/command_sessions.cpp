// `sessions`, `show`, `pause`, `resume`, `cancel`, `report`: looking at sessions and steering them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/version.h"
#include "report/report_html.h"
#include "run/control.h"
#include "run/owner.h"
#include "run/resume.h"

namespace photosieve {
namespace {

constexpr int kAnswerSeconds = 120;  // a pause waits for the photos in flight

std::string dumped(const nlohmann::ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string count_text(const Session& session) {
  const std::string total =
      session.total_images ? human_count(*session.total_images) : std::string("?");
  return human_count(session.processed) + "/" + total;
}

void print_row(const char* label, const std::string& value) {
  std::cout << fmt::format("{:<14}{}\n", label, value);
}

std::string time_text(const std::optional<WallMs>& time) {
  return time ? iso8601(*time) : std::string("-");
}

}  // namespace

Result<int> run_sessions(const SessionsOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(const std::vector<Session> sessions, sessions_as_they_are(*store, runtime));
  if (options.json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Session& session : sessions) all.push_back(session_json(session));
    std::cout << dumped(all, 2) << "\n";
    return kExitDone;
  }
  if (sessions.empty()) {
    std::cerr << "There are no sessions yet; `photosieve process FOLDER` makes one.\n";
    return kExitDone;
  }
  std::cout << fmt::format("{:<14} {:<12} {:>15} {:>9} {:>9}  {}\n", "SESSION", "STATUS", "PHOTOS",
                           "APPROVED", "REJECTED", "INPUT");
  for (const Session& session : sessions)
    std::cout << fmt::format("{:<14} {:<12} {:>15} {:>9} {:>9}  {}\n", session.id.substr(0, 13),
                             name(session.status), count_text(session),
                             human_count(session.approved), human_count(session.rejected),
                             printable(session.input_folder));
  return kExitDone;
}

Result<int> run_show(const ShowOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(const Session session, find_session(*store, runtime, options.session));
  if (options.json) {
    std::cout << dumped(session_json(session), 2) << "\n";
    return kExitDone;
  }
  print_row("session", session.id);
  print_row("name", printable(session.name));
  print_row("status", fmt::format("{} ({})", name(session.status), name(session.stage)));
  print_row("input", printable(session.input_folder));
  print_row("output", printable(session.output_folder));
  print_row("profile", printable(session.settings.profile));
  print_row("mode", std::string(name(session.settings.mode)));
  print_row("created", iso8601(session.created_at));
  print_row("started", time_text(session.started_at));
  print_row("ended", time_text(session.ended_at));
  print_row("elapsed", human_duration(session.elapsed_seconds));
  print_row("photos", count_text(session));
  print_row("approved", human_count(session.approved));
  print_row("rejected", human_count(session.rejected));
  print_row("because of", fmt::format("quality {}, defect {}, similarity {}, compliance {}",
                                      session.issues.quality, session.issues.defect,
                                      session.issues.similarity, session.issues.compliance));
  PS_TRY(const auto codes, store->code_counts(session.id));
  for (const Store::CodeCount& code : codes)
    print_row("", fmt::format("{} {} ({})", human_count(code.photos), info(code.code).name,
                              name(code.severity)));
  PS_TRY(const auto skipped, store->skipped_counts(session.id));
  print_row("skipped", fmt::format("{} files", human_count(session.skipped)));
  for (const SkippedCount& one : skipped)
    print_row("", fmt::format("{} {}", human_count(one.files), name(one.reason)));
  if (!session.error.empty()) print_row("error", printable(session.error));
  return kExitDone;
}

Result<int> run_control(const ControlOptions& options, const std::string& database) {
  using What = ControlOptions::What;
  PS_TRY(std::unique_ptr<Store> store, open_store(database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(Session session, find_session(*store, runtime, options.session));
  if (is_owned(runtime, session.id)) {
    const ControlCommand command = options.what == What::kPause    ? ControlCommand::kPause
                                   : options.what == What::kResume ? ControlCommand::kResume
                                                                   : ControlCommand::kCancel;
    PS_TRY(const auto answer,
           ask(control_path(runtime, session.id), {.command = command}, kAnswerSeconds));
    if (answer["ok"] == true) {
      std::cerr << fmt::format("session {} is {}\n", session.id,
                               answer["session"].value("status", "?"));
      return kExitDone;
    }
    return fail(ErrorKind::kFatal, answer["error"].value("message", "refused"));
  }
  const bool left_over = session.status == SessionStatus::kInterrupted ||
                         session.status == SessionStatus::kPaused;  // and nobody's
  if (session.status == SessionStatus::kPaused && options.what == What::kPause) {
    std::cerr << fmt::format("session {} is paused\n", session.id);
    return kExitDone;
  }
  if (left_over && options.what == What::kResume) {
    ProcessOptions process = options.process;
    process.input = session.input_folder;
    process.output = session.output_folder;
    process.session_id = session.id;
    const std::uint32_t workers = process.settings.workers;
    const std::uint32_t batch_size = process.settings.batch_size;
    process.settings = session.settings;
    process.settings.workers = workers;
    process.settings.batch_size = batch_size;
    store.reset();
    return run_process(process, database);
  }
  if (left_over && options.what == What::kCancel) {
    PS_TRY(const SessionOwner owner, SessionOwner::claim(runtime, session.id));
    session.status = SessionStatus::kCancelled;
    session.ended_at = SystemClock().wall();
    PS_TRY_VOID(store->save_session(session));
    std::cerr << fmt::format("session {} is cancelled\n", session.id);
    return kExitDone;
  }
  return fail(ErrorKind::kUsage, fmt::format("session {} is {}: there is nothing to {}", session.id,
                                             name(session.status),
                                             options.what == What::kPause    ? "pause"
                                             : options.what == What::kResume ? "resume"
                                                                             : "cancel"));
}

Result<int> run_report(const ReportOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(const Session session, find_session(*store, runtime, options.session));
  std::ofstream file;
  if (!options.out.empty()) {
    file.open(options.out, std::ios::binary | std::ios::trunc);
    if (!file)
      return fail(ErrorKind::kUsage, fmt::format("{} cannot be written", printable(options.out)));
  }
  std::ostream& out = options.out.empty() ? std::cout : file;
  const auto sink = [&](std::string_view text) -> Result<> {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (out.good()) return {};
    return fail(ErrorKind::kFatal, "it takes no more");
  };
  const ReportContext context{std::string("Photosieve ") + kVersion, SystemClock().wall()};
  PS_TRY_VOID(write_report(*store, session.id, options.format, context, sink));
  out.flush();
  if (!out.good())
    return fail(ErrorKind::kFatal,
                fmt::format("the report could not be written to {}",
                            options.out.empty() ? "standard output" : printable(options.out)));
  return kExitDone;
}

}  // namespace photosieve
