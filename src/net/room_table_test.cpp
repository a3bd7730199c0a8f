// SPDX-License-Identifier: Apache-2.0
#include "net/room_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace photosieve::net {
namespace {

class RoomTableTest : public testing::Test {
 protected:
  RoomTableTest() {
    for (RoomMember& member : members) table.enter(member);
    table.join(members[0], "a", 5);
    table.join(members[1], "a", 6);
    table.join(members[1], "b", 7);
    table.join(members[2], "b", 8);
  }
  ~RoomTableTest() override {
    for (RoomMember& member : members) table.leave_all(member);
  }

  std::string reached(const std::vector<std::string>& rooms,
                      const std::vector<std::string>& except = {}) {
    std::string text;
    table.each(rooms, except,
               [&](RoomMember& member) { text += std::to_string(&member - members.data()); });
    std::sort(text.begin(), text.end());
    return text;
  }

  std::array<RoomMember, 4> members;
  RoomTable table;
};

TEST_F(RoomTableTest, ReachesEachMemberOnceAndNoneThatIsExcepted) {
  EXPECT_EQ(reached({}), "0123");
  EXPECT_EQ(reached({"a"}), "01");
  EXPECT_EQ(reached({"a", "b"}), "012");
  EXPECT_EQ(reached({"a", "b"}, {"b"}), "0");
  EXPECT_EQ(reached({}, {"a"}), "23");
  EXPECT_EQ(reached({"nobody"}), "");
  table.mark_next(members[0]);
  EXPECT_EQ(reached({"a"}), "1");
}

TEST_F(RoomTableTest, ForgetsWhoLeaves) {
  table.leave(members[0], "a");
  table.leave(members[0], "a");
  EXPECT_EQ(reached({"a"}), "1");
  table.leave_all(members[1]);
  EXPECT_EQ(reached({"a", "b"}), "2");
  EXPECT_EQ(table.size("a"), 0U);
  EXPECT_EQ(table.size("b"), 1U);
  EXPECT_EQ(reached({}), "023");
}

TEST_F(RoomTableTest, KnowsAMembersRoomsAndSinceWhen) {
  table.join(members[1], "a", 99);  // again: the first time counts
  const auto rooms = table.rooms_of(members[1]);
  ASSERT_EQ(rooms.size(), 2U);
  EXPECT_EQ(rooms[0].room, "a");
  EXPECT_EQ(rooms[0].since, 6U);
  EXPECT_EQ(table.room_count(members[1]), 2U);
  EXPECT_TRUE(table.is_in(members[1], "b"));
  EXPECT_FALSE(table.is_in(members[3], "b"));
}

TEST(RoomTable, StaysWholeThroughManyJoinsAndLeaves) {
  std::vector<RoomMember> members(50);
  RoomTable table;
  for (RoomMember& member : members) table.enter(member);
  for (std::size_t round = 0; round < 2000; ++round) {
    RoomMember& member = members[(round * 7) % members.size()];
    const std::string room = std::to_string(round % 5);
    if (table.is_in(member, room))
      table.leave(member, room);
    else
      table.join(member, room, round);
  }
  for (int room = 0; room < 5; ++room) {
    const std::string name = std::to_string(room);
    const auto in = std::count_if(members.begin(), members.end(), [&](const RoomMember& member) {
      return table.is_in(member, name);
    });
    EXPECT_EQ(table.size(name), static_cast<std::size_t>(in)) << room;
  }
  for (RoomMember& member : members) table.leave_all(member);
  EXPECT_TRUE(table.everyone().empty());
}

}  // namespace
}  // namespace photosieve::net
