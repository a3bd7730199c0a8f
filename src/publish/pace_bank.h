// PaceBank: how fast work is done, and how far that may be trusted for the time ahead.
//
// The run is cut into blocks of equal time; each tells a speed (cost a second). Speed is taken as a
// level that wanders, seen through noise (the local level model). How much it wanders against the
// noise is not known, so five filters run side by side, from "not at all" to "as much as the
// noise", each weighed by how well it foretold the blocks so far; the noise itself is learnt too.
// What comes out is the mean and the variance of the mean speed over the time ahead: noise that
// averages out, the level's own uncertainty, its wandering until then, and doubt between filters.
// Method: J. Durbin, S. J. Koopman, Time Series Analysis by State Space Methods, chapter 2; weights
// as in P. J. Harrison, C. F. Stevens, "Bayesian forecasting", J. R. Stat. Soc. B 38 (1976).
// Blocks: at most 64; then two become one. Memory: fixed, under 3 KB. Threads: one.
// Cost: constant a call but for the halving, once in 32 blocks; nothing is allocated.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace photosieve {

class PaceBank {
 public:
  // `cost` was done in `seconds` of processing by `photos` photos, between one commit and another.
  // Whether a block ended with it.
  bool add(double cost, double seconds, double photos);

  // Blocks shorter in photos than this are not believed: workers that started together end
  // together, and a block between two such waves would tell of neither.
  void set_fewest_photos(double photos) { fewest_photos_ = photos; }

  struct Outlook {
    double speed = 0;     // cost a second, mean over the time ahead; > 0
    double variance = 0;  // of that mean, in all
    double of_level = 0;  // of it, what comes from not knowing the present level
  };
  // For the time that `cost` takes. Speed 0: nothing is known yet.
  [[nodiscard]] Outlook ahead(double cost) const;

  // What slowed the run so far. `slowest`: the mean speed of the slowest tenth of the blocks by
  // that of the middle one. `share`: of the work done, what was done in blocks nearer to the
  // slowest than to the middle one (as logarithms). {1, 0}: there are fewer than ten blocks. Cost:
  // a microsecond.
  struct Slowing {
    double slowest = 1;
    double share = 0;
  };
  [[nodiscard]] Slowing slowing() const;

  // The mean speed of the newest blocks that make up `seconds`, of those before that make up as
  // much; 0: there are none.
  struct Recent {
    double now = 0;
    double before = 0;
    double now_seconds = 0;
    double before_seconds = 0;
  };
  [[nodiscard]] Recent recent(double seconds) const;

 private:
  struct Block {
    double cost = 0;
    double seconds = 0;
    double photos = 0;
  };
  struct Filter {
    double level = 0;
    double spread = 0;   // variance of the level, in units of the noise's
    double squares = 0;  // of what was foretold wrongly, in units of the noise's
    double log_likelihood = 0;
  };

  static constexpr std::size_t kMostBlocks = 64;
  static constexpr double kShortestBlock = 0.5;  // seconds: as often as results are committed
  static constexpr std::size_t kFilters = 5;
  // How much the level wanders in a block, as a share of the noise's variance; and how likely that
  // is thought before anything is seen.
  static constexpr std::array<double, kFilters> kWandering{0, 0.001, 0.01, 0.1, 1};
  static constexpr std::array<double, kFilters> kLikely{0.4, 0.25, 0.2, 0.1, 0.05};
  // A level that wanders does not wander off: over a time ahead much longer than it remembers it
  // comes back to the mean of the run (30 times the blocks that its filter looks back), and its
  // wandering adds no more variance than this share of what the blocks themselves show.
  static constexpr std::array<double, kFilters> kMemory{1e9, 950, 300, 95, 30};
  static constexpr double kFarthest = 0.3;
  // What is believed of the noise before anything is seen: a tenth of the speed, worth two blocks.
  static constexpr double kNoise = 0.1;
  static constexpr double kNoiseWeight = 2;

  bool close();
  void halve();
  void see(Filter& filter, double wandering, const Block& block) const;
  void take_in(const Block& block);
  void weigh();

  std::array<Block, kMostBlocks> blocks_;
  std::size_t count_ = 0;
  Block open_;
  double length_ = kShortestBlock;
  double fewest_photos_ = 1;
  std::array<Filter, kFilters> filters_;
  std::array<double, kFilters> weights_{};
  std::size_t seen_ = 0;
};

}  // namespace photosieve
