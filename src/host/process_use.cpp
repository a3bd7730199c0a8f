// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/process_use.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/unique_fd.h"

namespace photosieve {
namespace {

std::string read_small(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 1024> bytes{};
  const ssize_t got = fd.valid() ? ::read(fd.get(), bytes.data(), bytes.size()) : -1;
  return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
}

// The word at `index`, counted from 0, of words parted by single spaces.
std::optional<std::uint64_t> number_at(std::string_view text, int index) {
  for (; index > 0; --index) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    text.remove_prefix(space + 1);
  }
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{}) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::uint64_t> resident_pages(std::string_view statm) {
  return number_at(statm, 1);
}

std::optional<std::uint64_t> processor_ticks(std::string_view stat) {
  const std::size_t bracket = stat.rfind(')');
  if (bracket == std::string_view::npos || bracket + 2 > stat.size()) return std::nullopt;
  const std::string_view fields = stat.substr(bracket + 2);  // from field 3, the state
  const auto user = number_at(fields, 11);
  const auto system = number_at(fields, 12);
  if (!user || !system) return std::nullopt;
  return *user + *system;
}

unsigned usable_processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

ProcessSample ProcessUse::sample(std::span<const pid_t> pids, SteadyNs now) {
  const auto page_bytes = static_cast<double>(::sysconf(_SC_PAGESIZE));
  const auto ticks_a_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  ProcessSample sample;
  std::map<pid_t, std::uint64_t> ticks;
  std::uint64_t spent = 0;
  for (const pid_t pid : pids) {
    if (const auto pages = resident_pages(read_small(fmt::format("/proc/{}/statm", pid))))
      sample.memory_mb = sample.memory_mb.value_or(0) +
                         static_cast<double>(*pages) * page_bytes / (1024.0 * 1024.0);
    const auto now_ticks = processor_ticks(read_small(fmt::format("/proc/{}/stat", pid)));
    if (!now_ticks) continue;
    ticks[pid] = *now_ticks;
    // A process that is new since the last sample has spent all it has since then.
    const auto before = ticks_.find(pid);
    const std::uint64_t then = before == ticks_.end() ? 0 : before->second;
    spent += *now_ticks > then ? *now_ticks - then : 0;
  }
  if (last_ && now > *last_) {
    const double seconds = static_cast<double>(now - *last_) / 1e9;
    sample.cpu_percent =
        100.0 * static_cast<double>(spent) / ticks_a_second / seconds / usable_processors();
  }
  ticks_ = std::move(ticks);
  last_ = now;
  return sample;
}

}  // namespace photosieve
