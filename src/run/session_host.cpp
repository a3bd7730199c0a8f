// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_host.h"

#include <fmt/format.h>

#include <atomic>
#include <future>
#include <stop_token>
#include <utility>

#include "base/log.h"
#include "run/commands_elsewhere.h"
#include "run/dry_run.h"
#include "run/errands.h"
#include "run/hosted_sessions.h"
#include "run/owner.h"
#include "run/session_keeper.h"
#include "run/thumbnails.h"

namespace photosieve {
namespace {

constexpr std::size_t kErrandThreads = 4;
constexpr std::size_t kMostAdopted = 32;  // paused sessions take up memory while they wait

const CommandError kEnding{CommandCode::kNotAllowed,
                           "The program is ending: start it anew and ask again"};
const CommandError kBusy{CommandCode::kTooManyRequests,
                         "Too many requests wait; try again in a second"};

CommandError not_interrupted(std::string_view status) {
  return {CommandCode::kWrongState,
          fmt::format("The session is {}: the last batch is judged again only when an interrupted "
                      "one goes on",
                      status)};
}

RunRequest to_go_on_with(const Session& session) {
  RunRequest request;
  request.session_id = session.id;
  request.input = session.input_folder;
  request.output = session.output_folder;
  request.settings = session.settings;
  return request;
}

}  // namespace

struct SessionHost::Impl {
  Impl(Hub& the_hub, const Clock& the_clock, HostOptions the_options)
      : hub(the_hub),
        clock(the_clock),
        options(std::move(the_options)),
        use(clock),
        hosted(hub, clock, options, use),
        thumbnails(options.worker_binary),
        keeper(hub, clock, options.database, hosted, use),
        errands(kErrandThreads) {}

  // Runs `work` with a store of its own on a helper thread; `done` gets what comes of it.
  template <class T>
  void errand(std::function<void(Asked<T>)> done, std::function<Asked<T>(Store&)> work) {
    const bool taken = errands.add([this, done, work = std::move(work)](bool go) {
      if (!go) return done(tl::unexpected(kEnding));
      const auto store = open_store(options.database);
      if (!store) return done(tl::unexpected(command_error(store.error())));
      done(work(**store));
    });
    if (!taken) done(tl::unexpected(stopped ? kEnding : kBusy));
  }

  void launch(RunRequest request, SessionDone done, HostedSessions::Ended ended = {}) {
    hosted.launch(std::move(request), std::move(done), std::move(ended));
  }

  // For a session that does not run here. `redo` resumes one that was interrupted, and no other.
  void elsewhere(const std::string& id, ControlRequest request, const SessionDone& done,
                 bool redo = false) {
    const bool taken = errands.add([this, id, request = std::move(request), done, redo](bool go) {
      if (!go) return done(tl::unexpected(kEnding));
      const auto store = open_store(options.database);
      if (!store) return done(tl::unexpected(command_error(store.error())));
      if (redo) {
        const auto session = find_anywhere(**store, id);
        if (!session) return done(tl::unexpected(session.error()));
        if (session->status != SessionStatus::kInterrupted)
          return done(tl::unexpected(not_interrupted(name(session->status))));
      }
      bool to_resume = false;
      auto answer =
          command_elsewhere({**store, hub, clock, hosted.stop_fd()}, id, request, to_resume);
      if (!to_resume) return done(std::move(answer));
      RunRequest run = to_go_on_with(*answer);
      run.redo = redo;
      run.progress_interval_seconds = options.progress_interval_seconds;
      launch(std::move(run), done);
    });
    if (!taken) done(tl::unexpected(stopped ? kEnding : kBusy));
  }

  void give(const std::string& id, Order order) {
    const ControlRequest request{static_cast<ControlCommand>(order.what), order.change, order.n};
    const SessionDone done = order.done;
    if (hosted.order(id, std::move(order))) elsewhere(id, request, done);
  }

