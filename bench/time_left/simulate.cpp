// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <queue>
#include <random>

#include "trace.h"

namespace photosieve {
namespace {

constexpr double kCommitEvery = 0.5;  // seconds, or when a batch ends
constexpr double kPhotoCost = 32 * 1024;
// Spreads of logarithms, within a folder: of sizes, and of the work of photos of one size. Real
// runs (bench/time_left/recorded) have 0.5 to 1 and 0.8.
constexpr double kSizes = 0.65;
constexpr double kWork = 0.3;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double uniform(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11) * 0x1p-53);
  }
  std::uint32_t whole(std::uint32_t low, std::uint32_t high) {
    return low + static_cast<std::uint32_t>(engine_() % (high - low + 1));
  }
  // Box and Muller: the same on every standard library.
  double normal() {
    return std::sqrt(-2 * std::log(uniform(1e-300, 1))) *
           std::cos(6.283185307179586 * uniform(0, 1));
  }
  double lognormal(double spread) { return std::exp(spread * normal() - spread * spread / 2); }

 private:
  std::mt19937_64 engine_;
};

struct Machine {
  std::uint32_t workers;
  std::uint32_t batch_size;
  double cost_a_second;  // of one worker
  double unrest;         // spread of its speed over time
  double unrest_seconds;
};

struct Photo {
  double cost;  // as the estimator is told
  double work;  // seconds of a worker at full speed
};

Machine machine_of(Dice& dice) {
  constexpr std::array<std::uint32_t, 4> kWorkers{2, 4, 8, 16};
  return {.workers = kWorkers[dice.whole(0, 3)],
          .batch_size = dice.whole(0, 2) == 0 ? 32U : 16U,
          .cost_a_second = 8e6 * std::exp(dice.uniform(-0.7, 0.7)),
          .unrest = dice.uniform(0.01, 0.05),
          .unrest_seconds = dice.uniform(5, 60)};
}

// A folder at a time comes from one camera: sizes, and how hard they are to decode, are alike.
std::vector<Photo> photos_of(TraceClass which, const Machine& machine, double collection,
                             Dice& dice) {
  const bool mixed = which == TraceClass::kMixed;
  const auto count = static_cast<std::uint32_t>(1000 * std::pow(25, dice.uniform(0, 1)));
  const double usual = 3e6 * std::exp(dice.uniform(-0.5, 0.7));
  std::uint32_t tail = count;
  double tail_size = 1;
  if (which == TraceClass::kSlowTail) {
    tail = static_cast<std::uint32_t>(count * dice.uniform(0.85, 0.97));
    tail_size = dice.uniform(4, 12);
  }
  std::vector<Photo> photos;
  double folder_size = usual;
  double folder_work = 1;
  std::uint32_t folder_left = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (folder_left-- == 0) {
      folder_left = dice.whole(10, 150);
      folder_size = usual;
      folder_work = dice.lognormal(0.04);
      if (mixed) {
        const double draw = dice.uniform(0, 1);
        folder_size = draw < 0.5    ? dice.uniform(0.5e6, 3e6)
                      : draw < 0.85 ? dice.uniform(4e6, 10e6)
                                    : dice.uniform(15e6, 50e6);
        folder_work = dice.lognormal(0.15);
      }
    }
    const double size =
        folder_size * dice.lognormal(kSizes) * (i >= tail ? tail_size * dice.lognormal(0.3) : 1);
    const double cost = size + kPhotoCost;
    photos.push_back(
        {cost, cost / machine.cost_a_second * collection * folder_work * dice.lognormal(kWork)});
  }
  return photos;
}

// The machine's speed in each second: unrest about 1, and a disk that is throttled for a while.
std::vector<double> speeds_of(TraceClass which, const Machine& machine, double nominal,
                              Dice& dice) {
  double begin = 1e300;
  double end = 1e300;
  double slow = 1;
  if (which == TraceClass::kThrottled) {
    begin = nominal * dice.uniform(0.3, 0.6);
    slow = dice.uniform(0.35, 0.75);
    end = begin + nominal * dice.uniform(0.1, 0.35) / slow;
  }
  const auto seconds = static_cast<std::size_t>(nominal * 4 + 120);
  const double keep = std::exp(-1 / machine.unrest_seconds);
  double state = dice.normal();
  std::vector<double> speeds(seconds);
  for (std::size_t i = 0; i < seconds; ++i) {
    const auto at = static_cast<double>(i);
    speeds[i] = std::exp(machine.unrest * state) * (at >= begin && at < end ? slow : 1);
    state = keep * state + std::sqrt(1 - keep * keep) * dice.normal();
  }
  return speeds;
}

