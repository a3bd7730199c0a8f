// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/drm_fdinfo.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(DrmFdinfo, ReadsTheClientAndWhatItHoldsOnTheDevice) {
  const auto amd = drm_client(
      "pos:\t0\nflags:\t02100002\nmnt_id:\t26\ndrm-driver:\tamdgpu\ndrm-client-id:\t12\n"
      "drm-pdev:\t0000:03:00.0\ndrm-memory-vram:\t2048 KiB\ndrm-memory-gtt:\t512 KiB\n"
      "drm-engine-gfx:\t123456789 ns\n");
  ASSERT_TRUE(amd);
  EXPECT_EQ(amd->device, "0000:03:00.0");
  EXPECT_EQ(amd->client, 12U);
  EXPECT_EQ(amd->memory_bytes, 2048U * 1024);
  const auto xe = drm_client(
      "drm-driver:\txe\ndrm-client-id: 3\ndrm-pdev: 0000:03:00.0\ndrm-total-vram0: 8 MiB\n"
      "drm-resident-vram0:\t4 MiB\ndrm-total-system: 64 MiB\n");
  ASSERT_TRUE(xe);
  EXPECT_EQ(xe->memory_bytes, 4U << 20) << "what is resident";
  const auto i915 = drm_client("drm-driver: i915\ndrm-client-id: 3\ndrm-total-system0: 9 MiB\n");
  ASSERT_TRUE(i915);
  EXPECT_EQ(i915->memory_bytes, std::nullopt) << "its memory is the machine's";
}

TEST(DrmFdinfo, OtherFilesAndLiesGiveNothing) {
  EXPECT_FALSE(drm_client("pos:\t0\nflags:\t0\n"));
  EXPECT_FALSE(drm_client(""));
  const auto odd = drm_client(
      "drm-driver: x\ndrm-client-id: -4\ndrm-memory-vram: 99999999999999999999 KiB\n"
      "drm-total-vram: 18446744073709551615 MiB\n:\n");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->client, 0U);
  EXPECT_EQ(odd->memory_bytes, std::nullopt);
}

}  // namespace
}  // namespace photosieve
