// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/fingerprint_bytes.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(FingerprintBytes, GoThereAndBack) {
  Fingerprint fingerprint;
  for (std::size_t i = 0; i < 8; ++i) fingerprint.variants[i] = {i, i + 1, ~i, 7};
  fingerprint.quality = 99;
  EXPECT_EQ(fingerprint_from_bytes(fingerprint_bytes(fingerprint)), fingerprint);
}

TEST(FingerprintBytes, OtherBytesAreNoFingerprint) {
  EXPECT_FALSE(fingerprint_from_bytes(""));
  EXPECT_FALSE(fingerprint_from_bytes(std::string(256, 'x')));
  EXPECT_FALSE(fingerprint_from_bytes(std::string(257, '\xff')));
}

}  // namespace
}  // namespace photosieve