// When `work` that begins at `from` is done.
double done_at(const std::vector<double>& speeds, double from, double work) {
  double at = from;
  for (;;) {
    const auto second = static_cast<std::size_t>(at);
    const double speed = speeds[std::min(second, speeds.size() - 1)];
    const double until = static_cast<double>(second) + 1;
    if (work <= (until - at) * speed) return at + work / speed;
    work -= (until - at) * speed;
    at = until;
  }
}

// The pool of core/: leases of a batch a worker, results committed together, pauses that wait for
// what is in hand. Works in active time; pauses are put in afterwards.
class Pool {
 public:
  Pool(const Machine& machine, std::vector<Photo> photos, std::vector<double> speeds, Dice& dice)
      : machine_(machine),
        photos_(std::move(photos)),
        speeds_(std::move(speeds)),
        dice_(dice),
        slots_(machine.workers) {}

  Trace run(std::vector<double> pauses) {
    trace_.workers = machine_.workers;
    trace_.batch_size = machine_.batch_size;
    trace_.photos = static_cast<std::uint32_t>(photos_.size());
    for (const Photo& photo : photos_) trace_.cost += photo.cost;
    for (std::uint32_t worker = 0; worker < machine_.workers; ++worker)
      fill(worker, dice_.uniform(0.05, 0.2));
    std::size_t next_pause = 0;
    for (;;) {
      const double answer = running_.empty() ? 1e300 : running_.top().at;
      const double commit = commit_at();
      if (answer == 1e300 && commit == 1e300) {
        if (given_ == photos_.size() && all_sent_done()) break;
        // All are quiet: the pause begins here, and takes no active time.
        trace_.events.push_back({stamp(now_), TraceEvent::Kind::kPaused});
        paused_ += dice_.uniform(10, 900);
        trace_.events.push_back({stamp(now_), TraceEvent::Kind::kResumed});
        ++next_pause;
        for (std::uint32_t worker = 0; worker < machine_.workers; ++worker) fill(worker, now_);
        continue;
      }
      if (commit <= answer) {
        now_ = commit;
        commit_all();
        continue;
      }
      now_ = answer;
      const std::uint32_t worker = running_.top().worker;
      running_.pop();
      Slot& slot = slots_[worker];
      if (waiting_.empty()) oldest_ = now_;
      waiting_.push_back({photos_[slot.sent.front().photo].cost, now_ - slot.began});
      if (slot.sent.front().last_of_lease) hurry_ = true;
      slot.sent.pop_front();
      start(worker, now_);
      if (next_pause >= pauses.size() || now_ < pauses[next_pause]) fill(worker, now_);
    }
    return std::move(trace_);
  }

 private:
  struct Running {
    double at;
    std::uint32_t worker;
    bool operator>(const Running& other) const { return at > other.at; }
  };
  struct Sent {
    std::size_t photo;
    bool last_of_lease;
  };
  struct Slot {
    std::deque<Sent> sent;  // the first is being judged
    std::size_t next = 0;   // of its lease
    std::size_t end = 0;
    bool busy = false;
    double began = 0;
  };
  static constexpr std::size_t kDepth = 2;

  // Photos are sent ahead of their turn, so that a worker never waits; the last ones are leased in
  // ever smaller batches, so that workers end together.
  void fill(std::uint32_t worker, double at) {
    Slot& slot = slots_[worker];
    while (slot.sent.size() < kDepth) {
      if (slot.next == slot.end) {
        const std::size_t waiting = photos_.size() - given_;
        if (waiting == 0) break;
        slot.next = given_;
        given_ += std::clamp<std::size_t>(waiting / (std::size_t{2} * machine_.workers), 1,
                                          machine_.batch_size);
        slot.end = given_;
      }
      slot.sent.push_back({slot.next, slot.next + 1 == slot.end});
      ++slot.next;
    }
    if (!slot.busy) start(worker, at);
  }

