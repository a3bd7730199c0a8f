// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/hub.h"

#include <algorithm>

namespace photosieve {
namespace {

// About what an event holds in memory: enough to bound a mailbox by.
std::size_t bytes_of(const Event& event) {
  std::size_t bytes = sizeof(Event);
  if (const auto* result = std::get_if<ImageResult>(&event))
    bytes += result->path.size() + result->reasons.size();
  if (const auto* error = std::get_if<ProcessingError>(&event))
    bytes += error->error_message.size();
  return bytes;
}

bool only_newest_counts(const Event& event) {
  return std::holds_alternative<ProgressUpdate>(event) ||
         std::holds_alternative<PerformanceUpdate>(event);
}

bool takes_the_place_of(const Event& newer, const Event& older) {
  return newer.index() == older.index() && session_of(newer) == session_of(older);
}

}  // namespace

Mailbox::Taken Mailbox::take() {
  return state_.with([](State& state) {
    Taken taken;
    taken.cut_off = state.cut_off;
    taken.events.reserve(state.waiting.size());
    for (Waiting& one : state.waiting) taken.events.push_back(std::move(one.event));
    state.waiting.clear();
    state.bytes = 0;
    return taken;
  });
}

bool Mailbox::put(const SharedEvent& event, std::size_t bytes) {
  bool cut_now = false;
  const bool wake = state_.with([&](State& state) {
    if (state.cut_off) return false;
    if (only_newest_counts(*event)) {
      // The newest takes the place at the end: what came between is older than it.
      const auto older =
          std::find_if(state.waiting.begin(), state.waiting.end(),
                       [&](const Waiting& one) { return takes_the_place_of(*event, *one.event); });
      if (older != state.waiting.end()) {
        state.bytes -= older->bytes;
        state.waiting.erase(older);
      }
    }
    if (state.bytes + bytes > most_bytes_) {
      state.cut_off = cut_now = true;
      return true;
    }
    state.waiting.push_back({event, bytes});
    state.bytes += bytes;
    return true;
  });
  if (wake && wake_) wake_();
  return !cut_now;
}

std::shared_ptr<Mailbox> Hub::subscribe(std::string session_id, std::function<void()> wake,
                                        std::size_t most_bytes) {
  std::shared_ptr<Mailbox> mailbox(new Mailbox(most_bytes, std::move(wake)));
  state_.with([&](State& state) { state.readers.push_back({std::move(session_id), mailbox}); });
  return mailbox;
}

void Hub::publish(Event event) {
  const auto shared = std::make_shared<const Event>(std::move(event));
  const std::size_t bytes = bytes_of(*shared);
  const std::string& session_id = session_of(*shared);
  const auto receivers = state_.with([&](State& state) {
    if (const auto* progress = std::get_if<ProgressUpdate>(shared.get()))
      state.latest[session_id] = *progress;
    std::vector<std::shared_ptr<Mailbox>> mailboxes;
    std::erase_if(state.readers, [&](const Reader& reader) {
      auto mailbox = reader.mailbox.lock();
      if (mailbox == nullptr) return true;
      if (reader.session_id.empty() || reader.session_id == session_id)
        mailboxes.push_back(std::move(mailbox));
      return false;
    });
    return mailboxes;
  });
  // Outside the hub's mutex: a reader's callback may take its time, or publish itself.
  for (const auto& mailbox : receivers)
    if (!mailbox->put(shared, bytes)) ++cut_off_;
}

std::vector<ProgressUpdate> Hub::latest() const {
  return state_.with([](const State& state) {
    std::vector<ProgressUpdate> all;
    all.reserve(state.latest.size());
    for (const auto& [session_id, update] : state.latest) all.push_back(update);
    return all;
  });
}

void Hub::forget(const std::string& session_id) {
  state_.with([&](State& state) { state.latest.erase(session_id); });
}

std::optional<ProgressUpdate> Hub::latest(const std::string& session_id) const {
  return state_.with([&](const State& state) {
    const auto found = state.latest.find(session_id);
    return found == state.latest.end() ? std::optional<ProgressUpdate>{} : found->second;
  });
}

}  // namespace photosieve
