// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/nvml.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <utility>

namespace photosieve {
namespace {

constexpr double kBytesPerMb = 1024.0 * 1024.0;

// As the reference guide gives them.
using Device = void*;
constexpr int kSuccess = 0;
constexpr int kInsufficientSize = 7;
constexpr int kGpuIsLost = 15;
constexpr unsigned kNoAttach = 2;
constexpr unsigned kGpuTemperature = 0;
constexpr unsigned long long kNotAvailable = ~0ULL;

struct Utilization {
  unsigned gpu = 0;
  unsigned memory = 0;
};
struct Memory {
  unsigned long long total = 0, free = 0, used = 0;
};
struct MemoryV2 {
  unsigned version = 0;
  unsigned long long total = 0, reserved = 0, free = 0, used = 0;
};
constexpr unsigned kMemoryV2 = sizeof(MemoryV2) | (2U << 24);
struct ProcessInfo {
  unsigned pid = 0;
  unsigned long long used_memory = 0;
  unsigned gpu_instance = 0, compute_instance = 0;
};
struct PciInfo {
  std::array<char, 16> legacy_address{};
  unsigned domain = 0, bus = 0, device = 0, pci_device = 0, pci_subsystem = 0;
  std::array<char, 32> address{};
};

using ProcessesCall = int (*)(Device, unsigned*, ProcessInfo*);

// The newest of these names that the library has.
template <class Call>
void find(void* library, Call& call, std::initializer_list<const char*> names) {
  for (const char* one : names)
    if (call == nullptr) call = reinterpret_cast<Call>(::dlsym(library, one));
}

}  // namespace

struct Nvml::Functions {
  int (*init)() = nullptr;
  int (*init_with_flags)(unsigned) = nullptr;
  int (*shutdown)() = nullptr;
  int (*count)(unsigned*) = nullptr;
  int (*by_index)(unsigned, Device*) = nullptr;
  int (*by_address)(const char*, Device*) = nullptr;
  int (*pci)(Device, PciInfo*) = nullptr;
  int (*name)(Device, char*, unsigned) = nullptr;
  int (*utilization)(Device, Utilization*) = nullptr;
  int (*memory)(Device, Memory*) = nullptr;
  int (*memory_v2)(Device, MemoryV2*) = nullptr;
  int (*temperature)(Device, unsigned, unsigned*) = nullptr;
  int (*power)(Device, unsigned*) = nullptr;
  ProcessesCall compute = nullptr;
  ProcessesCall graphics = nullptr;

  explicit Functions(void* library) {
    find(library, init, {"nvmlInit_v2", "nvmlInit"});
    find(library, init_with_flags, {"nvmlInitWithFlags"});
    find(library, shutdown, {"nvmlShutdown"});
    find(library, count, {"nvmlDeviceGetCount_v2", "nvmlDeviceGetCount"});
    find(library, by_index, {"nvmlDeviceGetHandleByIndex_v2", "nvmlDeviceGetHandleByIndex"});
    find(library, by_address,
         {"nvmlDeviceGetHandleByPciBusId_v2", "nvmlDeviceGetHandleByPciBusId"});
    find(library, pci, {"nvmlDeviceGetPciInfo_v3"});
    find(library, name, {"nvmlDeviceGetName"});
    find(library, utilization, {"nvmlDeviceGetUtilizationRates"});
    find(library, memory, {"nvmlDeviceGetMemoryInfo"});
    find(library, memory_v2, {"nvmlDeviceGetMemoryInfo_v2"});
    find(library, temperature, {"nvmlDeviceGetTemperature"});
    find(library, power, {"nvmlDeviceGetPowerUsage"});
    find(library, compute,
         {"nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetComputeRunningProcesses_v2"});
    find(library, graphics,
         {"nvmlDeviceGetGraphicsRunningProcesses_v3", "nvmlDeviceGetGraphicsRunningProcesses_v2"});
  }

