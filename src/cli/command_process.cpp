// `process`: screens a folder and shows how it goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <future>
#include <iostream>
#include <optional>
#include <thread>

#include "base/stop_signal.h"
#include "base/text.h"
#include "base/unique_fd.h"
#include "cli/commands.h"
#include "cli/report_files.h"
#include "cli/serving.h"
#include "cli/steering.h"
#include "cli/summary_counts.h"
#include "console/run_watcher.h"
#include "console/summary.h"
#include "console/terminal_input.h"
#include "publish/hub.h"
#include "run/run.h"
#include "store/database_address.h"

namespace photosieve {
namespace {

// Asks what to do with an interrupted session, where there is somebody to ask.
Going ask_about(const Session& session, Restart restart, std::string& answer_given) {
  if (restart == Restart::kFresh) return Going::kAnew;
  if (restart == Restart::kResume) return Going::kOn;
  if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDERR_FILENO) != 1) return Going::kOn;
  const std::string of =
      session.total_images ? " of " + human_count(*session.total_images) : std::string();
  while (true) {
    std::cerr << fmt::format(
        "An earlier run over this folder was {} at {}{} photos.\n"
        "Go on with it, start anew, or quit? [G/a/q] ",
        session.status == SessionStatus::kPaused ? "paused" : "interrupted",
        human_count(session.processed), of);
    std::string answer;
    if (!std::getline(std::cin, answer)) return Going::kNowhere;
    answer_given = answer;
    if (answer.empty() || answer == "g" || answer == "G") return Going::kOn;
    if (answer == "a" || answer == "A") return Going::kAnew;
    if (answer == "q" || answer == "Q") return Going::kNowhere;
  }
}

// What a notification says.
std::string end_text(const Session& session) {
  return fmt::format("{}: {} of {} photos approved", session.name, human_count(session.approved),
                     human_count(session.processed));
}

bool a_folder_is_unreadable(const SummaryCounts& counts) {
  return std::any_of(counts.skipped.begin(), counts.skipped.end(),
                     [](const auto& one) { return one.reason == SkipReason::kUnreadableFolder; });
}

int status_of(const RunOutcome& outcome, const SummaryCounts& counts) {
  switch (outcome.session.status) {
    case SessionStatus::kComplete:
      if (counts.not_copied > 0) return kExitFailed;
      return outcome.any_unreadable || a_folder_is_unreadable(counts) ? kExitUnreadable : kExitDone;
    case SessionStatus::kInterrupted:
      return outcome.session.error.empty() ? kExitInterrupted : kExitFailed;
    case SessionStatus::kPaused:
    case SessionStatus::kCancelled:
      return kExitInterrupted;
    default:
      return kExitFailed;
  }
}

// The run, on a thread of its own: the main one shows it.
class RunThread {
 public:
  explicit RunThread(std::function<Result<RunOutcome>()> run) : ended_(::eventfd(0, EFD_CLOEXEC)) {
    thread_ = std::thread([this, run = std::move(run)] {
      try {
        outcome_ = run();
      } catch (const std::system_error& error) {
        outcome_ =
            fail(ErrorKind::kFatal, fmt::format("the system gives no more threads or memory: "
                                                "{}; run the same command again later",
                                                error.what()));
      }
      const std::uint64_t one = 1;
      (void)!::write(ended_.get(), &one, sizeof one);
    });
  }
  ~RunThread() {
    if (thread_.joinable()) thread_.join();
  }
  RunThread(const RunThread&) = delete;
  RunThread& operator=(const RunThread&) = delete;

  [[nodiscard]] int ended_fd() const { return ended_.get(); }
  [[nodiscard]] Result<RunOutcome> join() {
    thread_.join();
    return std::move(*outcome_);
  }

 private:
  UniqueFd ended_;
  std::thread thread_;
  std::optional<Result<RunOutcome>> outcome_;  // set before ended_ is
};

// Of a hub's events those of one session, once it is known which; until then they wait.
class OneSession {
 public:
  void is(const std::string& id) {
    id_.with([&](std::string& known) { known = id; });
  }
  [[nodiscard]] std::string id() const {
    return id_.with([](const std::string& known) { return known; });
  }
  [[nodiscard]] std::vector<SharedEvent> of(std::vector<SharedEvent> events) {
    waiting_.insert(waiting_.end(), events.begin(), events.end());
    const std::string known = id();
    if (known.empty()) return {};
    std::erase_if(waiting_, [&](const SharedEvent& event) { return session_of(*event) != known; });
    return std::exchange(waiting_, {});
  }

