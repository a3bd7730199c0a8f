// FakeNvml: what a test says of the GPUs that the fake library has, and what it was asked.
//
// The library exports one of it as `fake_nvml`; the interface that it answers by is NVIDIA's
// published one. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace photosieve {

struct FakeGpu {
  const char* address = "";  // "0000:01:00.0"
  const char* name = "";
  unsigned utilization = 0;
  unsigned long long memory_total = 0;
  unsigned long long memory_used = 0;
  unsigned temperature = 0;
  unsigned power_mw = 0;
  unsigned pid = 0;  // of a process on it; 0: none
  unsigned long long pid_memory = 0;
  int utilization_code = 0;  // what the questions answer: 0 is good, 3 not supported, 15 lost
  int memory_code = 0;
  int temperature_code = 0;
  int power_code = 0;
  int handle_code = 0;
  bool attached = false;  // was touched
};

struct FakeNvml {
  int init_code = 0;
  bool knows_flags = true;
  int inits = 0;
  int shutdowns = 0;
  int questions = 0;
  int gpus = 0;
  FakeGpu gpu[4];
};

}  // namespace photosieve
