// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/event_teller.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/log.h"
#include "model/connection_events.h"
#include "publish/milestones.h"
#include "publish/session_events.h"
#include "run/commands_elsewhere.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostMailboxBytes = std::size_t{16} << 20;
constexpr std::size_t kMostEndings = 10'000;
constexpr SteadyNs kBetweenListings = 2'000'000'000;
constexpr const char* kListRoom = "sessions";

std::string room_of(const std::string& session_id) {
  return "session_" + session_id;
}

bool is_ending(const Event& event) {
  return std::holds_alternative<ProcessingComplete>(event) ||
         std::holds_alternative<ProcessingCancelled>(event) ||
         std::holds_alternative<ProcessingFailed>(event);
}

net::Json milestones_json(const std::string& session_id,
                          const std::vector<StoredMilestone>& stored) {
  net::Json all = net::Json::array();
  for (const StoredMilestone& one : stored) {
    MilestoneReached reached;
    reached.session_id = session_id;
    reached.type = one.type;
    reached.value = one.value;
    reached.current_progress = one.current_progress;
    reached.total_progress = one.total_progress;
    reached.timestamp = one.timestamp;
    reached.message =
        milestone_message(one.type, one.value, one.current_progress, one.total_progress);
    reached.snapshot = one.snapshot;
    all.push_back(event_json(reached));
  }
  return all;
}

}  // namespace

EventTeller::EventTeller(net::Namespace& nsp, Hub& hub, std::string database, const Clock& clock)
    : nsp_(nsp), hub_(hub), database_(std::move(database)), clock_(clock) {
  subscribe();
  thread_ = std::thread([this] { run(); });
}

EventTeller::~EventTeller() {
  stop();
}

void EventTeller::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void EventTeller::add(const LiveReply& reply, Job job) {
  {
    const std::scoped_lock lock(mutex_);
    if (jobs_.size() < kMostJobs && !stopping_) {
      jobs_.push_back(std::move(job));
      wake_.notify_all();
      return;
    }
  }
  reply.refuse({CommandCode::kTooManyRequests, "Too many requests wait; try again in a second"});
}

void EventTeller::join(std::string session_id, LiveReply reply) {
  add(reply, [this, session_id = std::move(session_id), reply] { do_join(session_id, reply); });
}

void EventTeller::watch(LiveReply reply) {
  add(reply, [this, reply] { do_watch(reply); });
}

void EventTeller::status(std::string session_id, LiveReply reply) {
  add(reply, [this, session_id = std::move(session_id), reply] { do_status(session_id, reply); });
}

void EventTeller::subscribe() {
  mailbox_ = hub_.subscribe(
      "",
      [this] {
        const std::scoped_lock lock(mutex_);
        news_ = true;
        wake_.notify_all();
      },
      kMostMailboxBytes);
}

void EventTeller::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return news_ || stopping_ || !jobs_.empty(); });
    const std::deque<Job> jobs = std::exchange(jobs_, {});
    news_ = false;
    const bool stopping = stopping_;
    lock.unlock();
    tell_all();
    for (const Job& job : jobs) job();
    if (stopping) break;
    lock.lock();
  }
  mailbox_.reset();
}

void EventTeller::tell_all() {
  const Mailbox::Taken taken = mailbox_->take();
  for (const SharedEvent& event : taken.events) tell(*event);
  if (!taken.cut_off) return;
  // Clients that miss events join again and get the newest state.
  log_warning("events came faster than they could be told; some were left out");
  subscribe();
}

void EventTeller::tell(const Event& event) {
  const std::string& id = session_of(event);
  const std::string_view called = event_name(event);
  if (const auto* changed = std::get_if<SessionChanged>(&event)) {
    if (ended(changed->session.status))
      listed_.erase(id);
    else
      listed_[id] = {changed->session, clock_.steady()};
    nsp_.to(kListRoom).emit(called, event_json(event));
    return;
  }
  if (is_ending(event)) {
    if (told_endings_.size() >= kMostEndings) told_endings_.clear();
    told_endings_.insert(id);
  }
  net::Emitter to = nsp_.to(id.empty() ? kListRoom : room_of(id));
  const bool only_newest = std::holds_alternative<ProgressUpdate>(event) ||
                           std::holds_alternative<PerformanceUpdate>(event);
  if (only_newest) to.latest(std::string(called) + " " + id);
  to.emit(called, event_json(event));
  if (const auto* progress = std::get_if<ProgressUpdate>(&event)) tell_list(*progress);
}

