# Writes the built-in profiles (profiles/*.toml) and the list of names (profiles/names.txt) into a
# header, so that the program stands alone.
# Called by: cmake -D PROFILES=DIR -D OUT=FILE -P embed_profiles.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB files ${PROFILES}/*.toml)
list(SORT files)
file(READ ${PROFILES}/names.txt name_list)
set(names "")
set(texts "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND names "    \"${name}\",\n")
  string(APPEND texts "    R\"__profile__(${text})__profile__\",\n")
  math(EXPR count "${count} + 1")
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT
"// The profiles of profiles/*.toml and the names of profiles/names.txt; made by cmake/embed_profiles.cmake.
#pragma once

#include <array>
#include <string_view>

namespace photosieve {

inline constexpr std::array<std::string_view, @count@> kBuiltInProfileNames{
@names@};
inline constexpr std::array<std::string_view, @count@> kBuiltInProfileTexts{
@texts@};
inline constexpr std::string_view kBuiltInNames = R\"__profile__(@name_list@)__profile__\";

}  // namespace photosieve
")
