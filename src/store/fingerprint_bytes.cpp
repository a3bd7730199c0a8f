// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/fingerprint_bytes.h"

#include <cstring>

namespace photosieve {
namespace {

constexpr std::size_t kHashBytes = sizeof(Fingerprint::variants);
static_assert(kHashBytes == 256);

}  // namespace

std::string fingerprint_bytes(const Fingerprint& fingerprint) {
  std::string bytes(kHashBytes + 1, '\0');
  std::memcpy(bytes.data(), fingerprint.variants.data(), kHashBytes);
  bytes[kHashBytes] = static_cast<char>(fingerprint.quality);
  return bytes;
}

std::optional<Fingerprint> fingerprint_from_bytes(std::string_view bytes) {
  if (bytes.size() != kHashBytes + 1) return std::nullopt;
  Fingerprint fingerprint;
  std::memcpy(fingerprint.variants.data(), bytes.data(), kHashBytes);
  fingerprint.quality = static_cast<unsigned char>(bytes[kHashBytes]);
  if (fingerprint.quality > 100) return std::nullopt;
  return fingerprint;
}

}  // namespace photosieve
