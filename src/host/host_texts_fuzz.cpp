// Texts of /proc, /sys and control groups, whatever they hold: the first byte chooses the reader.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "host/cgroup_places.h"
#include "host/cpu_list.h"
#include "host/cpu_times.h"
#include "host/disk_io.h"
#include "host/drm_fdinfo.h"
#include "host/memory_info.h"
#include "host/network_io.h"
#include "host/pressure.h"
#include "host/process_tree.h"

namespace photosieve {
namespace {

void read_pressure(std::string_view text) {
  const auto percent = some_avg10(text);
  PS_CHECK(!percent || (*percent >= 0 && *percent <= 100));
  (void)load_average(text);
}

void read_processors(std::string_view text) {
  CpuMeter meter;
  (void)meter.step(cpu_table(text), {});
  const CpuBusy busy = meter.step(cpu_table(text.substr(text.size() / 2)), {});
  PS_CHECK(!busy.machine || (*busy.machine >= 0 && *busy.machine <= 100));
}

void read_memory(std::string_view text) {
  const auto memory = memory_info(text);
  PS_CHECK(!memory || memory->available <= memory->total);
}

void read_processes(std::string_view text) {
  (void)processor_ticks(text);
  (void)anonymous_pages(text);
}

// The text's halves are the two files.
void read_places(std::string_view text) {
  const std::size_t half = text.find("\n\n");
  if (half == std::string_view::npos) return;
  const CgroupPlaces places = cgroup_places(text.substr(0, half + 1), text.substr(half + 2));
  PS_CHECK(places.unified.size() <= 65 && places.memory.size() <= 65);
}

void read_text(std::uint8_t reader, std::string_view text) {
  switch (reader % 9) {
    case 0:
      return read_processors(text);
    case 1:
      return read_memory(text);
    case 2:
      return read_places(text);
    case 3:
      return (void)disk_table(text);
    case 4:
      return (void)network_table(text);
    case 5:
      return read_pressure(text);
    case 6:
      return (void)drm_client(text);
    case 7:
      return (void)cpu_list(text);
    default:
      return read_processes(text);
  }
}

}  // namespace
}  // namespace photosieve

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  photosieve::read_text(bytes[0], {reinterpret_cast<const char*>(bytes) + 1, size - 1});
  return 0;
}
