// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/network_io.h"

#include <algorithm>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr double kBytesPerMb = 1024.0 * 1024.0;
constexpr std::size_t kMostInterfaces = 1024;

void add(std::optional<double>& sum, std::optional<double> bytes) {
  if (bytes) sum = sum.value_or(0) + *bytes / kBytesPerMb;
}

}  // namespace

std::vector<NetworkCounters> network_table(std::string_view dev) {
  std::vector<NetworkCounters> all;
  while (const auto line = take_line(dev)) {
    const std::size_t colon = line->rfind(':');  // an alias's name holds one (eth0:1)
    if (colon == std::string_view::npos || all.size() >= kMostInterfaces) continue;
    NetworkCounters one;
    one.name = trimmed(line->substr(0, colon));
    std::string_view rest = line->substr(colon + 1);
    const auto received = take_number(rest);
    for (int i = 0; i < 7; ++i) (void)take_word(rest);
    const auto sent = take_number(rest);
    if (one.name.empty() || !received || !sent) continue;
    one.received = *received;
    one.sent = *sent;
    all.push_back(one);
  }
  return all;
}

NetworkUse NetworkMeter::step(std::string_view dev, SteadyNs now) {
  const std::vector<NetworkCounters> table = network_table(dev);
  for (auto& [name, known] : known_) known.seen = false;
  NetworkUse physical;
  NetworkUse all;
  bool any_physical = false;
  for (const NetworkCounters& one : table) {
    if (one.name == "lo") continue;
    std::string name(one.name);
    auto found = known_.find(name);
    if (found == known_.end()) {
      found = known_.emplace(name, Known{}).first;
      found->second.physical = root_.exists("/sys/class/net/" + name + "/device");
    }
    Known& known = found->second;
    known.seen = true;
    any_physical |= known.physical;
    const auto sent = known.sent.per_second(one.sent, now);
    const auto received = known.received.per_second(one.received, now);
    add(all.sent_mb_s, sent);
    add(all.received_mb_s, received);
    if (!known.physical) continue;
    add(physical.sent_mb_s, sent);
    add(physical.received_mb_s, received);
  }
  std::erase_if(known_, [](const auto& one) { return !one.second.seen; });
  return any_physical ? physical : all;
}

}  // namespace photosieve
