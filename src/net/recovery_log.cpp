// SPDX-License-Identifier: Apache-2.0
#include "net/recovery_log.h"

#include <algorithm>
#include <charconv>

#include "net/random.h"

namespace photosieve::net {
namespace {

constexpr SteadyNs kNsPerMs = 1'000'000;
// What an entry costs beside its packet, so that superseded ones count too.
constexpr std::size_t kEntryBytes = 256;

// One text for a key and whom it is for: only packets for the same receivers replace each other.
std::string key_and_target(const std::string& key, const Target& target) {
  std::string text = key + '\0' + target.only + '\0';
  for (const std::string& room : target.rooms) text += room + '\0';
  text += '\1';
  for (const std::string& room : target.except) text += room + '\0';
  return text;
}

}  // namespace

RecoveryLog::RecoveryLog(RecoveryOptions options)
    : options_(options), epoch_(random_id().substr(0, 8)) {}

void RecoveryLog::append(
    const Target& target, SteadyNs now,
    const std::function<WirePtr(std::uint64_t place, const std::string& offset)>& encode,
    const std::function<void(const WirePtr&)>& hand_over) {
  const std::scoped_lock lock(mutex_);
  const std::uint64_t place = ++last_;
  Entry entry{place, now, encode(place, epoch_ + '-' + std::to_string(place)), target};
  hand_over(entry.packet);
  if (!entry.packet->key.empty()) replace_key(entry);
  bytes_ += kEntryBytes + entry.packet->bytes.size();
  entries_.push_back(std::move(entry));
  trim(now);
}

void RecoveryLog::replace_key(const Entry& entry) {
  std::uint64_t& newest = keyed_[key_and_target(entry.packet->key, entry.target)];
  if (newest != 0 && !entries_.empty() && newest >= entries_.front().place) {
    Entry& old = entries_[newest - entries_.front().place];
    if (old.packet) bytes_ -= old.packet->bytes.size();
    old.packet.reset();
  }
  newest = entry.place;
}

void RecoveryLog::trim(SteadyNs now) {
  const SteadyNs oldest = now - options_.max_disconnection_ms * kNsPerMs;
  while (!entries_.empty()) {
    const Entry& first = entries_.front();
    const bool superseded = !first.packet;
    if (!superseded && first.time >= oldest && bytes_ <= options_.max_bytes) return;
    bytes_ -= kEntryBytes;
    if (first.packet) {
      bytes_ -= first.packet->bytes.size();
      if (!first.packet->key.empty()) {
        const auto found = keyed_.find(key_and_target(first.packet->key, first.target));
        if (found != keyed_.end() && found->second == first.place) keyed_.erase(found);
      }
      lost_ = first.place;
    }
    entries_.pop_front();
  }
}

std::uint64_t RecoveryLog::newest() const {
  const std::scoped_lock lock(mutex_);
  return last_;
}

void RecoveryLog::connected(Session session) {
  const std::scoped_lock lock(mutex_);
  session.connected = true;
  records_[session.pid] = {session, 0};
}

void RecoveryLog::gone(const std::string& pid, std::vector<RoomSince> rooms,
                       std::shared_ptr<void> data, SteadyNs now) {
  const std::scoped_lock lock(mutex_);
  const auto found = records_.find(pid);
  if (found == records_.end()) return;
  found->second.session.connected = false;
  found->second.session.rooms = std::move(rooms);
  found->second.session.data = std::move(data);
  found->second.gone_at = now;
  gone_.emplace_back(now, pid);
  drop_old_records(now);
}

void RecoveryLog::drop_old_records(SteadyNs now) {
  const SteadyNs oldest = now - options_.max_disconnection_ms * kNsPerMs;
  while (!gone_.empty() &&
         (gone_.front().first < oldest || gone_.size() > options_.max_gone_sessions)) {
    const auto found = records_.find(gone_.front().second);
    // it may have come back since, or have gone again later
    if (found != records_.end() && !found->second.session.connected &&
        found->second.gone_at == gone_.front().first)
      records_.erase(found);
    gone_.pop_front();
  }
}

void RecoveryLog::forget(const std::string& pid) {
  const std::scoped_lock lock(mutex_);
  records_.erase(pid);
}

std::optional<RecoveryLog::Session> RecoveryLog::find(const std::string& pid, SteadyNs now) {
  const std::scoped_lock lock(mutex_);
  drop_old_records(now);
  const auto found = records_.find(pid);
  if (found == records_.end()) return std::nullopt;
  return found->second.session;
}

std::optional<std::uint64_t> RecoveryLog::place_of(std::string_view offset) const {
  if (offset.size() <= epoch_.size() + 1 || offset.substr(0, epoch_.size()) != epoch_ ||
      offset[epoch_.size()] != '-')
    return std::nullopt;
  offset.remove_prefix(epoch_.size() + 1);
  std::uint64_t place = 0;
  const auto [end, error] = std::from_chars(offset.data(), offset.data() + offset.size(), place);
  if (error != std::errc{} || end != offset.data() + offset.size()) return std::nullopt;
  return place;
}

bool RecoveryLog::concerns(const Entry& entry, const Session& session) {
  const Target& target = entry.target;
  if (!target.only.empty()) return target.only == session.sid;
  const auto in = [&](const std::string& room) {
    if (room == session.sid) return true;
    return std::any_of(session.rooms.begin(), session.rooms.end(), [&](const RoomSince& joined) {
      return joined.room == room && joined.since < entry.place;
    });
  };
  if (std::any_of(target.except.begin(), target.except.end(), in)) return false;
  return target.rooms.empty() || std::any_of(target.rooms.begin(), target.rooms.end(), in);
}

std::optional<RecoveryLog::Missed> RecoveryLog::missed(
    const Session& session, const std::optional<std::string>& offset) const {
  const std::scoped_lock lock(mutex_);
  std::uint64_t after = session.since;
  if (offset) {
    const auto place = place_of(*offset);
    if (!place || *place > last_) return std::nullopt;
    after = std::max(after, *place);
  }
  if (after < lost_) return std::nullopt;
  Missed missed;
  missed.place = last_;
  for (const Entry& entry : entries_) {
    if (entry.place > after && entry.packet && concerns(entry, session))
      missed.packets.push_back(entry.packet);
  }
  return missed;
}

std::size_t RecoveryLog::packet_bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

std::size_t RecoveryLog::session_count() const {
  const std::scoped_lock lock(mutex_);
  return records_.size();
}

}  // namespace photosieve::net