 private:
  Guarded<std::string> id_;
  std::vector<SharedEvent> waiting_;
};

// A run on the host of a server, waited for.
Result<RunOutcome> run_on(SessionHost& host, const RunRequest& request) {
  std::promise<Result<RunOutcome>> ended;
  host.run(request, request.started,
           [&](Result<RunOutcome> outcome) { ended.set_value(std::move(outcome)); });
  return ended.get_future().get();
}

// The main thread while a run lasts: shows its events and takes keys.
class Watch {
 public:
  // `server`: below which address the session's page is; "": nowhere.
  Watch(RunWatcher& watcher, Mailbox& mailbox, OneSession& shown, std::string server,
        const StopSignal& stop, std::function<void()> stopping)
      : watcher_(watcher),
        mailbox_(mailbox),
        shown_(shown),
        server_(std::move(server)),
        stop_(stop),
        stopping_(std::move(stopping)) {}

  // Until the run has ended. The second stop signal ends the process at once.
  void until_ended(int wake_fd, int ended_fd) {
    bool ended = false;
    while (!ended) {
      std::vector<pollfd> waits{{wake_fd, POLLIN, 0}, {ended_fd, POLLIN, 0}};
      waits.push_back({told_ ? -1 : stop_.fd(), POLLIN, 0});
      if (input_) input_->add_to(waits);
      ::poll(waits.data(), waits.size(), kLookMs);
      ended = waits[1].revents != 0;
      std::uint64_t wakes = 0;
      if (waits[0].revents != 0) (void)!::read(wake_fd, &wakes, sizeof wakes);
      for (const SharedEvent& event : shown_.of(mailbox_.take().events))
        watcher_.show(*event, clock_.steady());
      if (!server_.empty() && !shown_.id().empty())
        watcher_.note(
            fmt::format("Watch it at {}/monitoring/{}", std::exchange(server_, {}), shown_.id()));
      take_input();
      look_at_signals(ended);
      watcher_.tick(clock_.steady());
    }
    watcher_.clear();
    input_.reset();
  }

 private:
  static constexpr int kLookMs = 200;

  void take_input() {
    // Before it is known which session it is, the person may be asked something.
    if (!input_ && !shown_.id().empty()) {
      input_.emplace(STDIN_FILENO, STDERR_FILENO, watcher_.draws());
      if (input_->has_keys())
        watcher_.note(watcher_.style().paint(Colour::kDim, "p pauses, r goes on, q stops"));
    }
    if (!input_) return;
    const TerminalInput::Come come = input_->take();
    for (const Key key : come.keys) {
      if (key == Key::kQuit) ::kill(::getpid(), SIGINT);  // as Ctrl-C does
      if (key == Key::kPause) steering_.ask_for(ControlCommand::kPause, shown_.id());
      if (key == Key::kResume) steering_.ask_for(ControlCommand::kResume, shown_.id());
    }
    if (come.stop) {
      watcher_.clear();
      input_->stop_here();
      (void)input_->take();
    }
    if (come.continued) watcher_.forget();
    if (come.continued || come.stop || come.resized) watcher_.refresh(clock_.steady());
  }

  void look_at_signals(bool ended) {
    if (stop_.count() >= 2) {
      watcher_.clear();
      if (input_) input_->restore();
      ::_exit(kExitInterrupted);
    }
    if (stop_.count() == 0 || std::exchange(told_, true) || ended) return;
    watcher_.note("Stopping; Ctrl-C again ends it at once");
    stopping_();
  }

  RunWatcher& watcher_;
  Mailbox& mailbox_;
  OneSession& shown_;
  std::string server_;
  const StopSignal& stop_;
  const std::function<void()> stopping_;
  const SystemClock clock_;
  std::optional<TerminalInput> input_;
  Steering steering_;
  bool told_ = false;  // that it stops
};

}  // namespace