  void start(std::uint32_t worker, double at) {
    Slot& slot = slots_[worker];
    slot.busy = !slot.sent.empty();
    if (!slot.busy) return;
    slot.began = at;
    running_.push({done_at(speeds_, at, photos_[slot.sent.front().photo].work), worker});
  }

  [[nodiscard]] bool all_sent_done() const {
    return std::all_of(slots_.begin(), slots_.end(),
                       [](const Slot& slot) { return slot.next == slot.end; });
  }

  [[nodiscard]] double commit_at() const {
    if (waiting_.empty()) return 1e300;
    const double due = hurry_ ? now_ : oldest_ + kCommitEvery;
    return std::max(due, busy_until_);
  }

  void commit_all() {
    busy_until_ = now_ + dice_.uniform(0.004, 0.02);
    for (const auto& [cost, seconds] : waiting_)
      trace_.events.push_back({stamp(busy_until_), TraceEvent::Kind::kCommitted, cost, seconds});
    waiting_.clear();
    hurry_ = false;
    now_ = busy_until_;
  }

  [[nodiscard]] SteadyNs stamp(double active) const {
    return static_cast<SteadyNs>((active + paused_) * 1e9);
  }

  const Machine machine_;
  const std::vector<Photo> photos_;
  const std::vector<double> speeds_;
  Dice& dice_;
  std::vector<Slot> slots_;
  std::priority_queue<Running, std::vector<Running>, std::greater<>> running_;
  std::vector<std::pair<double, double>> waiting_;  // cost, seconds in a worker
  std::size_t given_ = 0;
  double now_ = 0;
  double oldest_ = 0;
  double busy_until_ = 0;
  double paused_ = 0;
  bool hurry_ = true;
  Trace trace_;
};

}  // namespace

const char* name(TraceClass which) {
  constexpr std::array<const char*, kTraceClasses> kNames{"steady", "mixed sizes", "slow tail",
                                                          "pauses", "throttled",   "resumed"};
  return kNames[static_cast<std::size_t>(which)];
}

Trace simulate(TraceClass which, std::uint64_t seed, std::uint32_t machine, std::uint32_t run) {
  const auto of_class = static_cast<std::uint64_t>(which) + 1;
  Dice of_machine((seed * 31 + of_class) * 1'000'003 + machine);
  const Machine here = machine_of(of_machine);
  Dice dice(((seed * 31 + of_class) * 1'000'003 + machine) * 1'000'033 + run + 1);
  const double collection = dice.lognormal(0.08);  // this collection is easier or harder
  std::vector<Photo> photos = photos_of(which, here, collection, dice);
  std::vector<Photo> before;
  if (which == TraceClass::kResumed) {
    const auto end =
        photos.begin() +
        static_cast<std::ptrdiff_t>(static_cast<double>(photos.size()) * dice.uniform(0.2, 0.7));
    before.assign(photos.begin(), end);
    photos.erase(photos.begin(), end);
  }
  const auto nominal_of = [&](const std::vector<Photo>& some) {
    double work = 0;
    for (const Photo& photo : some) work += photo.work;
    return work / here.workers;
  };
  const double nominal = nominal_of(photos);
  std::vector<double> pauses;
  if (which == TraceClass::kPauses) {
    for (std::uint32_t i = dice.whole(1, 4); i > 0; --i)
      pauses.push_back(nominal * dice.uniform(0.05, 0.9));
    std::sort(pauses.begin(), pauses.end());
  }
  std::vector<double> speeds = speeds_of(which, here, nominal, dice);
  Trace trace = Pool(here, std::move(photos), std::move(speeds), dice).run(std::move(pauses));
  if (!before.empty()) {
    std::vector<double> then = speeds_of(which, here, nominal_of(before), dice);
    const Trace earlier = Pool(here, std::move(before), std::move(then), dice).run({});
    trace.done_before = earlier.photos;
    trace.cost_before = earlier.cost;
    trace.seconds_before = static_cast<double>(earlier.events.back().at) / 1e9;
  }
  trace.true_speed = here.workers * here.cost_a_second / collection;
  return trace;
}

}  // namespace photosieve
