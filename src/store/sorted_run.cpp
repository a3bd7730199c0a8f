// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sorted_run.h"

#include <algorithm>
#include <cstring>

namespace photosieve {
namespace {

constexpr std::size_t kEntryBytes = sizeof(double) + sizeof(std::uint16_t);

bool comes_before(const RunEntry& entry, const RunWalk::From& from) {
  return entry.value != from.value ? entry.value < from.value : entry.place < from.place;
}

}  // namespace

std::string entries_bytes(const std::vector<RunEntry>& entries) {
  std::string bytes(entries.size() * kEntryBytes, '\0');
  char* places = bytes.data() + entries.size() * sizeof(double);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::memcpy(bytes.data() + i * sizeof(double), &entries[i].value, sizeof(double));
    std::memcpy(places + i * sizeof(std::uint16_t), &entries[i].place, sizeof(std::uint16_t));
  }
  return bytes;
}

std::vector<RunEntry> entries_from(std::string_view bytes) {
  std::vector<RunEntry> entries(bytes.size() / kEntryBytes);
  const char* places = bytes.data() + entries.size() * sizeof(double);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::memcpy(&entries[i].value, bytes.data() + i * sizeof(double), sizeof(double));
    std::memcpy(&entries[i].place, places + i * sizeof(std::uint16_t), sizeof(std::uint16_t));
  }
  return entries;
}

Marks mark_of(std::string_view finding) {
  std::uint64_t hash =
      0xcbf29ce484222325;  // FNV-1a: the same in each program that reads a database
  for (const char letter : finding)
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return Marks{1} << hash % 63;
}

std::string RunDirectory::bytes() const {
  std::string all = entries_bytes(first);
  const auto add = [&](const auto& number) {
    const std::size_t at = all.size();
    all.resize(at + sizeof number);
    std::memcpy(all.data() + at, &number, sizeof number);
  };
  for (const Marks of_part : marks) add(of_part);
  add(without);
  return all;
}

RunDirectory RunDirectory::from(std::string_view bytes) {
  RunDirectory directory;
  if (bytes.size() < sizeof directory.without) return directory;
  const std::size_t parts =
      (bytes.size() - sizeof directory.without) / (kEntryBytes + sizeof(Marks));
  directory.first = entries_from(bytes.substr(0, parts * kEntryBytes));
  directory.marks.resize(parts);
  const char* at = bytes.data() + parts * kEntryBytes;
  for (Marks& of_part : directory.marks) {
    std::memcpy(&of_part, at, sizeof of_part);
    at += sizeof of_part;
  }
  std::memcpy(&directory.without, at, sizeof directory.without);
  return directory;
}

SortedRun sorted_run(std::vector<RunEntry> entries, const std::vector<Marks>& marks,
                     std::size_t photos) {
  std::sort(entries.begin(), entries.end(), [](const RunEntry& a, const RunEntry& b) {
    return comes_before(a, {b.value, b.place});
  });
  SortedRun run;
  run.directory.without = static_cast<std::uint32_t>(photos - entries.size());
  for (std::size_t begin = 0; begin < entries.size(); begin += kPartPhotos) {
    const auto first = entries.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto count = std::min<std::size_t>(kPartPhotos, entries.size() - begin);
    run.parts.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
    run.directory.first.push_back(*first);
    Marks all = 0;
    for (const RunEntry& entry : run.parts.back())
      if (entry.place < marks.size()) all |= marks[entry.place];
    run.directory.marks.push_back(all);
  }
  return run;
}

void RunWalk::hold(std::uint32_t part, std::vector<RunEntry> entries) {
  damaged_ = damaged_ || entries.empty();
  newer_ = 1 - newer_;
  held_.at(newer_) = {part, std::move(entries)};
}

Result<const std::vector<RunEntry>*> RunWalk::part(std::uint32_t index) {
  for (std::size_t i = 0; i < held_.size(); ++i)
    if (held_.at(i).part == index) {
      newer_ = i;
      return &held_.at(i).entries;
    }
  PS_TRY(std::vector<RunEntry> entries, read_(index));
  hold(index, std::move(entries));
  return &held_.at(newer_).entries;
}

