// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/time_left_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

namespace photosieve {
namespace {

using Json = nlohmann::json;
using Note = TimeLeftRecord::Note;

// Of a note: miss, width, weight and signs. Earlier programs wrote 1, place and speed as signs, and
// then their product and what slowed the run, but not for how long.
constexpr std::size_t kBeforeSigns = 3;
constexpr std::size_t kNumbers = kBeforeSigns + std::tuple_size_v<TimeLeftSigns>;
constexpr std::size_t kFirstNumbers = 6;
constexpr std::size_t kSecondNumbers = 8;

std::optional<Note> note_of(const Json& json) {
  if (!json.is_array()) return std::nullopt;
  const std::size_t count = json.size();
  if (count != kNumbers && count != kFirstNumbers && count != kSecondNumbers) return std::nullopt;
  for (const Json& number : json)
    if (!number.is_number() || !std::isfinite(number.get<double>())) return std::nullopt;
  Note note{json[0], json[1], json[2], {}};
  if (count == kNumbers) {
    for (std::size_t i = kBeforeSigns; i < count; ++i) note.signs[i - kBeforeSigns] = json[i];
  } else {
    note.signs = {json[4], json[5], count == kSecondNumbers ? json[7].get<double>() : 0, 0};
  }
  if (note.width < 0 || note.weight < 0) return std::nullopt;
  return note;
}

}  // namespace

std::string time_left_to_text(const TimeLeftRecord& record) {
  Json notes = Json::array();
  for (std::size_t i = 0; i < record.count; ++i) {
    const Note& note = record.notes[i];
    Json numbers = {note.miss, note.width, note.weight};
    for (const double sign : note.signs) numbers.push_back(sign);
    notes.push_back(std::move(numbers));
  }
  return Json{{"cost_a_second", record.cost_a_second}, {"notes", std::move(notes)}}.dump();
}

std::optional<TimeLeftRecord> time_left_from_text(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("cost_a_second") || !json.contains("notes"))
    return std::nullopt;
  const Json& speed = json["cost_a_second"];
  const Json& notes = json["notes"];
  if (!speed.is_number() || !(speed.get<double>() > 0) || !std::isfinite(speed.get<double>()))
    return std::nullopt;
  if (!notes.is_array() || notes.size() > TimeLeftRecord::kMostNotes) return std::nullopt;
  TimeLeftRecord record;
  record.cost_a_second = speed;
  for (const Json& each : notes) {
    const std::optional<Note> note = note_of(each);
    if (!note) return std::nullopt;
    record.notes[record.count++] = *note;
  }
  return record;
}

}  // namespace photosieve
