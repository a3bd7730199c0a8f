// The suite that every Store must pass: what it keeps of how runs went.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StorePaceSuite : public StoreFixture<Database> {};

TYPED_TEST_SUITE_P(StorePaceSuite);

TYPED_TEST_P(StorePaceSuite, DecisionsComeInTheOrderInWhichTheyWereDecided) {
  this->create(this->session_named("s"));
  this->create(this->session_named("other"));
  const TunerDecision later{"s", "workers", 6, 4, "memory pressure 12 %", 2000};
  const TunerDecision earlier{"s", "paused_for_space", std::nullopt, 0.5, "", 1000};
  for (const TunerDecision& decision : {later, earlier, TunerDecision{"other", "workers", 1, 2}})
    ASSERT_TRUE(this->store_->add_decision(decision));
  this->reopen();
  const auto stored = this->store_->decisions("s");
  ASSERT_TRUE(stored);
  ASSERT_EQ(stored->size(), 2U);
  EXPECT_EQ((*stored)[0].what, "paused_for_space");
  EXPECT_EQ((*stored)[0].from, std::nullopt);
  EXPECT_EQ((*stored)[0].to, 0.5);
  EXPECT_EQ((*stored)[1].from, 6);
  EXPECT_EQ((*stored)[1].reason, "memory pressure 12 %");
  EXPECT_EQ((*stored)[1].timestamp, 2000);
  EXPECT_FALSE(this->store_->add_decision({"nobody's", "workers", 1, 2, "", 1}));
}

TYPED_TEST_P(StorePaceSuite, RecordsOfTheTimeLeftComeNewestFirstByKind) {
  const auto record = [](double speed) {
    TimeLeftRecord made;
    made.cost_a_second = speed;
    made.count = 1;
    made.notes[0] = {0.5, 0.25, 3, {1, 0.5, 0}};
    return made;
  };
  for (const char* id : {"a", "b", "c"}) this->create(this->session_named(id));
  ASSERT_TRUE(this->store_->save_time_left("a", "desk smart", 1000, record(1)));
  ASSERT_TRUE(this->store_->save_time_left("b", "desk smart", 3000, record(2)));
  ASSERT_TRUE(this->store_->save_time_left("c", "desk speed", 2000, record(3)));
  ASSERT_TRUE(this->store_->save_time_left("a", "desk smart", 1000, record(4))) << "said again";
  this->reopen();
  const auto newest = this->store_->time_left_records("desk smart", 5);
  ASSERT_TRUE(newest);
  EXPECT_EQ(*newest, (std::vector<TimeLeftRecord>{record(2), record(4)}));
  EXPECT_EQ(this->store_->time_left_records("desk smart", 1)->size(), 1U);
  EXPECT_TRUE(this->store_->time_left_records("elsewhere", 5)->empty());
}

REGISTER_TYPED_TEST_SUITE_P(StorePaceSuite, DecisionsComeInTheOrderInWhichTheyWereDecided,
                            RecordsOfTheTimeLeftComeNewestFirstByKind);

}  // namespace photosieve
