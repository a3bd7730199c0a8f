// SortedRun: the photos of 32 blocks in the order of one number, so that a page reads its
// beginning.
//
// A column in its own order (image_columns.h) must be read whole, of a million photos 8 MB. Once
// all blocks of a run are written, each column stands in the order of its numbers, too: photos with
// the same number by n, those without one left out; cut into parts that fit a page of a database,
// and a directory with what each part begins with. A page walks the runs from its place on and
// stops where nothing can be before what it has. Private to store/. Threads: values. Memory: a walk
// keeps one part, 7 kB. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/photo_bits.h"

namespace photosieve {

inline constexpr std::uint32_t kRunBlocks = 32;
inline constexpr std::uint32_t kRunPhotos = kRunBlocks * kBlockPhotos;
inline constexpr std::uint32_t kPartPhotos = 704;
inline constexpr std::uint32_t kMostParts = (kRunPhotos + kPartPhotos - 1) / kPartPhotos;

[[nodiscard]] constexpr std::uint32_t run_of_block(std::uint32_t block) {
  return block / kRunBlocks;
}

// A number, and the photo that has it: photo n of run r stands at place n - 1 - r * kRunPhotos.
struct RunEntry {
  double value = 0;  // never not a number
  std::uint16_t place = 0;
  [[nodiscard]] bool operator==(const RunEntry&) const = default;
};
static_assert(kRunPhotos <= 65536);

// Numbers first, then places, little-endian: 10 bytes an entry. Of other bytes: what is whole.
[[nodiscard]] std::string entries_bytes(const std::vector<RunEntry>& entries);
[[nodiscard]] std::vector<RunEntry> entries_from(std::string_view bytes);

// What may be found among the photos of a part: a bit for approved ones, and one for each finding
// (63 bits are shared by all findings, by their names, so a bit may say more than there is). Where
// findings hang on the number that a run is sorted by, most parts need not be read for it.
using Marks = std::uint64_t;
inline constexpr Marks kApprovedMark = Marks{1} << 63U;
[[nodiscard]] Marks mark_of(std::string_view finding);  // by its name: "noise"

// Of each part the first entry and its marks; 18 bytes a part and 4.
struct RunDirectory {
  std::vector<RunEntry> first;
  std::vector<Marks> marks;
  std::uint32_t without = 0;  // photos that have no number and so stand in no part
  [[nodiscard]] std::string bytes() const;
  // Of other bytes: what is whole.
  [[nodiscard]] static RunDirectory from(std::string_view bytes);
};

// Sorts `entries`, those of `photos` that have a number, and cuts them. `marks`: of the photo at
// each place; empty: none.
struct SortedRun {
  RunDirectory directory;
  std::vector<std::vector<RunEntry>> parts;
};
[[nodiscard]] SortedRun sorted_run(std::vector<RunEntry> entries, const std::vector<Marks>& marks,
                                   std::size_t photos);

// Walks a sorted run, from the smallest number on or from the largest; equal numbers by place.
class RunWalk {
 public:
  // A part by its index; an error where it cannot be read.
  using ReadPart = std::function<Result<std::vector<RunEntry>>(std::uint32_t part)>;
  // False: it was the last that is wanted.
  using Take = std::function<bool(const RunEntry&)>;

  struct From {
    double value = 0;
    std::int64_t place = 0;  // may lie outside of the run
  };

  // Parts that lack one of the marks `wanted` may be passed over.
  RunWalk(RunDirectory directory, Marks wanted, ReadPart read)
      : directory_(std::move(directory)), wanted_(wanted), read_(std::move(read)) {}

  // The parts that walk() reads first, as far as the directory tells: two at most.
  [[nodiscard]] std::vector<std::uint32_t> first_parts(bool descending,
                                                       const std::optional<From>& from) const;
  // A part that was read already.
  void hold(std::uint32_t part, std::vector<RunEntry> entries);

  [[nodiscard]] bool has_photos_without() const { return directory_.without > 0; }

  // Those behind or at `from` in the order of the walk; nothing: all of them. False: the bytes are
  // in no order, and what was taken is not to be trusted.
  [[nodiscard]] Result<bool> walk(bool descending, const std::optional<From>& from,
                                  const Take& take);

 private:
  // An entry's position: in which part, and where in it.
  struct Position {
    std::uint32_t part = 0;
    std::size_t at = 0;
    [[nodiscard]] bool operator==(const Position&) const = default;
    [[nodiscard]] bool operator<(const Position& other) const {
      return part != other.part ? part < other.part : at < other.at;
    }
  };
  [[nodiscard]] Result<const std::vector<RunEntry>*> part(std::uint32_t index);
  [[nodiscard]] Result<Position> lower_bound(const From& from);
  [[nodiscard]] Position end() const {
    return {static_cast<std::uint32_t>(directory_.first.size()), 0};
  }
  [[nodiscard]] bool may_hold(std::uint32_t part) const {
    return (directory_.marks[part] & wanted_) == wanted_;
  }
  // The last part that begins before it; nothing: none does.
  [[nodiscard]] std::optional<std::uint32_t> part_before(const From& from) const;
  [[nodiscard]] Result<> walk_up(const std::optional<From>& from, const Take& take);
  [[nodiscard]] Result<> walk_down(const std::optional<From>& from, const Take& take);
  // Takes from `first` to `last`; false: `take` has enough.
  [[nodiscard]] Result<bool> take_between(Position first, Position last, const Take& take);

  RunDirectory directory_;
  Marks wanted_;
  ReadPart read_;
  // The two parts that were read last: equal numbers may lie in both.
  struct Held {
    std::optional<std::uint32_t> part;
    std::vector<RunEntry> entries;
  };
  std::array<Held, 2> held_;
  std::size_t newer_ = 0;
  bool damaged_ = false;
};

}  // namespace photosieve