std::optional<std::uint32_t> RunWalk::part_before(const From& from) const {
  const auto above =
      std::partition_point(directory_.first.begin(), directory_.first.end(),
                           [&](const RunEntry& entry) { return comes_before(entry, from); });
  if (above == directory_.first.begin()) return std::nullopt;
  return static_cast<std::uint32_t>(above - directory_.first.begin() - 1);
}

std::vector<std::uint32_t> RunWalk::first_parts(bool descending,
                                                const std::optional<From>& from) const {
  const auto parts = static_cast<std::uint32_t>(directory_.first.size());
  if (parts == 0) return {};
  if (from) {
    // Much or little of it may lie behind the place, so the next one comes with it.
    const std::uint32_t part = part_before(*from).value_or(0);
    const std::uint32_t next = descending ? part - 1 : part + 1;
    return next < parts ? std::vector{part, next} : std::vector{part};
  }
  for (std::uint32_t i = 0; i < parts; ++i)
    if (const std::uint32_t part = descending ? parts - 1 - i : i; may_hold(part)) return {part};
  return {};
}

Result<RunWalk::Position> RunWalk::lower_bound(const From& from) {
  const std::optional<std::uint32_t> before = part_before(from);
  if (!before) return Position{};
  // In it, or at the beginning of the next.
  const std::uint32_t index = *before;
  PS_TRY(const std::vector<RunEntry>* entries, part(index));
  const auto found =
      std::partition_point(entries->begin(), entries->end(),
                           [&](const RunEntry& entry) { return comes_before(entry, from); });
  if (found == entries->end()) return Position{index + 1, 0};
  return Position{index, static_cast<std::size_t>(found - entries->begin())};
}

Result<bool> RunWalk::take_between(Position first, Position last, const Take& take) {
  while (first < last) {
    const Position next = first.part == last.part ? last : Position{first.part + 1, 0};
    if (may_hold(first.part)) {
      PS_TRY(const std::vector<RunEntry>* entries, part(first.part));
      const std::size_t to = first.part == last.part ? last.at : entries->size();
      for (std::size_t i = first.at; i < std::min(to, entries->size()); ++i)
        if (!take((*entries)[i])) return false;
    }
    first = next;
  }
  return true;
}

Result<bool> RunWalk::walk(bool descending, const std::optional<From>& from, const Take& take) {
  PS_TRY_VOID(descending ? walk_down(from, take) : walk_up(from, take));
  return !damaged_;
}

Result<> RunWalk::walk_up(const std::optional<From>& from, const Take& take) {
  Position first;
  if (from) {
    PS_TRY(first, lower_bound(*from));
  }
  PS_TRY_VOID(take_between(first, end(), take));
  return {};
}

Result<> RunWalk::walk_down(const std::optional<From>& from, const Take& take) {
  constexpr std::int64_t kBehindAll = kRunPhotos;
  Position last = end();
  if (from) {
    // What is left of those with the same number; then those with smaller ones.
    PS_TRY(const Position first, lower_bound(*from));
    PS_TRY(const Position behind, lower_bound({from->value, kBehindAll}));
    PS_TRY(const bool more, take_between(first, behind, take));
    if (!more) return {};
    PS_TRY(last, lower_bound({from->value, -1}));
  }
  while (last != Position{} && !damaged_) {
    // In a part that is passed over lie the last ones of their number: the others come next.
    const std::uint32_t of_last = last.at > 0 ? last.part : last.part - 1;
    if (!may_hold(of_last)) {
      last = {of_last, 0};
      continue;
    }
    PS_TRY(const std::vector<RunEntry>* entries, part(of_last));
    const std::size_t behind = last.at > 0 ? last.at : entries->size();
    if (behind == 0 || behind > entries->size()) break;
    const double value = (*entries)[behind - 1].value;
    Position begin{of_last, behind - 1};
    while (begin.at > 0 && (*entries)[begin.at - 1].value == value) --begin.at;
    if (begin.at == 0) {
      PS_TRY(begin, lower_bound({value, -1}));
    }
    if (!(begin < last)) break;
    PS_TRY(const bool more, take_between(begin, last, take));
    if (!more) return {};
    last = begin;
  }
  damaged_ = damaged_ || last != Position{};
  return {};
}

}  // namespace photosieve
