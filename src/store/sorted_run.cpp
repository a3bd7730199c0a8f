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
  if (marks.empty()) return all;
  const std::size_t at = all.size();
  all.resize(at + marks.size() * sizeof(Marks));
  std::memcpy(all.data() + at, marks.data(), marks.size() * sizeof(Marks));
  return all;
}

RunDirectory RunDirectory::from(std::string_view bytes) {
  const std::size_t parts = bytes.size() / (kEntryBytes + sizeof(Marks));
  RunDirectory directory{entries_from(bytes.substr(0, parts * kEntryBytes)),
                         std::vector<Marks>(parts)};
  if (parts == 0) return directory;
  std::memcpy(directory.marks.data(), bytes.data() + parts * kEntryBytes, parts * sizeof(Marks));
  return directory;
}

SortedRun sorted_run(std::vector<RunEntry> entries, const std::vector<Marks>& marks) {
  std::sort(entries.begin(), entries.end(), [](const RunEntry& a, const RunEntry& b) {
    return comes_before(a, {b.value, b.place});
  });
  SortedRun run;
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

std::optional<std::uint32_t> RunWalk::first_part(bool descending,
                                                 const std::optional<From>& from) const {
  if (directory_.first.empty()) return std::nullopt;
  if (from) return part_before(*from).value_or(0);
  const auto parts = static_cast<std::uint32_t>(directory_.first.size());
  for (std::uint32_t i = 0; i < parts; ++i)
    if (const std::uint32_t part = descending ? parts - 1 - i : i; may_hold(part)) return part;
  return std::nullopt;
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

Result<RunWalk::Position> RunWalk::before(Position position) {
  if (position.at > 0) return Position{position.part, position.at - 1};
  PS_TRY(const std::vector<RunEntry>* entries, part(position.part - 1));
  return Position{position.part - 1, entries->empty() ? 0 : entries->size() - 1};
}

Result<bool> RunWalk::take_between(Position first, Position last, const Take& take) {
  while (first.part < last.part || (first.part == last.part && first.at < last.at)) {
    if (first.part >= directory_.first.size()) return true;
    if (!may_hold(first.part)) {
      first = first.part == last.part ? last : Position{first.part + 1, 0};
      continue;
    }
    PS_TRY(const std::vector<RunEntry>* entries, part(first.part));
    const std::size_t to = first.part == last.part ? last.at : entries->size();
    for (std::size_t i = first.at; i < std::min(to, entries->size()); ++i)
      if (!take((*entries)[i])) return false;
    first = first.part == last.part ? last : Position{first.part + 1, 0};
  }
  return true;
}

Result<> RunWalk::walk(bool descending, const std::optional<From>& from, const Take& take) {
  Position first;
  if (from) {
    PS_TRY(first, lower_bound(*from));
  }
  if (!descending) return take_between(first, end(), take).transform([](bool) {});
  constexpr std::int64_t kBehindAll = kRunPhotos;
  Position last = end();
  if (from) {
    // What is left of those with the same number; then those with smaller ones.
    PS_TRY(const Position behind, lower_bound({from->value, kBehindAll}));
    PS_TRY(const bool more, take_between(first, behind, take));
    if (!more) return {};
    PS_TRY(last, lower_bound({from->value, -1}));
  }
  while (last != Position{}) {
    // In a part that is passed over lie the last ones of their number: the others come next.
    const std::uint32_t of_last = last.at > 0 ? last.part : last.part - 1;
    if (!may_hold(of_last)) {
      last = {of_last, 0};
      continue;
    }
    PS_TRY(const Position greatest, before(last));
    PS_TRY(const std::vector<RunEntry>* entries, part(greatest.part));
    if (greatest.at >= entries->size()) return {};  // a part that is cut off
    PS_TRY(const Position begin, lower_bound({(*entries)[greatest.at].value, -1}));
    if (begin.part > greatest.part) return fail(ErrorKind::kFatal, "a sorted run is not sorted");
    PS_TRY(const bool more, take_between(begin, last, take));
    if (!more) return {};
    last = begin;
  }
  return {};
}

}  // namespace photosieve
