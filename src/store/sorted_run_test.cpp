// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sorted_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
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
  EXPECT_EQ(done, true);
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
      const SortedRun run = sorted_run(entries, {}, entries.size());
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
  const SortedRun run = sorted_run(some_entries(kRunPhotos, 1000), {}, kRunPhotos + 9);
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
  EXPECT_EQ(again.without, 9U);
}

TEST(SortedRun, OnePartIsReadForAPageOfTheFirst) {
  const SortedRun run = sorted_run(some_entries(kRunPhotos, 1'000'000), {}, kRunPhotos);
  for (const bool descending : {false, true}) {
    int reads = 0;
    int taken = 0;
    RunWalk walk(run.directory, 0, [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
      ++reads;
      return run.parts.at(part);
    });
    EXPECT_EQ(walk.walk(descending, {}, [&](const RunEntry&) { return ++taken < 100; }), true);
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
  const SortedRun run = sorted_run(entries, marks, entries.size());
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
        const auto done = walk.walk(descending, from, [&](const RunEntry& entry) {
          if ((marks[entry.place] & wanted) == wanted) taken.push_back(entry);
          return true;
        });
        EXPECT_EQ(done, true);
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

// Of parts whose entries are in any order, too many or too few, or gone.
TEST(SortedRun, AWalkOverBytesInNoOrderEnds) {
  std::mt19937 chance(11);  // NOLINT(cert-msc51-cpp): the same every time
  const auto entries = [&](std::size_t most) {
    std::vector<RunEntry> some(chance() % (most + 1));
    for (RunEntry& one : some)
      one = {chance() % 50 == 0 ? std::nan("") : static_cast<double>(chance() % 9),
             static_cast<std::uint16_t>(chance())};
    return some;
  };
  int damaged = 0;
  for (int round = 0; round < 20'000; ++round) {
    RunDirectory directory;
    directory.first = entries(6);
    directory.marks.resize(directory.first.size());
    for (Marks& marks : directory.marks) marks = chance() % 2;
    std::vector<std::vector<RunEntry>> parts(directory.first.size());
    for (auto& part : parts) part = entries(6);
    std::size_t reads = 0;
    RunWalk walk(directory, chance() % 2, [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
      ++reads;
      return parts.at(part);
    });
    std::optional<RunWalk::From> from;
    if (chance() % 2 == 0)
      from = {static_cast<double>(chance() % 10), static_cast<std::int64_t>(chance() % 70'000)};
    const auto done = walk.walk(chance() % 2 == 0, from, [](const RunEntry&) { return true; });
    ASSERT_TRUE(done);
    if (!*done) ++damaged;
    ASSERT_LE(reads, 200U);
  }
  EXPECT_GT(damaged, 1000);
}

TEST(SortedRun, APartThatIsGoneIsSeen) {
  const SortedRun run = sorted_run(some_entries(5000, 1'000'000), {}, 5000);
  for (const bool descending : {false, true}) {
    RunWalk walk(run.directory, 0, [&](std::uint32_t part) -> Result<std::vector<RunEntry>> {
      if (part == 3) return std::vector<RunEntry>{};
      return run.parts.at(part);
    });
    EXPECT_EQ(walk.walk(descending, {}, [](const RunEntry&) { return true; }), false);
  }
}

TEST(SortedRun, OfBytesThatAreNoneNothingIsTaken) {
  EXPECT_TRUE(entries_from("abc").empty());
  EXPECT_TRUE(RunDirectory::from("abc").first.empty());
  EXPECT_TRUE(RunDirectory::from(std::string(21, 'x')).first.empty());
  EXPECT_TRUE(RunDirectory::from(RunDirectory{}.bytes()).marks.empty());
}

}  // namespace
}  // namespace photosieve