Result<int> run_process(const ProcessOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  RunWatcher watcher(options.view, STDERR_FILENO, STDOUT_FILENO);
  const UniqueFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  Hub own_hub;
  std::unique_ptr<Serving> serving;
  if (options.serve) {
    const ServeOptions server{.listen = options.listen, .workers = options.settings.workers};
    PS_TRY(serving, Serving::start(server, database));
  }
  Hub& hub = serving ? serving->hub() : own_hub;
  const auto mailbox = hub.subscribe("", [fd = wake.get()] {
    const std::uint64_t one = 1;
    (void)!::write(fd, &one, sizeof one);
  });

  RunRequest request;
  request.input = options.input;
  request.output = options.output;
  request.name = options.name;
  request.session_id = options.session_id;
  request.settings = options.settings;
  // On a server others watch, too: they get an update a second.
  request.progress_interval_seconds =
      serving ? std::max(1.0, watcher.interval_seconds()) : watcher.interval_seconds();
  std::string answer;
  request.interrupted = [&](const Session& session) {
    const Going going = ask_about(session, options.restart, answer);
    const bool other_outcome =
        (options.profile_given && options.settings.profile != session.settings.profile) ||
        (options.mode_given && options.settings.mode != session.settings.mode);
    if (going == Going::kOn && other_outcome)
      watcher.note(
          "Going on with the profile and mode that the session began with; --fresh starts "
          "anew with these");
    return going;
  };

  OneSession shown;
  request.started = [&](const Asked<Session>& session) {
    if (session) shown.is(session->id);
  };

  const StopSignal stop;
  request.stop_fd = stop.fd();
  request.spill_folder = database_folder(database);
  const SystemClock clock;
  Result<RunOutcome> ended = fail(ErrorKind::kFatal, "");
  {
    RunThread run([&]() -> Result<RunOutcome> {
      if (serving) return run_on(serving->host(), request);
      return run_session(request, *store, hub, clock);
    });
    std::thread stopping;  // a host that ends waits for its sessions
    const std::string server = serving ? serving->url() : std::string();
    Watch(watcher, *mailbox, shown, server, stop, [&] {
      if (serving) stopping = std::thread([&] { serving->host().stop(); });
    }).until_ended(wake.get(), run.ended_fd());
    ended = run.join();
    if (stopping.joinable()) stopping.join();
  }
  PS_TRY(const RunOutcome outcome, std::move(ended));
  if (outcome.nowhere) return kExitInterrupted;
  PS_TRY(const SummaryCounts counts, summary_counts(*store, outcome.session));
  const bool summary = options.view.progress != ProgressStyle::kNone &&
                       options.view.progress != ProgressStyle::kJson;
  watcher.tell_end(end_text(outcome.session));
  SummaryMore more{.figures = watcher.figures()};
  if (outcome.session.status == SessionStatus::kComplete) {
    // The run is done and stored, whether or not there is room for its report.
    auto report = write_report_files(*store, outcome.session.id, report_folder(database),
                                     options.report_formats, clock.wall());
    if (report)
      more.report = *std::move(report);
    else
      watcher.note("photosieve: " + report.error().message);
  }
  if (summary)
    for (const std::string& line : summary_lines(outcome.session, counts, more, watcher.style()))
      watcher.note(line);
  else if (!outcome.session.error.empty())
    watcher.note("photosieve: " + outcome.session.error);
  else if (counts.not_copied > 0)
    watcher.note(fmt::format(
        "photosieve: {} approved photo{} could not be copied: `photosieve report {}` says why; run "
        "the same command again to copy {}",
        counts.not_copied, counts.not_copied == 1 ? "" : "s", outcome.session.id.substr(0, 13),
        counts.not_copied == 1 ? "it" : "them"));
  // Whoever looks at it in a browser goes on doing so, until the person at the terminal leaves.
  if (serving && ::isatty(STDERR_FILENO) == 1 && stop.count() == 0) {
    watcher.note(
        fmt::format("{}/monitoring/{} stays until Ctrl-C", serving->url(), outcome.session.id));
    pollfd wait{stop.fd(), POLLIN, 0};
    while (stop.count() == 0) (void)::poll(&wait, 1, -1);
  }
  return status_of(outcome, counts);
}

}  // namespace photosieve
