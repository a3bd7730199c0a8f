# photosieve_together(<target> <source>...): under PHOTOSIEVE_TOGETHER the target's sources are
# compiled in groups that define nothing twice. A name that a file gets later may be in its group
# already: the compiler says so, and configuring again parts the two.
function(photosieve_together target)
  if(NOT PHOTOSIEVE_TOGETHER)
    return()
  endif()
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/source_groups.py ${ARGN}
    OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" lines "${said}")
  foreach(line IN LISTS lines)
    string(REGEX MATCH "^([0-9]+) (.+)$" matched "${line}")
    set_source_files_properties(${CMAKE_MATCH_2} PROPERTIES UNITY_GROUP ${CMAKE_MATCH_1})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# photosieve_module(<name> [APART] [PIXELS] [DEPS <module>...] [LIBS <target>...] [PCH <header>...])
#
# One folder under src/ is one static library. Sources are found by suffix, so adding a file is
# one action: x.cpp and x.h go in, x_test.cpp is x's test, x_bench.cpp its benchmark, x_fuzz.cpp
# its fuzz target. DEPS is the architecture: tools/check_layers.py reads the same lines and refuses
# an include they do not allow. A module whose folder is not there yet is only known to the check.
# PCH headers are precompiled for the module and its tests: only heavy library headers go there.
# APART: the module's objects stay one a source under PHOTOSIEVE_TOGETHER too.
# PIXELS: the module visits each pixel, so it is optimised wholly in builds with sanitizers too:
# gcc makes vectors of loops before it adds the checks, and the checks are then fewer.
function(photosieve_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "APART;PIXELS" "" "DEPS;LIBS;PCH")
  set(dir ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  if(NOT IS_DIRECTORY ${dir})
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${dir}/*.h)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(benches ${sources})
  list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")
  set(fuzzers ${sources})
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(_(test|bench|fuzz)|/main)\\.cpp$")

  if(sources)
    set(scope PUBLIC)
    add_library(photosieve_${name} STATIC ${sources})
    if(NOT arg_APART)
      photosieve_together(photosieve_${name} ${sources})
    endif()
    target_link_libraries(photosieve_${name} PRIVATE photosieve_options)
    if(arg_PIXELS AND PHOTOSIEVE_SANITIZE)
      target_compile_options(photosieve_${name} PRIVATE -O3)
    endif()
    if(arg_PCH)
      target_precompile_headers(photosieve_${name} PRIVATE ${arg_PCH})
    endif()
  else()
    set(scope INTERFACE)
    add_library(photosieve_${name} INTERFACE)
  endif()
  add_library(photosieve::${name} ALIAS photosieve_${name})
  target_sources(photosieve_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR} FILES ${headers})
  target_compile_features(photosieve_${name} ${scope} cxx_std_20)
  foreach(dep IN LISTS arg_DEPS)
    if(TARGET photosieve::${dep})
      target_link_libraries(photosieve_${name} ${scope} photosieve::${dep})
    endif()
  endforeach()
  target_link_libraries(photosieve_${name} ${scope} ${arg_LIBS})

  if(PHOTOSIEVE_TESTS AND tests)
    add_executable(${name}_test ${tests})
    photosieve_together(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE
      photosieve::${name} photosieve_options GTest::gmock GTest::gtest_main)
    if(PHOTOSIEVE_SANITIZE)
      target_compile_options(${name}_test PRIVATE -O0)  # half the time, and tests need no speed
    endif()
    target_compile_definitions(${name}_test PRIVATE
      PHOTOSIEVE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    if(arg_PCH)
      target_precompile_headers(${name}_test PRIVATE ${arg_PCH} <gtest/gtest.h>)
    endif()
    include(GoogleTest)
    gtest_discover_tests(${name}_test TEST_PREFIX ${name}/ DISCOVERY_MODE PRE_TEST
      PROPERTIES TIMEOUT 300)
  endif()
  if(PHOTOSIEVE_BENCHMARKS AND benches)
    add_executable(${name}_bench ${benches})
    target_link_libraries(${name}_bench PRIVATE
      photosieve::${name} photosieve_options benchmark::benchmark_main)
  endif()
  # A fuzz target is built in every build: without libFuzzer it replays its seeds as a test.
  if(PHOTOSIEVE_FUZZ OR PHOTOSIEVE_TESTS)
    foreach(fuzzer IN LISTS fuzzers)
      get_filename_component(target ${fuzzer} NAME_WE)
      if(PHOTOSIEVE_FUZZ)
        add_executable(${target} ${fuzzer})
        target_compile_options(${target} PRIVATE -fsanitize=fuzzer)
        target_link_options(${target} PRIVATE -fsanitize=fuzzer)
      else()
        add_executable(${target} ${fuzzer} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
        add_test(NAME ${name}/${target}
          COMMAND ${target} ${PROJECT_SOURCE_DIR}/tests/data/seeds/${target})
      endif()
      target_link_libraries(${target} PRIVATE photosieve::${name} photosieve_options)
    endforeach()
  endif()
endfunction()
