// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_device.h"

#include <optional>

#include "host/text_scan.h"

namespace photosieve {
namespace {

std::string word_in(const HostRoot& root, const std::string& path) {
  return std::string(trimmed(root.text(path).value_or("")));
}

std::optional<GpuVendor> vendor_of(const std::string& id) {
  if (id == "0x10de") return GpuVendor::kNvidia;
  if (id == "0x1002") return GpuVendor::kAmd;
  if (id == "0x8086") return GpuVendor::kIntel;
  return std::nullopt;
}

bool is_gpu(GpuVendor vendor, const std::string& pci_class) {
  if (pci_class.starts_with("0x03")) return true;
  return vendor == GpuVendor::kAmd && pci_class.starts_with("0x12");
}

}  // namespace

const char* name(GpuVendor vendor) {
  switch (vendor) {
    case GpuVendor::kNvidia:
      return "NVIDIA";
    case GpuVendor::kAmd:
      return "AMD";
    case GpuVendor::kIntel:
      return "Intel";
  }
  return "";
}

std::vector<GpuDevice> gpu_devices(const HostRoot& root) {
  std::vector<GpuDevice> devices;
  const std::string bus = "/sys/bus/pci/devices";
  for (const std::string& address : root.names(bus)) {
    GpuDevice device;
    device.address = address;
    device.folder = bus + "/" + address;
    const auto vendor = vendor_of(word_in(root, device.folder + "/vendor"));
    if (!vendor || !is_gpu(*vendor, word_in(root, device.folder + "/class"))) continue;
    device.vendor = *vendor;
    device.called = word_in(root, device.folder + "/product_name");
    if (device.called.empty())
      device.called =
          std::string(name(*vendor)) + " GPU " + word_in(root, device.folder + "/device");
    devices.push_back(std::move(device));
  }
  return devices;
}

}  // namespace photosieve
