// GpuDevice: a graphics processor on the PCI bus, as sysfs lists it; finding them wakes none.
//
// What is looked for: display and 3D controllers (class 0x03) of NVIDIA, AMD and Intel, and AMD's
// processing accelerators (class 0x12). Names are the maker's and the device's number where the
// driver tells none. Threads: pure. Source: linux Documentation/ABI/testing/sysfs-bus-pci.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/host_root.h"

namespace photosieve {

enum class GpuVendor : std::uint8_t { kNvidia, kAmd, kIntel };
[[nodiscard]] const char* name(GpuVendor vendor);

struct GpuDevice {
  GpuVendor vendor = GpuVendor::kNvidia;
  std::string address;  // "0000:03:00.0"
  std::string folder;   // "/sys/bus/pci/devices/0000:03:00.0"
  std::string called;   // "AMD GPU 0x73bf", or what the driver calls it

  bool operator==(const GpuDevice&) const = default;
};

[[nodiscard]] std::vector<GpuDevice> gpu_devices(const HostRoot& root);  // by address

}  // namespace photosieve
