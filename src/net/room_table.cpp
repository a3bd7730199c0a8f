// SPDX-License-Identifier: Apache-2.0
#include "net/room_table.h"

#include <algorithm>

namespace photosieve::net {

const RoomTable::Room* RoomTable::find(std::string_view name) const {
  const auto found = rooms_.find(name);
  return found == rooms_.end() ? nullptr : found->second.get();
}

void RoomTable::sit(RoomMember& member, Room& room, std::uint64_t since) {
  member.seats_.push_back({&room, room.members.size(), since});
  room.members.push_back(&member);
}

void RoomTable::enter(RoomMember& member) {
  sit(member, everyone_, 0);
}

void RoomTable::join(RoomMember& member, std::string_view room, std::uint64_t since) {
  if (is_in(member, room)) return;
  auto found = rooms_.find(room);
  if (found == rooms_.end()) {
    auto made = std::make_unique<Room>();
    made->name = std::string(room);
    found = rooms_.emplace(made->name, std::move(made)).first;
  }
  sit(member, *found->second, since);
}

void RoomTable::leave(RoomMember& member, std::string_view room) {
  for (std::size_t i = 0; i < member.seats_.size(); ++i) {
    if (member.seats_[i].room != &everyone_ && member.seats_[i].room->name == room)
      return unseat(member, i);
  }
}

void RoomTable::leave_all(RoomMember& member) {
  while (!member.seats_.empty()) unseat(member, member.seats_.size() - 1);
  member.seats_ = {};
}

void RoomTable::unseat(RoomMember& member, std::size_t seat) {
  const RoomMember::Seat left = member.seats_[seat];
  member.seats_.erase(member.seats_.begin() + static_cast<std::ptrdiff_t>(seat));
  Room& room = *left.room;
  RoomMember* last = room.members.back();
  room.members.pop_back();
  if (last != &member) {  // the last member takes the free place
    room.members[left.index] = last;
    for (RoomMember::Seat& moved : last->seats_)
      if (moved.room == &room) moved.index = left.index;
  }
  if (room.members.empty() && &room != &everyone_) rooms_.erase(rooms_.find(room.name));
}

std::vector<RoomSince> RoomTable::rooms_of(const RoomMember& member) const {
  std::vector<RoomSince> rooms;
  for (const RoomMember::Seat& seat : member.seats_)
    if (seat.room != &everyone_) rooms.push_back({seat.room->name, seat.since});
  return rooms;
}

std::size_t RoomTable::room_count(const RoomMember& member) const {
  return member.seats_.empty() ? 0 : member.seats_.size() - 1;
}

bool RoomTable::is_in(const RoomMember& member, std::string_view room) const {
  return std::any_of(member.seats_.begin(), member.seats_.end(), [&](const auto& seat) {
    return seat.room != &everyone_ && seat.room->name == room;
  });
}

std::size_t RoomTable::size(std::string_view room) const {
  const Room* found = find(room);
  return found == nullptr ? 0 : found->members.size();
}

}  // namespace photosieve::net
