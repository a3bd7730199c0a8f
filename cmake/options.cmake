# Build options, and the one target that carries warnings, sanitizers and hardening.
# Nothing is set globally: targets link photosieve_options PRIVATE, consumers inherit nothing.
option(PHOTOSIEVE_TESTS "Build unit tests" ON)
option(PHOTOSIEVE_BENCHMARKS "Build benchmarks" OFF)
option(PHOTOSIEVE_FUZZ "Build fuzz targets with libFuzzer (needs clang)" OFF)
option(PHOTOSIEVE_TOGETHER "Compile several sources of a module as one (docs/decisions/0010)" OFF)
set(PHOTOSIEVE_SANITIZE "" CACHE STRING "e.g. address,undefined or thread")

add_library(photosieve_options INTERFACE)
target_compile_features(photosieve_options INTERFACE cxx_std_20)
target_compile_options(photosieve_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -Wno-missing-field-initializers  # designated initialisers leave out what has a default
  -fno-omit-frame-pointer -fstack-protector-strong)
# gcc 12, when it optimises, sees overlapping, overlong and unset copies in std::string where there are
# none (gcc bugs 105329, 105651 and their kin). The sanitizers see the real ones.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(photosieve_options INTERFACE
    -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread
    -Wno-maybe-uninitialized)
endif()
if(PHOTOSIEVE_TOGETHER)
  # A source that is compiled with others looks like a header to this warning, which is about headers.
  target_compile_options(photosieve_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(PHOTOSIEVE_SANITIZE)
  target_compile_options(photosieve_options INTERFACE
    -fsanitize=${PHOTOSIEVE_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(photosieve_options INTERFACE -fsanitize=${PHOTOSIEVE_SANITIZE})
  target_compile_definitions(photosieve_options INTERFACE PHOTOSIEVE_SANITIZED=1)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(photosieve_options INTERFACE _FORTIFY_SOURCE=2)
endif()
