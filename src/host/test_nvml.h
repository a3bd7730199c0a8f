// TestNvml: the fake NVML library of tests/host, opened by a test that says what it answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <string>

#include "host/test_fake_nvml.h"

// The build of the tests says where the library is.
#ifndef PHOTOSIEVE_FAKE_NVML
#define PHOTOSIEVE_FAKE_NVML "libfake_nvml.so"
#endif

namespace photosieve {

class TestNvml {
 public:
  TestNvml() : library_(::dlopen(PHOTOSIEVE_FAKE_NVML, RTLD_NOW | RTLD_LOCAL)) {
    EXPECT_NE(library_, nullptr) << ::dlerror();
    fake_ = static_cast<FakeNvml*>(::dlsym(library_, "fake_nvml"));
    *fake_ = FakeNvml{};
  }
  ~TestNvml() { ::dlclose(library_); }
  TestNvml(const TestNvml&) = delete;
  TestNvml& operator=(const TestNvml&) = delete;

  FakeNvml* operator->() { return fake_; }
  static std::string path() { return PHOTOSIEVE_FAKE_NVML; }

  FakeGpu& add(const char* address, const char* name) {
    FakeGpu& gpu = fake_->gpu[fake_->gpus++];
    gpu = {.address = address,
           .name = name,
           .utilization = 42,
           .memory_total = std::size_t{8192} << 20,
           .memory_used = std::size_t{1024} << 20,
           .temperature = 61,
           .power_mw = 95'500};
    return gpu;
  }

 private:
  void* library_;
  FakeNvml* fake_ = nullptr;
};

}  // namespace photosieve
