// `watch`: the console view of a session that runs elsewhere: on a server, over Socket.IO, or on
// this machine, from what is stored of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "base/stop_signal.h"
#include "base/unique_fd.h"
#include "cli/commands.h"
#include "cli/remote_run.h"
#include "cli/report_files.h"
#include "cli/steering.h"
#include "cli/summary_counts.h"
#include "console/run_watcher.h"
#include "console/terminal_input.h"
#include "publish/session_events.h"
#include "run/owner.h"
#include "run/resume.h"
#include "serve/access.h"

namespace photosieve {
namespace {

constexpr int kLookMs = 200;

// Where the events come from.
class WatchedRun {
 public:
  virtual ~WatchedRun() = default;
  // Shows what is new; false when nothing more will come.
  virtual Result<bool> show(RunWatcher& watcher) = 0;
  virtual void pause() = 0;
  virtual void resume() = 0;
  [[nodiscard]] virtual int wake_fd() const { return -1; }
  // Lines that say how it ended.
  virtual Result<std::vector<std::string>> summary(const RunWatcher& watcher) = 0;
};

class StoredRun final : public WatchedRun {
 public:
  StoredRun(Store& store, std::string runtime, Session session, std::string reports)
      : store_(store),
        runtime_(std::move(runtime)),
        reports_(std::move(reports)),
        session_(std::move(session)) {}

  Result<bool> show(RunWatcher& watcher) override {
    const SteadyNs now = clock_.steady();
    if (shown_ && now - looked_at_ < kBetweenLooks) return true;
    looked_at_ = now;
    const std::optional<Session> before = shown_ ? std::optional(session_) : std::nullopt;
    PS_TRY(session_, find_session(store_, runtime_, session_.id));
    shown_ = true;
    tell(watcher, before);
    if (session_.status == SessionStatus::kRunning || session_.status == SessionStatus::kPaused)
      return true;
    if (const auto ending = ending_of(session_)) watcher.show(*ending, now);
    return false;
  }
  void pause() override { steering_.ask_for(ControlCommand::kPause, session_.id); }
  void resume() override { steering_.ask_for(ControlCommand::kResume, session_.id); }

  Result<std::vector<std::string>> summary(const RunWatcher& watcher) override {
    PS_TRY(const SummaryCounts counts, summary_counts(store_, session_));
    SummaryMore more{.figures = watcher.figures()};
    const std::string report = reports_ + "/" + session_.id + ".html";
    std::error_code ignored;
    if (std::filesystem::exists(report, ignored)) more.report = report;
    std::vector<std::string> lines = summary_lines(session_, counts, more, watcher.style());
    lines.push_back(fmt::format("session {} is {}", session_.id, name(session_.status)));
    return lines;
  }

 private:
  static constexpr SteadyNs kBetweenLooks = 500'000'000;

  void tell(RunWatcher& watcher, const std::optional<Session>& before) {
    const auto show = [&](const Event& event) { watcher.show(event, clock_.steady()); };
    if (!before || session_.stage != before->stage)
      show(StageChange{session_.id, session_.stage, std::string(name(session_.stage)),
                       clock_.wall()});
    show(progress_of(session_));
    const bool changed =
        before ? session_.status != before->status : session_.status == SessionStatus::kPaused;
    if (!changed) return;
    if (session_.status == SessionStatus::kPaused)
      show(ProcessingPaused{session_.id, clock_.wall()});
    if (session_.status == SessionStatus::kRunning)
      show(ProcessingResumed{session_.id, clock_.wall()});
  }

  const SystemClock clock_;
  Store& store_;
  const std::string runtime_;
  const std::string reports_;
  Session session_;
  bool shown_ = false;
  SteadyNs looked_at_ = 0;
  Steering steering_;
};

class ServedRun final : public WatchedRun {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ServedRun>> connect(const WatchOptions& options) {
    std::string token;
    if (!options.token_file.empty()) {
      PS_TRY(token, read_token(options.token_file));
    }
    std::unique_ptr<ServedRun> run(new ServedRun(options.url));
    PS_TRY(run->remote_,
           RemoteRun::connect(options.url, token, options.session, [fd = run->wake_.get()] {
             const std::uint64_t one = 1;
             (void)!::write(fd, &one, sizeof one);
           }));
    return run;
  }

