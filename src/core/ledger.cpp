// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"

#include "base/result.h"

namespace photosieve {

void Ledger::began(Now now) {
  if (!oldest_) oldest_ = now.steady;
}

void Ledger::add_result(PhotoResult result, Now now) {
  began(now);
  waiting_.results.push_back(std::move(result));
}

void Ledger::add_copy(std::uint32_t n, CopyOutcome outcome, std::string message, Now now) {
  began(now);
  waiting_.copies.push_back({n, outcome, std::move(message)});
}

void Ledger::add_milestone(MilestoneReached milestone) {
  waiting_.milestones.push_back(milestone);
  waiting_.events.emplace_back(std::move(milestone));
}

void Ledger::add_error(const std::string& session_id, std::string type, std::string message,
                       std::uint32_t n, bool recoverable, Now now) {
  began(now);
  waiting_.errors.push_back({type, message, n, recoverable, now.wall});
  waiting_.events.emplace_back(ProcessingError{.session_id = session_id,
                                               .error_type = std::move(type),
                                               .error_message = std::move(message),
                                               .timestamp = now.wall,
                                               .recoverable = recoverable});
}

void Ledger::add_event(Event event) {
  waiting_.events.push_back(std::move(event));
  changed_ = true;
}

bool Ledger::empty() const {
  return !changed_ && waiting_.results.empty() && waiting_.copies.empty() &&
         waiting_.milestones.empty() && waiting_.errors.empty() && waiting_.events.empty();
}

bool Ledger::due(Now now) const {
  if (under_way_ || empty()) return false;
  return hurry_ || (oldest_ && now.steady - *oldest_ >= (batch_ended_ ? kBatchWait : kLongestWait));
}

action::Commit Ledger::take(const Session& session) {
  PS_CHECK(!under_way_);
  action::Commit commit;
  commit.session = session;
  commit.results = std::move(waiting_.results);
  commit.copies = std::move(waiting_.copies);
  commit.milestones = std::move(waiting_.milestones);
  commit.errors = std::move(waiting_.errors);
  to_tell_ = std::move(waiting_.events);
  waiting_ = {};
  oldest_.reset();
  changed_ = false;
  hurry_ = false;
  batch_ended_ = false;
  under_way_ = true;
  return commit;
}

std::vector<Event> Ledger::committed() {
  PS_CHECK(under_way_);
  under_way_ = false;
  return std::exchange(to_tell_, {});
}

}  // namespace photosieve