  [[nodiscard]] bool usable() const {
    return init != nullptr && shutdown != nullptr && by_address != nullptr;
  }
  void read_memory(Device device, GpuUse& use) const {
    MemoryV2 newer;
    newer.version = kMemoryV2;
    if (memory_v2 != nullptr && memory_v2(device, &newer) == kSuccess) {
      use.memory_used_mb = static_cast<double>(newer.used) / kBytesPerMb;
      use.memory_total_mb = static_cast<double>(newer.total) / kBytesPerMb;
      return;
    }
    Memory older;
    if (memory == nullptr || memory(device, &older) != kSuccess) return;
    use.memory_used_mb = static_cast<double>(older.used) / kBytesPerMb;
    use.memory_total_mb = static_cast<double>(older.total) / kBytesPerMb;
  }
  static void read_processes(ProcessesCall call, Device device, std::vector<Process>& into) {
    std::array<ProcessInfo, 128> found{};
    unsigned count = found.size();
    if (call == nullptr) return;
    const int code = call(device, &count, found.data());
    if ((code != kSuccess && code != kInsufficientSize) || count > found.size()) return;
    for (unsigned i = 0; i < count; ++i) {
      Process process{found.at(i).pid, std::nullopt};
      if (found.at(i).used_memory != kNotAvailable)
        process.memory_mb = static_cast<double>(found.at(i).used_memory) / kBytesPerMb;
      into.push_back(process);
    }
  }
};

std::unique_ptr<Nvml> Nvml::open(const std::string& library, bool untouched) {
  void* opened = nullptr;
  if (!library.empty()) opened = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  for (const char* usual :
       {"libnvidia-ml.so.1", "libnvidia-ml.so", "/usr/lib/wsl/lib/libnvidia-ml.so.1"})
    if (opened == nullptr && library.empty()) opened = ::dlopen(usual, RTLD_NOW | RTLD_LOCAL);
  if (opened == nullptr) return nullptr;
  auto functions = std::make_unique<Functions>(opened);
  int begun = -1;
  if (functions->usable()) {
    if (functions->init_with_flags != nullptr && untouched)
      begun = functions->init_with_flags(kNoAttach);
    else if (!untouched)
      begun = functions->init();
  }
  if (begun != kSuccess) {
    ::dlclose(opened);
    return nullptr;
  }
  return std::unique_ptr<Nvml>(new Nvml(opened, std::move(functions)));
}

Nvml::Nvml(void* library, std::unique_ptr<Functions> functions)
    : library_(library), call_(std::move(functions)) {}

Nvml::~Nvml() {
  call_->shutdown();
  ::dlclose(library_);
}

std::optional<Nvml::Reading> Nvml::read(const std::string& address) {
  Device device = nullptr;
  const int found = call_->by_address(address.c_str(), &device);
  Reading reading;
  reading.use.vendor = "NVIDIA";
  reading.lost = found == kGpuIsLost;
  if (reading.lost) return reading;
  if (found != kSuccess) return std::nullopt;
  GpuUse& use = reading.use;
  std::array<char, 96> text{};
  if (call_->name != nullptr && call_->name(device, text.data(), text.size() - 1) == kSuccess)
    use.name = text.data();
  Utilization utilization;
  const int code = call_->utilization == nullptr ? -1 : call_->utilization(device, &utilization);
  if (code == kSuccess && utilization.gpu <= 100) use.utilization_percent = utilization.gpu;
  reading.lost = code == kGpuIsLost;
  if (reading.lost) return reading;
  call_->read_memory(device, use);
  unsigned value = 0;
  if (call_->temperature != nullptr &&
      call_->temperature(device, kGpuTemperature, &value) == kSuccess)
    use.temperature_c = value;
  if (call_->power != nullptr && call_->power(device, &value) == kSuccess)
    use.power_w = value / 1000.0;
  Functions::read_processes(call_->compute, device, reading.processes);
  Functions::read_processes(call_->graphics, device, reading.processes);
  return reading;
}

std::vector<std::string> Nvml::addresses() {
  std::vector<std::string> all;
  unsigned count = 0;
  if (call_->count == nullptr || call_->by_index == nullptr || call_->pci == nullptr ||
      call_->count(&count) != kSuccess)
    return all;
  constexpr unsigned kMostGpus = 64;
  for (unsigned i = 0; i < count && i < kMostGpus; ++i) {
    Device device = nullptr;
    PciInfo info;
    if (call_->by_index(i, &device) == kSuccess && call_->pci(device, &info) == kSuccess)
      all.push_back(fmt::format("{:04x}:{:02x}:{:02x}.0", info.domain, info.bus, info.device));
  }
  return all;
}

}  // namespace photosieve
