// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/host_sample.h"

namespace photosieve {

std::optional<double> gpu_percent(const GpusUse& gpus) {
  double sum = 0;
  unsigned known = 0;
  if (gpus.gpus)
    for (const GpuSample& gpu : *gpus.gpus)
      if (gpu.use.utilization_percent) {
        sum += *gpu.use.utilization_percent;
        ++known;
      }
  if (known == 0) return std::nullopt;
  return sum / known;
}

void fill_host_fields(PerformanceUpdate& update, const HostSample& sample,
                      std::optional<dev_t> filesystem) {
  update.cpu_percent = sample.cpu_percent;
  update.process_cpu_percent = sample.process_cpu_percent;
  update.memory_mb = sample.memory_mb;
  update.memory_percent = sample.memory_percent;
  update.process_memory_mb = sample.process_memory_mb;
  update.network_sent_mb_s = sample.network_sent_mb_s;
  update.network_recv_mb_s = sample.network_recv_mb_s;
  update.pressure = sample.pressure;
  if (sample.gpus.gpus) {
    update.gpus.emplace();
    for (const GpuSample& gpu : *sample.gpus.gpus) update.gpus->push_back(gpu.use);
  }
  if (!filesystem) {
    update.disk_read_mb_s = sample.disks.read_mb_s;
    update.disk_write_mb_s = sample.disks.write_mb_s;
    return;
  }
  for (const DiskUse& disk : sample.disks.disks) {
    if (disk.device != *filesystem) continue;
    update.disk_read_mb_s = disk.read_mb_s;
    update.disk_write_mb_s = disk.write_mb_s;
  }
}

}  // namespace photosieve
