// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cpu_times.h"

#include <array>
#include <utility>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr unsigned kMostCores = 8192;  // the kernel's own bound

// user nice system idle iowait irq softirq steal; guest times are within user and nice.
std::optional<CpuTimes> times_of(std::string_view words) {
  std::array<std::uint64_t, 8> ticks{};
  std::size_t found = 0;
  for (; found < ticks.size(); ++found) {
    const auto number = take_number(words);
    if (!number) break;
    ticks.at(found) = *number;
  }
  if (found < 4) return std::nullopt;
  return CpuTimes{ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7],
                  ticks[3] + ticks[4]};
}

// Ticks between two readings. The wait for I/O is known to go back a little now and then
// (proc_stat(5)): a part that goes back did not move.
std::optional<CpuTimes> between(const std::optional<CpuTimes>& before,
                                const std::optional<CpuTimes>& now) {
  if (!before || !now || (now->busy < before->busy && now->idle < before->idle))
    return std::nullopt;
  return CpuTimes{now->busy > before->busy ? now->busy - before->busy : 0,
                  now->idle > before->idle ? now->idle - before->idle : 0};
}

std::optional<double> percent_of(const std::optional<CpuTimes>& spent) {
  if (!spent || spent->busy + spent->idle == 0) return std::nullopt;
  return 100.0 * static_cast<double>(spent->busy) / static_cast<double>(spent->busy + spent->idle);
}

}  // namespace

CpuTable cpu_table(std::string_view stat) {
  CpuTable table;
  while (const auto line = take_line(stat)) {
    std::string_view rest = *line;
    const std::string_view name = take_word(rest).value_or("");
    if (name.substr(0, 3) != "cpu") {
      if (table.machine) break;  // they come first: what follows is long
      continue;
    }
    if (name.size() == 3) {
      table.machine = times_of(rest);
      continue;
    }
    const auto number = whole_of(name.substr(3));
    if (!number || *number >= kMostCores) continue;
    if (table.cores.size() <= *number) table.cores.resize(*number + 1);
    table.cores[*number] = times_of(rest);
  }
  return table;
}

CpuBusy CpuMeter::step(CpuTable table, std::span<const unsigned> allowed) {
  CpuBusy busy;
  busy.machine = percent_of(between(last_.machine, table.machine));
  busy.cores.resize(table.cores.size());
  std::vector<std::optional<CpuTimes>> spent(table.cores.size());
  for (std::size_t i = 0; i < table.cores.size() && i < last_.cores.size(); ++i) {
    spent[i] = between(last_.cores[i], table.cores[i]);
    busy.cores[i] = percent_of(spent[i]);
  }
  CpuTimes sum;
  for (const unsigned number : allowed) {
    if (number >= spent.size() || !spent[number]) continue;
    sum.busy += spent[number]->busy;
    sum.idle += spent[number]->idle;
  }
  busy.allowed = allowed.empty() ? busy.machine : percent_of(sum);
  last_ = std::move(table);
  return busy;
}

}  // namespace photosieve