  Result<bool> show(RunWatcher& watcher) override {
    std::uint64_t wakes = 0;
    (void)!::read(wake_.get(), &wakes, sizeof wakes);
    const RemoteRun::Taken taken = remote_->take();
    for (const Event& event : taken.events) {
      if (const auto* complete = std::get_if<ProcessingComplete>(&event)) complete_ = *complete;
      watcher.show(event, clock_.steady());
    }
    watcher.connection(taken.problem, clock_.steady());
    if (!taken.notice.empty()) watcher.note(watcher.style().shown(taken.notice));
    id_ = taken.session_id;
    if (taken.failed) return fail(ErrorKind::kFatal, *taken.failed);
    return !taken.ended;
  }
  void pause() override { remote_->pause(); }
  void resume() override { remote_->resume(); }
  [[nodiscard]] int wake_fd() const override { return wake_.get(); }

  Result<std::vector<std::string>> summary(const RunWatcher& watcher) override {
    if (!complete_) return std::vector<std::string>();
    Session session;
    session.id = id_;
    session.status = SessionStatus::kComplete;
    session.total_images = complete_->total_processed;
    session.processed = complete_->total_processed;
    session.approved = complete_->total_approved;
    session.rejected = complete_->total_rejected;
    session.elapsed_seconds = complete_->processing_time;
    session.issues = complete_->issues;
    session.output_folder = complete_->output_folder;
    session.batches = complete_->total_batches;
    SummaryMore more{.figures = watcher.figures(), .elsewhere = true};
    more.report = fmt::format("{}/api/v1/sessions/{}/report?format=html", url_, id_);
    return summary_lines(session, {}, more, watcher.style());
  }

 private:
  explicit ServedRun(std::string url)
      : url_(std::move(url)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    while (url_.ends_with('/')) url_.pop_back();
  }

  const SystemClock clock_;
  std::string url_;
  const UniqueFd wake_;
  std::unique_ptr<RemoteRun> remote_;  // ends before what it wakes
  std::string id_;
  std::optional<ProcessingComplete> complete_;
};

// Shows it until it has ended or whoever watches leaves: true when it has ended.
Result<bool> watch(WatchedRun& run, RunWatcher& watcher, const StopSignal& stop) {
  const SystemClock clock;
  TerminalInput input(STDIN_FILENO, STDERR_FILENO, watcher.draws());
  if (input.has_keys())
    watcher.note(
        watcher.style().paint(Colour::kDim, "p pauses, r goes on, q leaves (the run goes on)"));
  while (stop.count() == 0) {
    PS_TRY(const bool goes_on, run.show(watcher));
    if (!goes_on) return true;
    const TerminalInput::Come come = input.take();
    for (const Key key : come.keys) {
      if (key == Key::kQuit) return false;
      if (key == Key::kPause) run.pause();
      if (key == Key::kResume) run.resume();
    }
    if (come.stop) {
      watcher.clear();
      input.stop_here();
      (void)input.take();
    }
    if (come.continued) watcher.forget();
    if (come.continued || come.stop || come.resized) watcher.refresh(clock.steady());
    watcher.tick(clock.steady());
    std::vector<pollfd> waits{{stop.fd(), POLLIN, 0}, {run.wake_fd(), POLLIN, 0}};
    input.add_to(waits);
    (void)::poll(waits.data(), waits.size(), kLookMs);
  }
  return false;
}

Result<int> shown(WatchedRun& run, const WatchOptions& options) {
  RunWatcher watcher(options.view, STDERR_FILENO, STDOUT_FILENO);
  const StopSignal stop;
  const Result<bool> ended = watch(run, watcher, stop);
  watcher.clear();
  PS_TRY(const bool over, ended);
  if (!over) return kExitDone;
  watcher.tell_end("the session has ended");
  PS_TRY(const std::vector<std::string> lines, run.summary(watcher));
  const bool wanted = options.view.progress != ProgressStyle::kNone &&
                      options.view.progress != ProgressStyle::kJson;
  for (const std::string& line : lines)
    if (wanted) watcher.note(line);
  return kExitDone;
}

}  // namespace

Result<int> run_watch(const WatchOptions& options, const std::string& database) {
  if (!options.url.empty()) {
    PS_TRY(const std::unique_ptr<ServedRun> run, ServedRun::connect(options));
    return shown(*run, options);
  }
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(Session session, find_session(*store, runtime, options.session));
  StoredRun run(*store, runtime, std::move(session), report_folder(database));
  return shown(run, options);
}

}  // namespace photosieve
