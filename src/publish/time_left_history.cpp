// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left_history.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace photosieve {
namespace {

using Note = TimeLeftRecord::Note;

constexpr double kLeastSpread = 0.05;  // between runs of different photos
constexpr double kLoneSpread = 0.35;   // of a single run: nothing is known of the next
constexpr double kDrawnToNothing = 3;  // runs that say "no correction"
constexpr double kLeastWidth = 1e-4;
constexpr double kMostExtra = 3;
constexpr double kHold = 0.905;    // nine in ten, and a little because runs are few
constexpr double kWorthIt = 0.97;  // misses must become smaller by this

// The value below which `share` of the weight lies.
template <class Value>
double quantile(std::vector<Note>& notes, double share, Value value) {
  std::sort(notes.begin(), notes.end(),
            [&](const Note& a, const Note& b) { return value(a) < value(b); });
  double all = 0;
  for (const Note& note : notes) all += note.weight;
  double sum = 0;
  for (const Note& note : notes)
    if ((sum += note.weight) >= share * all) return value(note);
  return value(notes.back());
}

double share_within(const std::vector<Note>& notes, double extra) {
  double within = 0;
  double all = 0;
  for (const Note& note : notes) {
    all += note.weight;
    if (note.miss <= std::hypot(note.width, extra)) within += note.weight;
  }
  return within / all;
}

// Takes out of each run's misses what the other runs foretell of them, and returns what all of them
// foretell of the next run's. Nothing, where that does not make the misses smaller.
TimeLeftMisses correct(std::vector<Note>& notes, const std::vector<std::size_t>& runs) {
  std::vector<TimeLeftMisses::Known> known;
  known.reserve(notes.size());
  for (std::size_t i = 0; i < notes.size(); ++i)
    known.push_back({notes[i].miss, notes[i].weight, notes[i].signs, runs[i]});
  TimeLeftMisses misses(std::move(known));
  std::vector<Note> corrected = notes;
  double before = 0;
  double after = 0;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    Note& note = corrected[i];
    before += note.weight * std::abs(note.miss);
    note.miss -= misses.at(note.signs, runs[i]);
    after += note.weight * std::abs(note.miss);
  }
  if (after > kWorthIt * before) return {};
  notes = std::move(corrected);
  return misses;
}

}  // namespace

void TimeLeftDiary::note(const TimeLeft& time_left, double done, SteadyNs now) {
  if (done * TimeLeftRecord::kMostNotes < static_cast<double>(next_)) return;
  next_ = static_cast<std::size_t>(done * TimeLeftRecord::kMostNotes) + 1;
  const auto range = time_left.raw(now);
  if (!range || range->p50 <= 0 || count_ == entries_.size()) return;
  entries_[count_++] = {time_left.active_seconds(now), *range, time_left.signs()};
}

TimeLeftRecord TimeLeftDiary::close(const TimeLeft& time_left, SteadyNs end) const {
  TimeLeftRecord record;
  record.cost_a_second = time_left.mean_speed();
  const double ended = time_left.active_seconds(end);
  for (std::size_t i = 0; i < count_; ++i) {
    const Entry& entry = entries_[i];
    const double truth = ended - entry.at;
    if (truth <= 0) break;
    const double until = i + 1 < count_ ? entries_[i + 1].at : ended;
    record.notes[record.count++] = {std::log(truth / entry.range.p50),
                                    std::log(entry.range.p90 / entry.range.p50), until - entry.at,
                                    entry.signs};
  }
  return record;
}

TimeLeftPrior prior_of(std::span<const TimeLeftRecord> records) {
  TimeLeftPrior prior;
  double sum = 0;
  double squares = 0;
  double runs = 0;
  std::vector<Note> notes;
  std::vector<std::size_t> run_of;  // each note's
  for (const TimeLeftRecord& record : records) {
    if (!(record.cost_a_second > 0)) continue;
    const double log_speed = std::log(record.cost_a_second);
    sum += log_speed;
    squares += log_speed * log_speed;
    runs += 1;
    // Every run counts alike, however long it was.
    double seconds = 0;
    for (std::size_t i = 0; i < record.count; ++i) seconds += record.notes[i].weight;
    for (std::size_t i = 0; i < record.count; ++i) {
      Note note = record.notes[i];
      note.weight /= seconds;
      note.width = std::max(note.width, kLeastWidth);
      notes.push_back(note);
      run_of.push_back(static_cast<std::size_t>(runs));
    }
  }
  if (runs == 0) return prior;
  prior.cost_a_second = std::exp(sum / runs);
  prior.spread = kLoneSpread;
  if (runs > 1) {
    const double variance = std::max(0.0, (squares - sum * sum / runs) / (runs - 1));
    prior.spread = std::sqrt(std::max(variance, kLeastSpread * kLeastSpread) * (1 + 1 / runs) +
                             kLoneSpread * kLoneSpread / (runs * runs));
  }
  if (notes.empty()) return prior;
  prior.misses = correct(notes, run_of);
  const double trust = runs / (runs + kDrawnToNothing);
  const double needed =
      quantile(notes, kHold, [](const Note& note) { return note.miss / note.width; });
  if (needed <= 1) {
    prior.scale = 1 + trust * (std::max(needed, 0.2) - 1);
    return prior;
  }
  double low = 0;
  double high = kMostExtra;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (share_within(notes, middle) >= kHold ? high : low) = middle;
  }
  prior.extra = trust * high;
  return prior;
}

}  // namespace photosieve
