// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/performance_bytes.h"

#include <cmath>
#include <cstring>

namespace photosieve {
namespace {

constexpr char kSingle = 1;
constexpr char kSeveral = 2;
static_assert(kPerformanceFields <= 32);

template <class Value>
void put(std::string& bytes, Value value) {
  const std::size_t at = bytes.size();
  bytes.resize(at + sizeof value);
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

template <class Value>
bool take(std::string_view& bytes, Value& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return true;
}

bool take_number(std::string_view& bytes, double& number) {
  float value = 0;
  if (!take(bytes, value) || !std::isfinite(value)) return false;
  number = value;
  return true;
}

}  // namespace

std::string performance_bytes(const PerformanceBucket& bucket) {
  const bool single = bucket.samples == 1;
  std::uint32_t known = 0;
  for (std::size_t i = 0; i < kPerformanceFields; ++i)
    if (bucket.fields.at(i)) known |= std::uint32_t{1} << i;
  std::string bytes(1, single ? kSingle : kSeveral);
  put(bytes, known);
  for (const std::optional<FieldSpan>& span : bucket.fields) {
    if (!span) continue;
    put(bytes, static_cast<float>(span->mean));
    if (single) continue;
    put(bytes, static_cast<float>(span->min));
    put(bytes, static_cast<float>(span->max));
    put(bytes, span->samples);
  }
  return bytes;
}

bool performance_from_bytes(std::string_view bytes, PerformanceBucket& bucket) {
  char version = 0;
  std::uint32_t known = 0;
  if (!take(bytes, version) || !take(bytes, known)) return false;
  if (version != kSingle && version != kSeveral) return false;
  for (std::size_t i = 0; i < 32; ++i) {
    if ((known >> i & 1U) == 0) continue;
    FieldSpan span;
    if (!take_number(bytes, span.mean)) return false;
    span.min = span.max = span.mean;
    span.samples = 1;
    if (version == kSeveral && (!take_number(bytes, span.min) || !take_number(bytes, span.max) ||
                                !take(bytes, span.samples) || span.samples == 0))
      return false;
    if (i < kPerformanceFields) bucket.fields.at(i) = span;  // others: of a newer program
  }
  return bytes.empty();
}

}  // namespace photosieve
