// RecoveryLog: what a namespace keeps so that a cut connection loses nothing.
//
// Two parts: the packets of the last minutes, each with its place (from 1) and its target; and a
// record of each session, connected or lately gone, found by its private id. A place goes to
// clients as an offset, "<epoch>-<place>"; another server's offsets are told apart by the epoch.
// A session that got no packet at all is recovered from the place at which it connected.
// Limits   age and bytes of packets, number and age of records of gone sessions.
// Threads  any.
// Cost     one lock a packet; recovery walks what is newer than the offset.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "net/room_table.h"
#include "net/wire_packet.h"

namespace photosieve::net {

struct RecoveryOptions {
  bool enabled = false;
  std::int64_t max_disconnection_ms = 120'000;
  std::size_t max_bytes = std::size_t{8} << 20;  // of packets
  std::size_t max_gone_sessions = 10'000;
};

// Whom a packet is for.
struct Target {
  std::vector<std::string> rooms;   // none: everyone
  std::vector<std::string> except;  // rooms, or ids of sockets
  std::string only;                 // the id of one socket; rooms and except then mean nothing
};

class RecoveryLog {
 public:
  struct Session {
    std::string pid;
    std::string sid;
    std::vector<RoomSince> rooms;  // of a gone session
    std::shared_ptr<void> data;    // the application's, of a gone session
    std::uint64_t since = 0;       // place at which it connected or was recovered last
    std::size_t loop = 0;          // of a connected session
    bool connected = true;
  };
  struct Missed {
    std::vector<WirePtr> packets;
    std::uint64_t place = 0;  // the newest; later packets come the usual way
  };

  explicit RecoveryLog(RecoveryOptions options);

  [[nodiscard]] bool enabled() const { return options_.enabled; }

  // Gives the next packet its place: `encode` makes it from its offset, then `hand_over` sends it
  // on its way, both under the lock, so that every loop sees packets in the order of their places.
  void append(const Target& target, SteadyNs now,
              const std::function<WirePtr(std::uint64_t place, const std::string& offset)>& encode,
              const std::function<void(const WirePtr&)>& hand_over);

  [[nodiscard]] std::uint64_t newest() const;

  void connected(Session session);
  // The session is gone and may come back.
  void gone(const std::string& pid, std::vector<RoomSince> rooms, std::shared_ptr<void> data,
            SteadyNs now);
  void forget(const std::string& pid);  // it will not come back
  [[nodiscard]] std::optional<Session> find(const std::string& pid, SteadyNs now);

  // What the session has missed; nothing when some of it is no longer here, or the offset is not
  // one of this log's.
  [[nodiscard]] std::optional<Missed> missed(const Session& session,
                                             const std::optional<std::string>& offset) const;

  [[nodiscard]] std::size_t packet_bytes() const;
  [[nodiscard]] std::size_t session_count() const;

 private:
  struct Entry {
    std::uint64_t place;
    SteadyNs time;
    WirePtr packet;  // null when a newer one of the same key has taken its part
    Target target;
  };
  struct Record {
    Session session;
    SteadyNs gone_at = 0;
  };

  void trim(SteadyNs now);
  void replace_key(const Entry& entry);
  [[nodiscard]] std::optional<std::uint64_t> place_of(std::string_view offset) const;
  [[nodiscard]] static bool concerns(const Entry& entry, const Session& session);
  void drop_old_records(SteadyNs now);

  const RecoveryOptions options_;
  const std::string epoch_;
  mutable std::mutex mutex_;
  // All below: mutex_.
  std::deque<Entry> entries_;
  std::uint64_t last_ = 0;  // the newest place
  std::uint64_t lost_ = 0;  // the newest place that was trimmed with its packet
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, std::uint64_t> keyed_;  // key and target, to the newest place
  std::unordered_map<std::string, Record> records_;
  std::deque<std::pair<SteadyNs, std::string>> gone_;  // in the order of their going
};

}  // namespace photosieve::net
