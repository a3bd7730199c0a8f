// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/milestones.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "base/text.h"

namespace photosieve {
namespace {

std::vector<std::uint32_t> ascending(std::vector<std::uint32_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::erase(numbers, 0U);
  return numbers;
}

// The smallest count of photos that is at least that share of all.
std::uint32_t photos_at(std::uint32_t percent, std::uint32_t total) {
  return static_cast<std::uint32_t>((std::uint64_t{percent} * total + 99) / 100);
}

std::string percentage_value(std::uint32_t percent) {
  return fmt::format("{}%", percent);
}
std::string count_value(std::uint32_t count) {
  return fmt::format("{}_images", count);
}
std::string hour_value(std::uint32_t hours) {
  return fmt::format("{}_hour{}", hours, hours == 1 ? "" : "s");
}

}  // namespace

Milestones::Milestones(const RunSettings& settings) {
  change(settings);
}

void Milestones::change(const RunSettings& settings) {
  percentages_ = ascending(settings.percentage_milestones);
  counts_ = ascending(settings.count_milestones);
  hours_ = ascending(settings.hour_milestones);
  next_done_ = 0;
}

void Milestones::restore(const std::vector<std::string>& values) {
  told_.insert(values.begin(), values.end());
}

bool Milestones::quiet(std::uint32_t done, std::uint32_t total, double elapsed_seconds) {
  if (total == total_ && done < next_done_ && elapsed_seconds < next_elapsed_) return true;
  total_ = total;
  // The next instants at which something can be reached.
  next_done_ = std::numeric_limits<std::uint32_t>::max();
  for (const std::uint32_t percent : percentages_)
    if (const std::uint32_t at = photos_at(percent, total); at > done)
      next_done_ = std::min(next_done_, at);
  for (const std::uint32_t count : counts_)
    if (count > done) next_done_ = std::min(next_done_, count);
  next_elapsed_ =
      (static_cast<double>(static_cast<std::uint32_t>(elapsed_seconds / 3600)) + 1) * 3600;
  return false;
}

std::string milestone_message(MilestoneType type, const std::string& value, std::uint32_t done,
                              std::uint32_t total) {
  // Each value begins with its number.
  const auto number = static_cast<std::uint32_t>(std::strtoul(value.c_str(), nullptr, 10));
  switch (type) {
    case MilestoneType::kPercentage:
      return fmt::format("{} % of {} photos done", number, human_count(total));
    case MilestoneType::kCount:
      return fmt::format("{} photos done of {}", human_count(number), human_count(total));
    case MilestoneType::kTime:
      break;
  }
  return fmt::format("{} hour{} of processing, {} of {} photos done", number,
                     number == 1 ? "" : "s", human_count(done), human_count(total));
}

std::vector<Milestone> Milestones::reach(std::uint32_t done, std::uint32_t total,
                                         double elapsed_seconds) {
  std::vector<Milestone> reached;
  if (total == 0 || quiet(done, total, elapsed_seconds)) return reached;
  const auto tell = [&](MilestoneType type, std::string value) {
    if (!told_.insert(value).second) return;
    std::string message = milestone_message(type, value, done, total);
    reached.push_back({type, std::move(value), std::move(message)});
  };
  for (const std::uint32_t percent : percentages_)
    if (done >= photos_at(percent, total))
      tell(MilestoneType::kPercentage, percentage_value(percent));
  for (const std::uint32_t count : counts_)
    if (done >= count) tell(MilestoneType::kCount, count_value(count));
  const auto hours = static_cast<std::uint32_t>(elapsed_seconds / 3600);
  if (hours_.empty()) {
    for (std::uint32_t hour = 1; hour <= hours; ++hour)
      tell(MilestoneType::kTime, hour_value(hour));
  } else {
    for (const std::uint32_t hour : hours_)
      if (hour <= hours) tell(MilestoneType::kTime, hour_value(hour));
  }
  return reached;
}

}  // namespace photosieve
