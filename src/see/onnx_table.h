// The entries of ONNX Runtime's table of functions that are used, by their numbers.
//
// The C API is one table of pointers that only grows: an entry's number and signature never change
// (onnxruntime_c_api.h: "all functions are added at the end"). GetApi(version) gives the table of
// that version or a later one. The numbers are those of the published header; runtime_test.cpp runs
// each against the real library.
// Threads: declarations.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace photosieve::onnx {

using Object = void;  // OrtStatus, OrtEnv, OrtSession, ...: opaque, each behind a pointer

struct ApiBase {
  const void* const* (*get_api)(std::uint32_t version);
  const char* (*get_version_string)();
};
using GetApiBase = const ApiBase* (*)();

inline constexpr std::uint32_t kApiVersion = 11;  // of 2022; later libraries answer it too

// A type for each entry, its number with it. A status that is not null is an error, to be released.
template <std::size_t number, class Signature>
struct Entry {
  using Type = Signature;
  static constexpr std::size_t kNumber = number;
};

using GetErrorMessage = Entry<2, const char* (*)(const Object* status)>;
using CreateEnv = Entry<3, Object* (*)(int log_level, const char* name, Object** env)>;
using CreateSessionFromArray =
    Entry<8, Object* (*)(const Object* env, const void* model, std::size_t bytes,
                         const Object* options, Object** session)>;
using Run =
    Entry<9, Object* (*)(Object* session, const Object* options, const char* const* inputs,
                         const Object* const* values, std::size_t input_count,
                         const char* const* outputs, std::size_t output_count, Object** results)>;
using CreateSessionOptions = Entry<10, Object* (*)(Object** options)>;
using DisableMemPattern = Entry<17, Object* (*)(Object* options)>;
using DisableCpuMemArena = Entry<19, Object* (*)(Object* options)>;
using SetGraphOptimization = Entry<23, Object* (*)(Object* options, int level)>;
using SetIntraOpThreads = Entry<24, Object* (*)(Object* options, int threads)>;
using SetInterOpThreads = Entry<25, Object* (*)(Object* options, int threads)>;
using OutputCount = Entry<31, Object* (*)(const Object* session, std::size_t* count)>;
using InputName = Entry<36, Object* (*)(const Object* session, std::size_t index, Object* allocator,
                                        char** name)>;
using OutputName = Entry<37, Object* (*)(const Object* session, std::size_t index,
                                         Object* allocator, char** name)>;
using CreateTensorWithData =
    Entry<49, Object* (*)(const Object* memory, void* data, std::size_t bytes,
                          const std::int64_t* shape, std::size_t dimensions, int element_type,
                          Object** value)>;
using GetTensorData = Entry<51, Object* (*)(Object* value, void** data)>;
using ElementType = Entry<60, Object* (*)(const Object* about, int* type)>;
using DimensionCount = Entry<61, Object* (*)(const Object* about, std::size_t* count)>;
using Dimensions =
    Entry<62, Object* (*)(const Object* about, std::int64_t* shape, std::size_t count)>;
using GetTensorAbout = Entry<65, Object* (*)(const Object* value, Object** about)>;
using CreateCpuMemoryInfo = Entry<69, Object* (*)(int allocator, int kind, Object** memory)>;
using AllocatorFree = Entry<76, Object* (*)(Object* allocator, void* bytes)>;
using DefaultAllocator = Entry<78, Object* (*)(Object** allocator)>;
using ReleaseEnv = Entry<92, void (*)(Object*)>;
using ReleaseStatus = Entry<93, void (*)(Object*)>;
using ReleaseMemoryInfo = Entry<94, void (*)(Object*)>;
using ReleaseSession = Entry<95, void (*)(Object*)>;
using ReleaseValue = Entry<96, void (*)(Object*)>;
using ReleaseTensorAbout = Entry<99, void (*)(Object*)>;
using ReleaseSessionOptions = Entry<100, void (*)(Object*)>;

inline constexpr int kLogFatal = 4;
inline constexpr int kAllOptimizations = 99;
inline constexpr int kDeviceAllocator = 0;
inline constexpr int kDefaultMemory = 0;
inline constexpr int kFloat = 1;

}  // namespace photosieve::onnx