// Who watches the list sees its counts move.
void EventTeller::tell_list(const ProgressUpdate& update) {
  const auto found = listed_.find(update.session_id);
  if (found == listed_.end()) return;
  auto& [session, told] = found->second;
  const SteadyNs now = clock_.steady();
  if (now - told < kBetweenListings || session.processed == update.current_image) return;
  const Asked<Store*> read = store();
  if (!read) return;
  const auto stored = (*read)->session(update.session_id);
  if (!stored || !*stored || ended((*stored)->status)) return;
  session = **stored;
  told = now;
  nsp_.to(kListRoom)
      .latest("session_changed " + update.session_id)
      .emit("session_changed", session_json(session));
}

Asked<Store*> EventTeller::store() {
  if (store_ == nullptr) {
    auto opened = open_store(database_);
    if (!opened) return tl::unexpected(command_error(opened.error()));
    store_ = std::move(*opened);
  }
  return store_.get();
}

void EventTeller::do_join(const std::string& session_id, const LiveReply& reply) {
  // In this order: the state as stored; whether its end is still to be told; what was published
  // before, to the others; then this client.
  const Asked<Store*> read = store();
  if (!read) return reply.refuse(read.error());
  const Asked<Session> session = find_anywhere(**read, session_id);
  if (!session) return reply.refuse(session.error());
  const auto milestones = (*read)->milestones(session_id);
  if (!milestones) return reply.refuse(command_error(milestones.error()));
  const bool alive = hub_.latest(session_id).has_value();
  tell_all();
  const auto& socket = reply.socket();
  socket->join(room_of(session_id));
  socket->emit(
      "session_joined",
      session_joined_json(*session, milestones_json(session_id, *milestones), clock_.wall()));
  const auto latest = hub_.latest(session_id);
  const ProgressUpdate progress = latest ? brought_up_to(*latest, *session) : progress_of(*session);
  socket->emit("progress_update", event_json(progress));
  const bool end_is_to_come = alive && !told_endings_.contains(session_id);
  if (auto ending = ending_of(*session); ending && !end_is_to_come)
    socket->emit(event_name(*ending), event_json(*ending));
  reply.ok({{"session_id", session_id}, {"status", "joined"}});
}

void EventTeller::do_watch(const LiveReply& reply) {
  const Asked<Store*> read = store();
  if (!read) return reply.refuse(read.error());
  const auto sessions = (*read)->sessions_not_ended();
  if (!sessions) return reply.refuse(command_error(sessions.error()));
  tell_all();
  reply.socket()->join(kListRoom);
  for (const Session& one : *sessions) {
    const Asked<Session> session = find_anywhere(**read, one.id);
    if (session && !ended(session->status))
      reply.socket()->emit("session_changed", session_json(*session));
  }
  reply.ok();
}

void EventTeller::do_status(const std::string& session_id, const LiveReply& reply) {
  const Asked<Store*> read = store();
  if (!read) return reply.refuse(read.error());
  const Asked<Session> session = find_anywhere(**read, session_id);
  if (!session) return reply.refuse(session.error());
  tell_all();
  const bool active =
      session->status == SessionStatus::kRunning || session->status == SessionStatus::kPaused;
  if (active) {
    const auto latest = hub_.latest(session_id);
    const ProgressUpdate progress =
        latest ? brought_up_to(*latest, *session) : progress_of(*session);
    reply.socket()->emit("progress_update", event_json(progress));
  } else {
    reply.socket()->emit("session_status", session_status_json(*session));
  }
  reply.ok({{"session", session_json(*session)}});
}

}  // namespace photosieve
