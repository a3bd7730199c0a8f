// A library that looks like NVIDIA's NVML from outside. Older names only where newer ones are not
// to be found: it has no nvmlDeviceGetMemoryInfo_v2 and no _v3 of the process lists.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/test_fake_nvml.h"

#include <cstdio>
#include <cstring>

using photosieve::FakeGpu;
using photosieve::FakeNvml;

extern "C" {

FakeNvml fake_nvml;

int nvmlInit_v2() {
  ++fake_nvml.inits;
  if (fake_nvml.init_code == 0)
    for (int i = 0; i < fake_nvml.gpus; ++i) fake_nvml.gpu[i].attached = true;
  return fake_nvml.init_code;
}
int nvmlInitWithFlags(unsigned flags) {
  if (!fake_nvml.knows_flags) return 2;  // invalid argument
  if (flags != 2) return nvmlInit_v2();
  ++fake_nvml.inits;
  return fake_nvml.init_code;
}
int nvmlShutdown() {
  ++fake_nvml.shutdowns;
  return 0;
}
int nvmlDeviceGetCount_v2(unsigned* count) {
  *count = static_cast<unsigned>(fake_nvml.gpus);
  return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
  if (index >= static_cast<unsigned>(fake_nvml.gpus)) return 6;
  fake_nvml.gpu[index].attached = true;
  *device = &fake_nvml.gpu[index];
  return 0;
}
int nvmlDeviceGetHandleByPciBusId_v2(const char* address, void** device) {
  ++fake_nvml.questions;
  for (int i = 0; i < fake_nvml.gpus; ++i) {
    FakeGpu& gpu = fake_nvml.gpu[i];
    if (std::strcmp(gpu.address, address) != 0) continue;
    gpu.attached = true;
    *device = &gpu;
    return gpu.handle_code;
  }
  return 6;  // not found
}

struct PciInfo {
  char legacy[16];
  unsigned domain, bus, device, pci_device, pci_subsystem;
  char address[32];
};
int nvmlDeviceGetPciInfo_v3(void* device, PciInfo* info) {
  const auto* gpu = static_cast<FakeGpu*>(device);
  return std::sscanf(gpu->address, "%x:%x:%x", &info->domain, &info->bus, &info->device) == 3 ? 0
                                                                                              : 999;
}
int nvmlDeviceGetName(void* device, char* name, unsigned length) {
  std::snprintf(name, length, "%s", static_cast<FakeGpu*>(device)->name);
  return 0;
}
int nvmlDeviceGetUtilizationRates(void* device, unsigned* rates) {
  const auto* gpu = static_cast<FakeGpu*>(device);
  rates[0] = gpu->utilization;
  rates[1] = 1;
  return gpu->utilization_code;
}
int nvmlDeviceGetMemoryInfo(void* device, unsigned long long* memory) {
  const auto* gpu = static_cast<FakeGpu*>(device);
  memory[0] = gpu->memory_total;
  memory[1] = gpu->memory_total - gpu->memory_used;
  memory[2] = gpu->memory_used;
  return gpu->memory_code;
}
int nvmlDeviceGetTemperature(void* device, unsigned sensor, unsigned* degrees) {
  const auto* gpu = static_cast<FakeGpu*>(device);
  *degrees = gpu->temperature;
  return sensor == 0 ? gpu->temperature_code : 2;
}
int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts) {
  const auto* gpu = static_cast<FakeGpu*>(device);
  *milliwatts = gpu->power_mw;
  return gpu->power_code;
}

struct ProcessInfo {
  unsigned pid;
  unsigned long long memory;
  unsigned gpu_instance, compute_instance;
};
int nvmlDeviceGetComputeRunningProcesses_v2(void* device, unsigned* count, ProcessInfo* found) {
  const auto* gpu = static_cast<FakeGpu*>(device);
  *count = gpu->pid == 0 ? 0 : 1;
  if (gpu->pid != 0) found[0] = {gpu->pid, gpu->pid_memory, 0, 0};
  return 0;
}

}  // extern "C"
