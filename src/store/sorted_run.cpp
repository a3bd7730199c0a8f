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

SortedRun sorted_run(std::vector<RunEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const RunEntry& a, const RunEntry& b) {
    return comes_before(a, {b.value, b.place});
  });
  SortedRun run;
  for (std::size_t begin = 0; begin < entries.size(); begin += kPartPhotos) {
    const auto first = entries.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto count = std::min<std::size_t>(kPartPhotos, entries.size() - begin);
    run.directory.push_back(*first);
    run.parts.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
  }
  return run;
}

Result<const std::vector<RunEntry>*> RunWalk::part(std::uint32_t index) {
  if (held_part_ != index) {
    held_part_.reset();
    PS_TRY(held_, read_(index));
    held_part_ = index;
  }
  return &held_;
}

Result<RunWalk::Position> RunWalk::lower_bound(const From& from) {
  const auto above =
      std::partition_point(directory_.begin(), directory_.end(),
                           [&](const RunEntry& entry) { return comes_before(entry, from); });
  if (above == directory_.begin()) return Position{};
  // In the last part that begins before it, or at the beginning of the next.
  const auto index = static_cast<std::uint32_t>(above - directory_.begin() - 1);
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
