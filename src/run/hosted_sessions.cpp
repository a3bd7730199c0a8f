// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/hosted_sessions.h"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "base/log.h"
#include "host/processors.h"
#include "run/fair_share.h"
#include "store/database_address.h"

namespace photosieve {
namespace {

tl::unexpected<CommandError> refused(CommandCode code, std::string message) {
  return tl::unexpected(CommandError{code, std::move(message)});
}

// The first answer is the only one.
SessionDone only_once(SessionDone done, bool& answered) {
  return [done = std::move(done), &answered](Asked<Session> answer) {
    if (!std::exchange(answered, true) && done) done(std::move(answer));
  };
}

}  // namespace

HostedSessions::HostedSessions(Hub& hub, const Clock& clock, const HostOptions& options,
                               HostWatch& use)
    : hub_(hub),
      clock_(clock),
      options_(options),
      use_(use),
      stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  PS_CHECK(stop_.valid());
}

HostedSessions::~HostedSessions() {
  stop();
}

void HostedSessions::launch(RunRequest request, SessionDone done, Ended ended) {
  reap();
  std::optional<CommandError> why_not;
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_) {
      why_not = {CommandCode::kNotAllowed, "The program is ending: start it anew and ask again"};
    } else if (hosted_.size() >= kMostSessions) {
      why_not = {CommandCode::kTooManyRequests,
                 fmt::format("{} sessions are running or paused here: end one of them, or wait",
                             hosted_.size())};
    } else {
      Hosted& hosted = hosted_.emplace_back();
      hosted.thread = std::thread(
          [this, &hosted, request = std::move(request), done = std::move(done),
           ended = std::move(ended)]() mutable { live(hosted, std::move(request), done, ended); });
      return;
    }
  }
  done(tl::unexpected(*why_not));
  if (ended) ended(fail(ErrorKind::kTaken, why_not->message));
}

void HostedSessions::live(Hosted& hosted, RunRequest request, const SessionDone& done,
                          const Ended& ended) {
  bool answered = false;
  const SessionDone answer = only_once(done, answered);
  Result<RunOutcome> outcome = fail(ErrorKind::kFatal, "");
  if (auto store = open_store(options_.database); !store) {
    outcome = tl::unexpected(store.error());
  } else {
    std::unique_lock opening(opening_);
    request.worker_binary = options_.worker_binary;
    request.stop_fd = stop_.get();
    request.spill_folder = database_folder(options_.database);
    request.orders = hosted.orders.get();
    request.use = &use_;
    request.known = [&](const Session& session) {
      follow(hosted, session);
      opening.unlock();
    };
    request.started = answer;
    request.changed = [&](const Session& session) { follow(hosted, session); };
    outcome = run_session(request, **store, hub_, clock_);
    if (options_.complete && outcome && !outcome->nowhere &&
        outcome->session.status == SessionStatus::kComplete)
      options_.complete(**store, outcome->session);
  }
  if (!outcome) {
    log_debug(outcome.error().message);
    answer(tl::unexpected(command_error(outcome.error())));
  } else if (outcome->nowhere) {
    answer(refused(
        CommandCode::kWrongState,
        fmt::format(
            "Session {} over these folders {}: resume or cancel it, or start "
            "anew",
            outcome->session.id,
            outcome->session.status == SessionStatus::kPaused ? "is paused" : "was interrupted")));
  }
  for (const Order& order : hosted.orders->close())
    if (order.done)
      order.done(refused(CommandCode::kWrongState, "The session does not run any more"));
  if (!hosted.id.empty()) hub_.forget(hosted.id);
  if (ended) ended(std::move(outcome));
  const std::scoped_lock lock(mutex_);
  hosted.finished = true;
  hosted.active = false;
  share_workers();
}

void HostedSessions::follow(Hosted& hosted, const Session& session) {
  const std::scoped_lock lock(mutex_);
  hosted.id = session.id;
  hosted.active = !ended(session.status) && session.status != SessionStatus::kPaused;
  hosted.limit = session.settings.workers;
  share_workers();
}

void HostedSessions::share_workers() {
  std::vector<OrderBox*> boxes;
  std::vector<std::uint32_t> limits;
  for (Hosted& one : hosted_) {
    if (!one.active) continue;
    boxes.push_back(one.orders.get());
    limits.push_back(one.limit);
  }
  const std::uint32_t workers = options_.workers != 0 ? options_.workers : usable_processors();
  shared_ = workers;
  const std::vector<std::uint32_t> shares = fair_shares(workers, limits);
  for (std::size_t i = 0; i < boxes.size(); ++i) boxes[i]->set_share(shares[i]);
}

void HostedSessions::follow_limits(double processors) {
  const std::scoped_lock lock(mutex_);
  if (options_.workers == 0 && shared_ != 0 && shared_ != workers_for(processors)) share_workers();
}

std::optional<Order> HostedSessions::order(const std::string& id, Order order) {
  std::shared_ptr<OrderBox> box;
  {
    const std::scoped_lock lock(mutex_);
    for (const Hosted& one : hosted_)
      if (one.id == id && !one.finished) box = one.orders;
  }
  if (box == nullptr) return order;
  return box->post(std::move(order));
}

bool HostedSessions::here(const std::string& id) const {
  return ids().contains(id);
}

std::set<std::string> HostedSessions::ids() const {
  const std::scoped_lock lock(mutex_);
  std::set<std::string> ids;
  for (const Hosted& one : hosted_)
    if (!one.finished && !one.id.empty()) ids.insert(one.id);
  return ids;
}

bool HostedSessions::idle() const {
  const std::scoped_lock lock(mutex_);
  for (const Hosted& one : hosted_)
    if (!one.finished) return false;
  return true;
}

void HostedSessions::reap() {
  std::list<Hosted> over;
  {
    const std::scoped_lock lock(mutex_);
    for (auto one = hosted_.begin(); one != hosted_.end();) {
      const auto next = std::next(one);
      if (one->finished) over.splice(over.end(), hosted_, one);
      one = next;
    }
  }
  for (Hosted& one : over)
    if (one.thread.joinable()) one.thread.join();
}

void HostedSessions::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  const std::uint64_t one = 1;
  (void)!::write(stop_.get(), &one, sizeof one);
  while (true) {
    // The thread needs the lock to finish: it is joined outside of it, and its element stays.
    std::thread thread;
    {
      const std::scoped_lock lock(mutex_);
      for (Hosted& hosted : hosted_)
        if (hosted.thread.joinable()) {
          thread = std::move(hosted.thread);
          break;
        }
    }
    if (!thread.joinable()) break;
    thread.join();
  }
  const std::scoped_lock lock(mutex_);
  hosted_.clear();
}

}  // namespace photosieve
