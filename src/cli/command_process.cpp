// `process`: screens a folder and shows how it goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <future>
#include <iostream>
#include <optional>
#include <thread>

#include "base/stop_signal.h"
#include "base/text.h"
#include "base/unique_fd.h"
#include "cli/commands.h"
#include "cli/serving.h"
#include "console/run_watcher.h"
#include "console/summary.h"
#include "publish/hub.h"
#include "report/session_counts.h"
#include "run/run.h"

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

Result<SummaryCounts> counts_of(Store& store, const Session& session) {
  PS_TRY(const SessionCounts counted, session_counts(store, session.id));
  SummaryCounts counts;
  for (const CategoryCounts& category : counted.categories)
    for (const Store::CodeCount& code : category.codes)
      counts.codes.push_back({code.code, code.severity, code.photos});
  for (const SkippedCount& one : counted.skipped) counts.skipped.push_back({one.reason, one.files});
  counts.not_copied = counted.not_copied;
  return counts;
}

int status_of(const RunOutcome& outcome, const SummaryCounts& counts) {
  switch (outcome.session.status) {
    case SessionStatus::kComplete:
      if (counts.not_copied > 0) return kExitFailed;
      return outcome.any_unreadable ? kExitUnreadable : kExitDone;
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
      outcome_ = run();
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

// Shows events until the run has ended, and once the session is known the address of its page below
// `server` (""; none). The second stop signal ends the process at once.
void watch(RunWatcher& watcher, Mailbox& mailbox, OneSession& shown, std::string server,
           int wake_fd, int ended_fd, const StopSignal& stop,
           const std::function<void()>& stopping) {
  const SystemClock clock;
  bool told_stopping = false;
  bool ended = false;
  while (!ended) {
    std::array<pollfd, 3> waits{
        {{wake_fd, POLLIN, 0}, {ended_fd, POLLIN, 0}, {told_stopping ? -1 : stop.fd(), POLLIN, 0}}};
    ::poll(waits.data(), waits.size(), 200);
    ended = waits[1].revents != 0;
    std::uint64_t wakes = 0;
    if (waits[0].revents != 0) (void)!::read(wake_fd, &wakes, sizeof wakes);
    if (!server.empty() && !shown.id().empty())
      watcher.note(
          fmt::format("Watch it at {}/monitoring/{}", std::exchange(server, {}), shown.id()));
    for (const SharedEvent& event : shown.of(mailbox.take().events))
      watcher.show(*event, clock.steady());
    if (stop.count() >= 2) {
      watcher.clear();
      ::_exit(kExitInterrupted);
    }
    if (stop.count() == 1 && !std::exchange(told_stopping, true) && !ended) {
      watcher.note("Stopping; Ctrl-C again ends it at once");
      stopping();
    }
  }
  watcher.clear();
}

}  // namespace

Result<int> run_process(const ProcessOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  RunWatcher watcher(options.progress, options.interval_seconds, STDERR_FILENO, STDOUT_FILENO);
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
  request.progress_interval_seconds = watcher.interval_seconds();
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
  const SystemClock clock;
  Result<RunOutcome> ended = fail(ErrorKind::kFatal, "");
  {
    RunThread run([&]() -> Result<RunOutcome> {
      if (serving) return run_on(serving->host(), request);
      return run_session(request, *store, hub, clock);
    });
    std::thread stopping;  // a host that ends waits for its sessions
    const std::string server = serving ? serving->url() : std::string();
    watch(watcher, *mailbox, shown, server, wake.get(), run.ended_fd(), stop, [&] {
      if (serving) stopping = std::thread([&] { serving->host().stop(); });
    });
    ended = run.join();
    if (stopping.joinable()) stopping.join();
  }
  PS_TRY(const RunOutcome outcome, std::move(ended));
  if (outcome.nowhere) return kExitInterrupted;
  PS_TRY(const SummaryCounts counts, counts_of(*store, outcome.session));
  const bool summary =
      options.progress != ProgressStyle::kNone && options.progress != ProgressStyle::kJson;
  if (summary)
    for (const std::string& line : summary_lines(outcome.session, counts, watcher.style()))
      watcher.note(line);
  else if (!outcome.session.error.empty())
    watcher.note("photosieve: " + outcome.session.error);
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
