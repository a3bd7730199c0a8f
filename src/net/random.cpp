// SPDX-License-Identifier: Apache-2.0
#include "net/random.h"

#include <sys/random.h>

#include <array>
#include <cstring>

#include "base/result.h"

namespace photosieve::net {
namespace {

// A pool a thread, so that a flood of handshakes or frames is not a flood of system calls.
struct Pool {
  std::array<std::uint8_t, 256> bytes{};  // getrandom() never returns short up to 256 bytes
  std::size_t used = 256;

  void take(void* out, std::size_t size) {
    if (used + size > bytes.size()) {
      ssize_t got = -1;
      while (got < 0) got = ::getrandom(bytes.data(), bytes.size(), 0);  // EINTR before it is ready
      PS_CHECK(static_cast<std::size_t>(got) == bytes.size());
      used = 0;
    }
    std::memcpy(out, bytes.data() + used, size);
    std::memset(bytes.data() + used, 0, size);  // what was handed out is not kept
    used += size;
  }
};

Pool& pool() {
  thread_local Pool instance;
  return instance;
}

}  // namespace

std::uint32_t random_u32() {
  std::uint32_t value = 0;
  pool().take(&value, sizeof value);
  return value;
}

std::string random_id() {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::array<std::uint8_t, 20> bytes{};
  pool().take(bytes.data(), bytes.size());
  std::string id(bytes.size(), '\0');
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = kAlphabet[bytes[i] & 63];
  return id;
}

}  // namespace photosieve::net