  Hub& hub;
  const Clock& clock;
  const HostOptions options;
  std::atomic<bool> stopped{false};
  std::stop_source stopping;
  HostWatch use;
  HostedSessions hosted;
  Thumbnails thumbnails;
  SessionKeeper keeper;
  Errands errands;
};

SessionHost::SessionHost(Hub& hub, const Clock& clock, HostOptions options)
    : impl_(std::make_unique<Impl>(hub, clock, std::move(options))) {}

SessionHost::~SessionHost() {
  stop();
}

Result<> SessionHost::adopt() {
  PS_TRY(const std::unique_ptr<Store> store, open_store(impl_->options.database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(const std::vector<Session> sessions, store->sessions_not_ended());
  std::vector<std::future<void>> adopted;
  for (const Session& session : sessions) {
    if (session.status != SessionStatus::kPaused || is_owned(runtime, session.id)) continue;
    if (adopted.size() >= kMostAdopted) break;
    RunRequest request = to_go_on_with(session);
    request.paused = true;
    request.progress_interval_seconds = impl_->options.progress_interval_seconds;
    auto known = std::make_shared<std::promise<void>>();
    adopted.push_back(known->get_future());
    impl_->launch(std::move(request), [known, id = session.id](const Asked<Session>& answer) {
      if (!answer)
        log_warning(
            fmt::format("session {} stays paused and is nobody's: {}", id, answer.error().message));
      known->set_value();
    });
  }
  for (const std::future<void>& one : adopted) one.wait();
  return {};
}

void SessionHost::start(StartRequest request, SessionDone done) {
  RunRequest run;
  run.input = std::move(request.input);
  run.output = std::move(request.output);
  run.name = std::move(request.name);
  run.settings = std::move(request.settings);
  run.progress_interval_seconds = impl_->options.progress_interval_seconds;
  run.interrupted = [anew = request.anew](const Session&) {
    return anew ? Going::kAnew : Going::kNowhere;
  };
  impl_->launch(std::move(run), std::move(done));
}

void SessionHost::run(RunRequest request, SessionDone started, Ended ended) {
  impl_->launch(std::move(request), std::move(started), std::move(ended));
}

void SessionHost::dry_run(StartRequest request, std::function<void(Asked<DryRun>)> done) {
  impl_->errand<DryRun>(
      std::move(done), [this, request = std::move(request)](Store& store) -> Asked<DryRun> {
        auto run = photosieve::dry_run(request, store, impl_->stopping.get_token());
        if (!run) return tl::unexpected(command_error(run.error()));
        if (impl_->stopping.stop_requested()) return tl::unexpected(kEnding);
        return std::move(*run);
      });
}

void SessionHost::command(const std::string& id, SessionCommand command, SessionDone done) {
  Order order;
  order.what = command == SessionCommand::kPause    ? Order::What::kPause
               : command == SessionCommand::kResume ? Order::What::kResume
                                                    : Order::What::kCancel;
  order.done = std::move(done);
  impl_->give(id, std::move(order));
}

void SessionHost::resume_and_redo(const std::string& id, const SessionDone& done) {
  if (impl_->hosted.here(id)) return done(tl::unexpected(not_interrupted("not interrupted")));
  impl_->elsewhere(id, {.command = ControlCommand::kResume}, done, true);
}

void SessionHost::change(const std::string& id, SettingsChange change, SessionDone done) {
  if (empty(change))
    return done(tl::unexpected(CommandError{CommandCode::kInvalidPayload,
                                            "There is no setting to change in this request"}));
  impl_->give(id,
              {.what = Order::What::kChange, .change = std::move(change), .done = std::move(done)});
}

void SessionHost::retry(const std::string& id, std::uint32_t n, SessionDone done) {
  impl_->give(id, {.what = Order::What::kRetry, .n = n, .done = std::move(done)});
}

void SessionHost::thumbnail(std::string id, std::uint32_t n, std::uint32_t width,
                            std::function<void(Asked<std::vector<std::uint8_t>>)> done) {
  impl_->errand<std::vector<std::uint8_t>>(std::move(done),
                                           [this, id = std::move(id), n, width](Store& store) {
                                             return impl_->thumbnails.make(store, id, n, width);
                                           });
}

void SessionHost::stop() {
  impl_->stopped = true;
  impl_->stopping.request_stop();
  impl_->keeper.stop();
  impl_->hosted.stop();  // whoever asks another process is woken, too
  impl_->errands.stop();
}

std::shared_ptr<const HostSample> SessionHost::host_sample() const {
  return impl_->use.newest();
}

std::uint32_t SessionHost::workers() const {
  return impl_->use.workers();
}

bool SessionHost::idle() const {
  return impl_->hosted.idle() && impl_->errands.idle();
}

}  // namespace photosieve
