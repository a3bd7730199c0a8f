// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sorted_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace photosieve {
namespace {

std::vector<RunEntry> some_entries(std::size_t count, unsigned different) {
  std::mt19937 chance(3);  // NOLINT(cert-msc51-cpp): the same every time
  std::vector<RunEntry> entries;
  for (std::size_t place = 0; place < count; ++place)
    entries.push_back(
        {static_cast<double>(chance() % different) - 10, static_cast<std::uint16_t>(place)});
  return entries;
}

std::vector<RunEntry> walked(const SortedRun& run, bool descending,
                             const std::optional<RunWalk::From>& from, std::size_t most) {
  RunWalk walk(run.directory, 0, [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
    return run.parts.at(part);
  });
  std::vector<RunEntry> taken;
  const auto done = walk.walk(descending, from, [&](const RunEntry& entry) {
    taken.push_back(entry);
    return taken.size() < most;
  });
  EXPECT_TRUE(done);
  return taken;
}

// By the definition of the order.
std::vector<RunEntry> expected(std::vector<RunEntry> entries, bool descending,
                               const std::optional<RunWalk::From>& from, std::size_t most) {
  const auto before = [&](double a, std::int64_t a_place, double b, std::int64_t b_place) {
    if (a != b) return descending ? a > b : a < b;
    return a_place < b_place;
  };
  if (from)
    std::erase_if(entries, [&](const RunEntry& one) {
      return before(one.value, one.place, from->value, from->place);
    });
  std::sort(entries.begin(), entries.end(), [&](const RunEntry& a, const RunEntry& b) {
    return before(a.value, a.place, b.value, b.place);
  });
  entries.resize(std::min(entries.size(), most));
  return entries;
}

TEST(SortedRun, AWalkIsTheOrderFromAnyPlaceEitherWay) {
  for (const std::size_t count : {0U, 1U, 704U, 705U, 28'672U}) {
    for (const unsigned different : {1U, 3U, 50U, 1'000'000U}) {
      const std::vector<RunEntry> entries = some_entries(count, different);
      const SortedRun run = sorted_run(entries, {});
      for (const bool descending : {false, true}) {
        for (const std::size_t most : {std::size_t{100}, count + 1}) {
          EXPECT_EQ(walked(run, descending, {}, most), expected(entries, descending, {}, most));
          for (const double value : {-11.0, -10.0, 5.0, 5.5, 20000.0, 1e9})
            for (const std::int64_t place : {-900, 0, 1, 703, 20'000, 28'671, 500'000}) {
              const RunWalk::From from{value, place};
              EXPECT_EQ(walked(run, descending, from, most),
                        expected(entries, descending, from, most))
                  << count << " photos, " << different << " numbers, from " << value << ", "
                  << place << (descending ? " down" : " up");
            }
        }
      }
    }
  }
}

TEST(SortedRun, PartsFitAPageAndComeBackFromTheirBytes) {
  const SortedRun run = sorted_run(some_entries(kRunPhotos, 1000), {});
  EXPECT_EQ(run.parts.size(), kMostParts);
  for (std::size_t i = 0; i < run.parts.size(); ++i) {
    const std::string bytes = entries_bytes(run.parts[i]);
    EXPECT_LE(bytes.size(), 7168U);
    EXPECT_EQ(entries_from(bytes), run.parts[i]);
    EXPECT_EQ(run.directory.first[i], run.parts[i].front());
  }
  const RunDirectory again = RunDirectory::from(run.directory.bytes());
  EXPECT_EQ(again.first, run.directory.first);
  EXPECT_EQ(again.marks, run.directory.marks);
}

TEST(SortedRun, OnePartIsReadForAPageOfTheFirst) {
  const SortedRun run = sorted_run(some_entries(kRunPhotos, 1'000'000), {});
  for (const bool descending : {false, true}) {
    int reads = 0;
    int taken = 0;
    RunWalk walk(run.directory, 0, [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
      ++reads;
      return run.parts.at(part);
    });
    EXPECT_TRUE(walk.walk(descending, {}, [&](const RunEntry&) { return ++taken < 100; }));
    EXPECT_LE(reads, 1);
  }
}

TEST(SortedRun, PartsWithoutTheMarksArePassedOver) {
  const std::vector<RunEntry> entries = some_entries(kRunPhotos, 40);
  // A finding of those above 20, another of three photos, approved ones anywhere.
  std::vector<Marks> marks(kRunPhotos);
  for (const RunEntry& entry : entries) {
    if (entry.value > 20) marks[entry.place] |= mark_of("noise");
    if (entry.place % 10'000 == 77) marks[entry.place] |= mark_of("defocus");
    if (entry.place % 2 == 0) marks[entry.place] |= kApprovedMark;
  }
  const SortedRun run = sorted_run(entries, marks);
  for (const Marks wanted :
       {mark_of("noise"), mark_of("defocus"), kApprovedMark, kApprovedMark | mark_of("noise")})
    for (const bool descending : {false, true})
      for (const std::optional<RunWalk::From>& from :
           std::initializer_list<std::optional<RunWalk::From>>{{}, {{20, 500}}, {{21, 28'000}}}) {
        std::size_t read = 0;
        RunWalk walk(run.directory, wanted,
                     [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
                       ++read;
                       return run.parts.at(part);
                     });
        std::vector<RunEntry> taken;
        EXPECT_TRUE(walk.walk(descending, from, [&](const RunEntry& entry) {
          if ((marks[entry.place] & wanted) == wanted) taken.push_back(entry);
          return true;
        }));
        std::vector<RunEntry> those = expected(entries, descending, from, entries.size());
        std::erase_if(those,
                      [&](const RunEntry& one) { return (marks[one.place] & wanted) != wanted; });
        EXPECT_EQ(taken, those);
        if (from) continue;
        if (wanted == mark_of("noise")) {
          EXPECT_LT(read, run.parts.size() / 2);
        } else if (wanted == mark_of("defocus")) {
          EXPECT_LE(read, 12U);
        }
      }
}

TEST(SortedRun, BytesThatAreNoRunEndAWalk) {
  const RunDirectory directory{{{5, 1}, {1, 2}, {9, 3}}, {0, 0, 0}};
  for (const bool descending : {false, true})
    for (const std::size_t count : {0U, 1U, 3U}) {
      RunWalk walk(directory, 0, [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
        std::vector<RunEntry> entries;
        for (std::size_t i = 0; i < count; ++i)
          entries.push_back({static_cast<double>(part ^ 1U) - static_cast<double>(i), 0});
        return entries;
      });
      int taken = 0;
      const auto done = walk.walk(descending, RunWalk::From{4, 0},
                                  [&](const RunEntry&) { return ++taken < 100; });
      EXPECT_LT(taken, 100) << (done ? "" : done.error().message);
    }
  EXPECT_TRUE(entries_from("abc").empty());
  EXPECT_TRUE(RunDirectory::from("abc").first.empty());
  EXPECT_TRUE(RunDirectory::from(RunDirectory{}.bytes()).marks.empty());
}

}  // namespace
}  // namespace photosieve
