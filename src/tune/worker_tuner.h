// WorkerTuner: how many workers a run should have now, from what is measured once a second.
//
// Hill climbing on throughput. Time is cut into spans, each with one number of workers; a span ends
// when its mean is known well enough. After a span with the number in use, another number may be
// tried for a span: one more (an additive probe) while processors are idle, or fewer while workers
// wait for something else than processors. A number that is faster by more than the dead band and
// the noise is kept and the next one tried at once, in steps that double; one that is not is left
// again, and the next probe waits twice as long. Fewer workers that are as fast are kept too: they
// leave memory and disk to others; a number that was slower under this load is not tried again for
// two minutes. Workers gain at most in proportion to their number, so a step down that lost more
// than the next smaller one could win back is taken back at once. Danger goes first: memory
// pressure, little memory left, or workers that die take a third of the workers away at once
// (multiplicative back-off); none is added for a while, and the number that was dangerous is not
// tried again for minutes. When throughput moves by more than a quarter and stays there, the load
// has changed, and probing begins anew. Work is counted in any unit that takes time in proportion
// (bytes), so that large photos do not look like a slow machine; what lies between readings that
// are further apart than five seconds (a pause, a suspended machine) is left out. Method: additive
// increase, multiplicative decrease as in D.-M. Chiu, R. Jain, Computer Networks and ISDN Systems
// 17 (1989), with probes judged against a dead band. Pure: times come from outside. Threads: one.
// Cost: constant. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"

namespace photosieve {

struct TunerReading {
  SteadyNs at = 0;
  double work_done = 0;                       // since the beginning, never falls
  std::uint32_t workers_lost = 0;             // since the beginning
  std::optional<double> processors_used;      // by the program's processes; 1.5: one and a half
  std::optional<double> memory_pressure;      // PSI some avg10, percent
  std::optional<double> io_pressure;          // the same
  std::optional<double> memory_used_percent;  // of the machine's or the container's
};

class WorkerTuner {
 public:
  struct Bounds {
    std::uint32_t most = 1;  // never more workers
    double processors = 1;   // that may be used; a quota may part one
    bool by_memory = false;  // more than `most` would not fit into the memory
  };
  struct Change {
    std::uint32_t from = 1;
    std::uint32_t to = 1;
    std::string reason;  // "memory pressure 12 %"
  };

  WorkerTuner(std::uint32_t workers, Bounds bounds);

  // Bounds may move at any time: a container's limits, other sessions.
  void set_bounds(Bounds bounds) { bounds_ = bounds; }
  // Once a second; what is to be done now. The change is taken as done.
  [[nodiscard]] std::optional<Change> read(const TunerReading& reading);
  [[nodiscard]] std::uint32_t workers() const { return workers_; }

 private:
  struct Span {
    SteadyNs settled = 0;  // what was done before this is the last number's
    double seconds = 0;
    double work = 0;
    double squares = 0;  // of each second's speed
    std::uint32_t readings = 0;
  };
  struct Known {
    double speed = 0;
    SteadyNs at = 0;
  };
  enum class Step : std::uint8_t { kHold, kProbe };

  [[nodiscard]] std::optional<Change> in_danger(const TunerReading& reading);
  void see_relief(const TunerReading& reading);
  [[nodiscard]] bool known() const;
  [[nodiscard]] double mean_speed() const { return span_.work / span_.seconds; }
  [[nodiscard]] double standard_error() const;  // of the mean speed
  [[nodiscard]] std::optional<Change> judge_probe(const TunerReading& reading);
  [[nodiscard]] std::optional<Change> try_another(const TunerReading& reading);
  void follow_load(double speed, SteadyNs now);
  [[nodiscard]] bool known_as_slower(std::uint32_t workers, double speed, SteadyNs now) const;
  [[nodiscard]] std::uint32_t fewer(bool crowded, double speed, SteadyNs now) const;
  [[nodiscard]] Change go(std::uint32_t workers, SteadyNs now, std::string reason);
  void begin_span(SteadyNs now, bool settle);
  void wait_longer(SteadyNs now);

  Bounds bounds_;
  std::uint32_t workers_;
  std::uint32_t dangerous_ = 0;  // not so many workers until dangerous_until_; 0: nothing is known
  SteadyNs dangerous_until_ = 0;
  SteadyNs careful_until_ = 0;  // none is added
  double danger_seconds_ = 0;
  std::optional<double> memory_in_danger_;  // percent used, once fewer workers were there
  std::optional<TunerReading> last_;
  Span span_;
  Step step_ = Step::kHold;
  std::uint32_t came_from_ = 1;  // while a probe is under way
  double base_speed_ = 0;        // with came_from_
  double base_error_ = 0;
  double known_speed_ = 0;                // with workers_, as long as the load stays as it is
  std::map<std::uint32_t, Known> known_;  // by number, as long as the load stays as it is
  int away_ = 0;                          // spans in a row whose speed was another one
  bool down_next_ = false;
  std::uint32_t stride_ = 1;  // workers that the next probe adds; doubled while probes succeed
  SteadyNs probe_at_ = 0;
  double wait_seconds_ = 0;
  SteadyNs lost_since_ = 0;
  std::uint32_t lost_before_ = 0;
};

}  // namespace photosieve
