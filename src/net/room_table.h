// RoomTable: who is in which room, on one event loop and in one namespace. Pure.
//
// A member remembers since which place in the recovery log it has been in a room, so that recovery
// sends it nothing from before. Rooms come with their first member and go with their last.
// Threads  one at a time.
// Lifetime a member leaves (leave_all) before it goes.
// Cost     joining and leaving are O(rooms of the member); reaching a room is O(its members).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace photosieve::net {

class RoomTable;

struct RoomSince {
  std::string room;
  std::uint64_t since = 0;  // place in the recovery log
};

class RoomMember {
 private:
  friend class RoomTable;
  struct Room {
    std::string name;
    std::vector<RoomMember*> members;
  };
  struct Seat {
    Room* room;
    std::size_t index;  // in room->members
    std::uint64_t since;
  };
  std::vector<Seat> seats_;
  std::uint64_t mark_ = 0;  // the last visit that has dealt with it
};

class RoomTable {
 public:
  void enter(RoomMember& member);  // the room of everyone; leave_all() leaves it
  void join(RoomMember& member, std::string_view room, std::uint64_t since);
  void leave(RoomMember& member, std::string_view room);
  void leave_all(RoomMember& member);

  [[nodiscard]] std::vector<RoomSince> rooms_of(const RoomMember& member) const;
  [[nodiscard]] std::size_t room_count(const RoomMember& member) const;
  [[nodiscard]] bool is_in(const RoomMember& member, std::string_view room) const;
  [[nodiscard]] std::size_t size(std::string_view room) const;
  [[nodiscard]] const std::vector<RoomMember*>& everyone() const { return everyone_.members; }

  // Calls `visit` once for each member of any of `rooms` (of all when there are none) that is in
  // none of `except`. `visit` must not change the table.
  template <class Visit>
  void each(std::span<const std::string> rooms, std::span<const std::string> except, Visit visit) {
    ++mark_;
    for (const std::string& name : except) {
      if (const Room* room = find(name))
        for (RoomMember* member : room->members) member->mark_ = mark_;
    }
    const auto reach = [&](const Room& room) {
      for (RoomMember* member : room.members) {
        if (member->mark_ == mark_) continue;
        member->mark_ = mark_;
        visit(*member);
      }
    };
    if (rooms.empty()) return reach(everyone_);
    for (const std::string& name : rooms)
      if (const Room* room = find(name)) reach(*room);
  }
  // For members that are reached or left out by other means in the same visit as each().
  void mark_next(RoomMember& member) { member.mark_ = mark_ + 1; }

 private:
  using Room = RoomMember::Room;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  [[nodiscard]] const Room* find(std::string_view name) const;
  static void sit(RoomMember& member, Room& room, std::uint64_t since);
  void unseat(RoomMember& member, std::size_t seat);

  Room everyone_;
  std::unordered_map<std::string, std::unique_ptr<Room>, Hash, std::equal_to<>> rooms_;
  std::uint64_t mark_ = 0;
};

}  // namespace photosieve::net
