// Samples this machine once a second and prints each sample as a line of JSON, then what it cost:
//   host_sample SAMPLES [PID...]
// For the measurement and the test that compare it with other programs' readings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/gpu_sampler.h"
#include "host/sampler.h"
#include "model/json_null.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

double processor_ms() {
  rusage use{};
  ::getrusage(RUSAGE_SELF, &use);
  return static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e3 +
         static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e3;
}

Json sample_json(const HostSample& sample) {
  Json json;
  json["wall"] = sample.wall;
  json["cpu_percent"] = or_null(sample.cpu_percent);
  json["machine_cpu_percent"] = or_null(sample.machine_cpu_percent);
  json["memory_mb"] = or_null(sample.memory_mb);
  json["memory_total_mb"] = or_null(sample.memory_total_mb);
  json["swap_used_mb"] = or_null(sample.swap_used_mb);
  json["process_cpu_percent"] = or_null(sample.process_cpu_percent);
  json["process_memory_mb"] = or_null(sample.process_memory_mb);
  json["processes"] = sample.processes;
  json["processors"] = sample.processors;
  json["network_sent_mb_s"] = or_null(sample.network_sent_mb_s);
  json["network_recv_mb_s"] = or_null(sample.network_recv_mb_s);
  for (const DiskUse& disk : sample.disks.disks)
    json["disks"][disk.name] = {or_null(disk.read_mb_s), or_null(disk.write_mb_s)};
  json["pressure_cpu"] = sample.pressure ? or_null(sample.pressure->cpu) : Json(nullptr);
  json["load"] = sample.load ? Json(sample.load->one) : Json(nullptr);
  json["memory_limit"] = sample.limits.memory ? Json(*sample.limits.memory) : Json(nullptr);
  json["quota"] = or_null(sample.limits.processors);
  json["cost_ms"] = sample.cost_ms;
  return json;
}

int run(int samples, const std::vector<pid_t>& pids) {
  const SystemClock clock;
  HostSampler sampler(clock);
  GpuSampler gpus(clock);
  double told = 0;
  double gpu_cost = 0;
  double begun = 0;
  for (int i = 0; i <= samples; ++i) {
    if (i > 0) ::poll(nullptr, 0, 1000);
    const double before = processor_ms();
    const HostSample sample = sampler.sample(pids);
    told += processor_ms() - before;
    gpu_cost += gpus.sample(pids).cost_ms;
    // The first one opens the files; it is not of the usual ones.
    if (i == 0) {
      told = gpu_cost = 0;
      begun = processor_ms();
      continue;
    }
    const double printed_from = processor_ms();
    std::cout << sample_json(sample).dump() << std::endl;
    begun += processor_ms() - printed_from;
  }
  Json cost;
  cost["samples"] = samples;
  cost["sampler_ms_a_sample"] = told / samples;
  cost["gpu_ms_a_sample"] = gpu_cost / samples;
  cost["process_ms_a_second"] = (processor_ms() - begun) / samples;
  std::cout << cost.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace photosieve

int main(int count, char** words) {
  std::vector<pid_t> pids{::getpid()};
  for (int i = 2; i < count; ++i) pids.push_back(std::atoi(words[i]));
  return photosieve::run(count > 1 ? std::atoi(words[1]) : 10, pids);
}
