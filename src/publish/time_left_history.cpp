// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left_history.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace photosieve {
namespace {

using Note = TimeLeftRecord::Note;
using Signs = TimeLeftSigns;
constexpr std::size_t kSigns = std::tuple_size_v<Signs>;

constexpr double kLeastSpread = 0.05;  // between runs of different photos
constexpr double kLoneSpread = 0.35;   // of a single run: nothing is known of the next
constexpr double kDrawnToNothing = 3;  // runs that say "no correction"
constexpr double kLeastWidth = 1e-4;
constexpr double kMostExtra = 3;
constexpr double kHold = 0.905;                 // nine in ten, and a little because runs are few
constexpr double kMostMiss = 1;                 // a wilder one counts as this in the regression
constexpr Signs kUsualMiss{0.2, 0.4, 1, 1, 1};  // how large coefficients may well be
constexpr double kWorthIt = 0.97;               // misses must become smaller by this
constexpr int kRounds = 5;
constexpr double kNear = 0.03;  // a miss that is no larger is none

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

// A note, and what it counts in the regression of misses.
struct Seen {
  Note note;
  double counts = 0;
};

// Sums of a regression of misses on signs; those of single runs are taken out and put back.
struct Sums {
  std::array<std::array<double, kSigns>, kSigns> squares{};
  Signs products{};
  double misses = 0;

  void add(const Seen& seen, double sign) {
    const Note& note = seen.note;
    const double weight = sign * seen.counts;
    const double miss = std::clamp(note.miss, -kMostMiss, kMostMiss);
    for (std::size_t i = 0; i < kSigns; ++i) {
      for (std::size_t j = 0; j < kSigns; ++j)
        squares[i][j] += weight * note.signs[i] * note.signs[j];
      products[i] += weight * note.signs[i] * miss;
    }
    misses += weight * miss * miss;
  }

  // Ridge regression by elimination; the ridge makes each pivot positive.
  [[nodiscard]] Signs solve(double runs) const {
    if (runs < 1) return {};
    auto rows = squares;
    Signs right = products;
    for (std::size_t i = 0; i < kSigns; ++i)
      rows[i][i] += misses / runs / (kUsualMiss[i] * kUsualMiss[i]) + 1e-9;
    for (std::size_t i = 0; i < kSigns; ++i)
      for (std::size_t j = i + 1; j < kSigns; ++j) {
        const double factor = rows[j][i] / rows[i][i];
        for (std::size_t k = i; k < kSigns; ++k) rows[j][k] -= factor * rows[i][k];
        right[j] -= factor * right[i];
      }
    for (std::size_t i = kSigns; i-- > 0;) {
      for (std::size_t k = i + 1; k < kSigns; ++k) right[i] -= rows[i][k] * right[k];
      right[i] /= rows[i][i];
    }
    return right;
  }
};

double foretold(const Signs& miss, const Signs& signs) {
  double sum = 0;
  for (std::size_t i = 0; i < kSigns; ++i) sum += miss[i] * signs[i];
  return std::clamp(sum, -1.0, 1.0);
}

using Run = std::vector<Seen>;

Sums sums_of(const std::vector<Run>& runs) {
  Sums all;
  for (const Run& run : runs)
    for (const Seen& seen : run) all.add(seen, 1);
  return all;
}

// The least sum of absolute misses, not of squares: the P50 is a middle, and some runs miss by far.
// Each note counts the less the farther it is from the regression so far (iteratively reweighted
// least squares; E. J. Schlossmacher, J. Am. Stat. Assoc. 68 (1973)).
void reweigh(std::vector<Run>& runs) {
  for (int round = 0; round < kRounds; ++round) {
    const Signs miss = sums_of(runs).solve(static_cast<double>(runs.size()));
    for (Run& run : runs)
      for (Seen& seen : run) {
        const double off = std::abs(seen.note.miss - foretold(miss, seen.note.signs));
        seen.counts = seen.note.weight * kNear / std::max(kNear, off);
      }
  }
}

// Takes out of each run's misses what the other runs foretell of them; that of all runs together
// is what the next run gets. Nothing, where that does not make the misses smaller.
Signs correct(std::vector<Run>& runs) {
  reweigh(runs);
  const Sums all = sums_of(runs);
  const auto count = static_cast<double>(runs.size());
  std::vector<Run> corrected = runs;
  double before = 0;
  double after = 0;
  for (Run& run : corrected) {
    Sums others = all;
    for (const Seen& seen : run) others.add(seen, -1);
    const Signs miss = others.solve(count - 1);
    for (auto& [note, counts] : run) {
      before += note.weight * std::abs(note.miss);
      note.miss -= foretold(miss, note.signs);
      after += note.weight * std::abs(note.miss);
    }
  }
  if (after > kWorthIt * before) return {};
  runs = std::move(corrected);
  return all.solve(count);
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
  std::vector<Run> kept;
  for (const TimeLeftRecord& record : records) {
    if (!(record.cost_a_second > 0)) continue;
    const double log_speed = std::log(record.cost_a_second);
    sum += log_speed;
    squares += log_speed * log_speed;
    runs += 1;
    // Every run counts alike, however long it was.
    double seconds = 0;
    for (std::size_t i = 0; i < record.count; ++i) seconds += record.notes[i].weight;
    Run& run = kept.emplace_back();
    for (std::size_t i = 0; i < record.count; ++i) {
      Note note = record.notes[i];
      note.weight /= seconds;
      note.width = std::max(note.width, kLeastWidth);
      run.push_back({note, note.weight});
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
  prior.miss = correct(kept);
  std::vector<Note> notes;
  for (const Run& run : kept)
    for (const Seen& seen : run) notes.push_back(seen.note);
  if (notes.empty()) return prior;
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
