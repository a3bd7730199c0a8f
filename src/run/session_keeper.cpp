// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_keeper.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "base/log.h"
#include "publish/session_events.h"
#include "run/owner.h"

namespace photosieve {
namespace {

constexpr int kBetweenLooksMs = 1000;

}  // namespace

SessionKeeper::SessionKeeper(Hub& hub, const Clock& clock, std::string database,
                             HostedSessions& hosted, HostWatch& use)
    : hub_(hub),
      clock_(clock),
      database_(std::move(database)),
      hosted_(hosted),
      use_(use),
      stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); }) {}

SessionKeeper::~SessionKeeper() {
  stop();
}

void SessionKeeper::stop() {
  const std::uint64_t one = 1;
  (void)!::write(stop_.get(), &one, sizeof one);
  if (thread_.joinable()) thread_.join();
}

void SessionKeeper::run() {
  pollfd stop{stop_.get(), POLLIN, 0};
  do {
    look();
  } while (::poll(&stop, 1, kBetweenLooksMs) == 0);
}

void SessionKeeper::look() {
  hosted_.reap();
  if (const auto sample = use_.newest(); sample->at != 0) hosted_.follow_limits(sample->processors);
  tell_program();
  Result<> looked;
  if (store_ == nullptr) {
    auto store = open_store(database_);
    if (store)
      store_ = std::move(*store);
    else
      looked = tl::unexpected(store.error());
  }
  if (store_ != nullptr) looked = look_at_others();
  if (!looked && !complained_) log_warning(looked.error().message);
  complained_ = !looked;
}

void SessionKeeper::tell_program() {
  const auto sample = use_.newest();
  PerformanceUpdate update;
  update.timestamp = clock_.wall();
  fill_host_fields(update, *sample, std::nullopt);
  update.process_memory_peak_mb = sample->process_memory_peak_mb;
  update.active_workers = use_.workers();
  hub_.publish(std::move(update));
}

Result<> SessionKeeper::look_at_others() {
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(std::vector<Session> sessions, store_->sessions_not_ended());
  const std::set<std::string> here = hosted_.ids();
  std::set<std::string> there;
  for (Session& session : sessions) {
    if (here.contains(session.id)) {
      others_.erase(session.id);
      continue;
    }
    there.insert(session.id);
    PS_TRY_VOID(look_at(std::move(session), runtime));
  }
  std::vector<std::string> gone;
  for (const auto& [id, session] : others_)
    if (!there.contains(id)) gone.push_back(id);
  for (const std::string& id : gone) PS_TRY_VOID(look_at_gone(id));
  return {};
}

Result<> SessionKeeper::look_at(Session session, const std::string& runtime) {
  const auto known = others_.find(session.id);
  const bool owned = is_owned(runtime, session.id);
  if (session.status == SessionStatus::kRunning && !owned) {
    // Who can take its lock may say what became of it; whoever was quicker has said something else.
    const auto owner = SessionOwner::claim(runtime, session.id);
    if (!owner) return {};
    PS_TRY(const std::optional<Session> now, store_->session(session.id));
    if (!now || now->status != SessionStatus::kRunning) return {};
    session = *now;
    session.status = SessionStatus::kInterrupted;
    PS_TRY_VOID(store_->save_session(session));
    tell(session, nullptr);
  } else if (known != others_.end()) {
    tell(session, &known->second);
  } else if (owned) {
    tell(session, nullptr);  // begun since the last look
  }
  others_[session.id] = std::move(session);
  return {};
}

// It ended, or is ours now: then it tells of itself.
Result<> SessionKeeper::look_at_gone(const std::string& id) {
  PS_TRY(const std::optional<Session> session, store_->session(id));
  const Session before = others_.at(id);
  others_.erase(id);
  if (!session || !ended(session->status) || hosted_.here(id)) return {};
  tell(*session, &before);
  hub_.forget(id);
  return {};
}

void SessionKeeper::tell(const Session& session, const Session* before) {
  const bool status = before == nullptr || before->status != session.status;
  const bool stage = before != nullptr && before->stage != session.stage;
  const bool counts = before == nullptr || before->processed != session.processed ||
                      before->total_images != session.total_images;
  if (stage) hub_.publish(StageChange{session.id, session.stage, "", clock_.wall()});
  if (status || stage || counts) hub_.publish(progress_of(session));
  if (!status) return;
  if (before != nullptr && session.status == SessionStatus::kPaused)
    hub_.publish(ProcessingPaused{session.id, clock_.wall()});
  if (before != nullptr && session.status == SessionStatus::kRunning)
    hub_.publish(ProcessingResumed{session.id, clock_.wall()});
  hub_.publish(SessionChanged{session});
  if (auto ending = ending_of(session)) hub_.publish(std::move(*ending));
}

}  // namespace photosieve
