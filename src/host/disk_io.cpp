// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/disk_io.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr double kSectorsPerMb = 2048;
constexpr std::size_t kMostDisks = 1024;

std::optional<double> in_mb(std::optional<double> sectors) {
  if (!sectors) return std::nullopt;
  return *sectors / kSectorsPerMb;
}

void add(std::optional<double>& sum, std::optional<double> one) {
  if (one) sum = sum.value_or(0) + *one;
}

}  // namespace

std::vector<DiskCounters> disk_table(std::string_view diskstats) {
  std::vector<DiskCounters> disks;
  while (const auto line = take_line(diskstats)) {
    std::string_view rest = *line;
    const auto major = take_number(rest);
    const auto minor = take_number(rest);
    const auto name = take_word(rest);
    DiskCounters disk;
    bool whole = major && minor && name && disks.size() < kMostDisks;
    for (int field = 1; whole && field <= 10; ++field) {
      const auto number = take_number(rest);
      whole = number.has_value();
      if (field == 3) disk.sectors_read = number.value_or(0);
      if (field == 7) disk.sectors_written = number.value_or(0);
      if (field == 10) disk.busy_ms = number.value_or(0);
    }
    if (!whole) continue;
    disk.device = ::makedev(static_cast<unsigned>(*major), static_cast<unsigned>(*minor));
    disk.name = *name;
    disks.push_back(disk);
  }
  return disks;
}

bool DiskMeter::is_physical(const std::string& name) const {
  return root_.exists("/sys/block/" + name + "/device");
}

DisksUse DiskMeter::step(std::string_view diskstats, SteadyNs now) {
  DisksUse use;
  for (auto& [name, known] : known_) known.seen = false;
  for (const DiskCounters& disk : disk_table(diskstats)) {
    if (disk.sectors_read == 0 && disk.sectors_written == 0) continue;
    std::string name(disk.name);
    auto found = known_.find(name);
    if (found == known_.end()) {
      found = known_.emplace(name, Known{}).first;
      found->second.physical = is_physical(name);
    }
    Known& known = found->second;
    known.seen = true;
    DiskUse one{disk.device, std::move(name), known.physical, {}, {}, {}};
    one.read_mb_s = in_mb(known.read.per_second(disk.sectors_read, now));
    one.write_mb_s = in_mb(known.written.per_second(disk.sectors_written, now));
    if (const auto ms = known.busy.per_second(disk.busy_ms, now))
      one.busy_percent = std::min(100.0, *ms / 10.0);
    if (known.physical) {
      add(use.read_mb_s, one.read_mb_s);
      add(use.write_mb_s, one.write_mb_s);
    }
    use.disks.push_back(std::move(one));
  }
  std::erase_if(known_, [](const auto& one) { return !one.second.seen; });
  return use;
}

std::optional<dev_t> disk_of(const HostRoot& root, dev_t filesystem) {
  if (major(filesystem) != 0) return filesystem;
  const std::string wanted = fmt::format("{}:{}", major(filesystem), minor(filesystem));
  const std::string mountinfo = root.text("/proc/self/mountinfo").value_or("");
  std::string_view lines = mountinfo;
  while (const auto line = take_line(lines)) {
    std::string_view rest = *line;
    (void)take_word(rest);
    (void)take_word(rest);
    const std::size_t dash = rest.find(" - ");
    if (take_word(rest) != wanted || dash == std::string_view::npos) continue;
    rest = line->substr(line->find(" - ") + 3);
    (void)take_word(rest);  // type
    const std::string source(take_word(rest).value_or(""));
    struct stat about {};
    if (source.starts_with("/dev/") && ::stat(root.at(source).c_str(), &about) == 0 &&
        S_ISBLK(about.st_mode))
      return about.st_rdev;
  }
  return std::nullopt;
}

}  // namespace photosieve
