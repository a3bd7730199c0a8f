// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo_metadata_json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "model/json_read.h"

namespace photosieve {
namespace {

// A text of the struct, its key and its limit: one table for writing and reading.
struct TextField {
  const char* key;
  std::string PhotoMetadata::*member;
  std::size_t longest;
};
constexpr std::array<TextField, 13> kTexts{{
    {"title", &PhotoMetadata::title, kLongestMetadataText},
    {"title_source", &PhotoMetadata::title_source, 16},
    {"description", &PhotoMetadata::description, kLongestMetadataText},
    {"description_source", &PhotoMetadata::description_source, 16},
    {"keywords_source", &PhotoMetadata::keywords_source, 16},
    {"creator", &PhotoMetadata::creator, kLongestMetadataName},
    {"copyright", &PhotoMetadata::copyright, kLongestMetadataName},
    {"camera_make", &PhotoMetadata::camera_make, kLongestMetadataName},
    {"camera_model", &PhotoMetadata::camera_model, kLongestMetadataName},
    {"lens", &PhotoMetadata::lens, kLongestMetadataName},
    {"taken_at_local", &PhotoMetadata::taken_at, 32},
    {"taken_offset", &PhotoMetadata::taken_offset, 16},
    {"software", &PhotoMetadata::software, kLongestMetadataName},
}};
constexpr const char* kSourceType = "digital_source_type";

// Writes fields one by one; `whole` writes what is not known as null instead of leaving it out.
template <class Json>
class Writer {
 public:
  explicit Writer(bool whole) : whole_(whole) {}

  void text(const char* key, const std::string& value) {
    if (!value.empty())
      json_[key] = value;
    else if (whole_)
      json_[key] = nullptr;
  }
  void number(const char* key, const std::optional<double>& value) {
    if (value)
      json_[key] = *value;
    else if (whole_)
      json_[key] = nullptr;
  }
  template <class Value>
  void plain(const char* key, const Value& value, const Value& usual) {
    if (whole_ || value != usual) json_[key] = value;
  }
  // An object or a list: left out when empty and not whole.
  void part(const char* key, Json value) {
    if (whole_ || !value.empty()) json_[key] = std::move(value);
  }
  Json take() {
    if (json_.is_null()) json_ = Json::object();
    return std::move(json_);
  }

 private:
  Json json_;
  bool whole_;
};

template <class Json>
Json colour_json(const ColourFacts& colour, bool whole) {
  Writer<Json> writer(whole);
  if (whole || colour.model != ColourModel::kUnknown)
    writer.text("model", std::string(name(colour.model)));
  writer.text("space", colour.space);
  if (whole || colour.source != ColourSource::kNone)
    writer.text("source", std::string(name(colour.source)));
  writer.text("profile_name", colour.profile_name);
  writer.text("profile_problem", colour.profile_problem);
  return writer.take();
}

template <class Json>
Json gps_json(const GpsFacts& gps, bool whole) {
  Writer<Json> writer(whole);
  writer.plain("present", gps.present, false);
  writer.number("latitude", gps.latitude);
  writer.number("longitude", gps.longitude);
  return writer.take();
}

template <class Json>
Json c2pa_json(const C2paFacts& c2pa, bool whole) {
  Writer<Json> writer(whole);
  writer.plain("present", c2pa.present, false);
  writer.text("where", c2pa.where);
  writer.text("claim_generator", c2pa.claim_generator);
  writer.part("actions", Json(c2pa.actions));
  writer.part("digital_source_types", Json(c2pa.source_types));
  return writer.take();
}

template <class Json>
Json thumbnail_json(const ThumbnailFacts& thumbnail, bool whole) {
  Writer<Json> writer(whole);
  writer.plain("present", thumbnail.present, false);
  writer.plain("width", thumbnail.width, 0U);
  writer.plain("height", thumbnail.height, 0U);
  writer.number("likeness", thumbnail.likeness);
  return writer.take();
}

template <class Json>
Json json_of(const PhotoMetadata& metadata, bool whole) {
  Writer<Json> writer(whole);
  for (const TextField& field : kTexts) writer.text(field.key, metadata.*field.member);
  writer.part("keywords", Json(metadata.keywords));
  writer.plain("keyword_count", metadata.keyword_count, 0U);
  writer.plain("orientation", metadata.orientation, 1);
  writer.part("gps", gps_json<Json>(metadata.gps, whole));
  Json fields = Json::array();
  for (const PrivateField& field : metadata.private_fields)
    fields.push_back({{"what", field.what}, {"where", field.where}});
  writer.part("private_fields", std::move(fields));
  writer.text(kSourceType, metadata.digital_source_type);
  Json marks = Json::array();
  for (const AiMark& mark : metadata.ai_marks)
    marks.push_back({{"kind", name(mark.kind)}, {"value", mark.value}, {"where", mark.where}});
  writer.part("ai_marks", std::move(marks));
  writer.part("c2pa", c2pa_json<Json>(metadata.c2pa, whole));
  writer.part("thumbnail", thumbnail_json<Json>(metadata.thumbnail, whole));
  writer.part("colour", colour_json<Json>(metadata.colour, whole));
  writer.part("problems", Json(metadata.problems));
  return writer.take();
}

Result<std::string> text_of(const JsonReader& reader, const char* key, std::size_t longest) {
  if (reader.find(key) == nullptr) return std::string{};
  return reader.text(key, longest);
}

Result<bool> flag_of(const JsonReader& reader, const char* key) {
  if (reader.find(key) == nullptr) return false;
  return reader.boolean(key);
}

Result<std::uint32_t> count_of(const JsonReader& reader, const char* key) {
  if (reader.find(key) == nullptr) return 0U;
  PS_TRY(const std::uint64_t value, reader.whole(key, 0xFFFFFFFF));
  return static_cast<std::uint32_t>(value);
}

Result<std::vector<std::string>> texts_of(const JsonReader& reader, const char* key,
                                          std::size_t most) {
  std::vector<std::string> texts;
  const nlohmann::json* list = reader.find(key);
  if (list == nullptr) return texts;
  if (!list->is_array() || list->size() > most)
    return fail(ErrorKind::kPhoto, std::string(key) + " is not a short list");
  for (const nlohmann::json& one : *list) {
    const nlohmann::json wrapped{{"text", one}};
    PS_TRY(std::string text, JsonReader(wrapped).text("text", kLongestMetadataName));
    texts.push_back(std::move(text));
  }
  return texts;
}

// The objects of a list, each read by `read`.
template <class Value, class Read>
Result<std::vector<Value>> objects_of(const JsonReader& reader, const char* key, const Read& read) {
  std::vector<Value> values;
  const nlohmann::json* list = reader.find(key);
  if (list == nullptr) return values;
  if (!list->is_array() || list->size() > kMostMetadataEntries)
    return fail(ErrorKind::kPhoto, std::string(key) + " is not a short list");
  for (const nlohmann::json& one : *list) {
    PS_TRY(Value value, read(JsonReader(one)));
    values.push_back(std::move(value));
  }
  return values;
}

Result<PrivateField> private_field_from(const JsonReader& reader) {
  PrivateField field;
  PS_TRY(field.what, reader.text("what", kLongestMetadataName));
  PS_TRY(field.where, reader.text("where", kLongestMetadataName));
  return field;
}

Result<AiMark> ai_mark_from(const JsonReader& reader) {
  AiMark mark;
  PS_TRY(const std::string kind_name, reader.text("kind", 16));
  const auto kind = ai_kind_from(kind_name);
  if (!kind) return fail(ErrorKind::kPhoto, "unknown kind of AI mark");
  mark.kind = *kind;
  PS_TRY(mark.value, reader.text("value", kLongestMetadataName));
  PS_TRY(mark.where, reader.text("where", kLongestMetadataName));
  return mark;
}

Result<ColourFacts> colour_from(const JsonReader& reader) {
  ColourFacts colour;
  PS_TRY(const std::string model_name, text_of(reader, "model", 16));
  PS_TRY(const std::string source_name, text_of(reader, "source", 16));
  const auto model = colour_model_from(model_name.empty() ? "unknown" : model_name);
  const auto source = colour_source_from(source_name.empty() ? "none" : source_name);
  if (!model || !source) return fail(ErrorKind::kPhoto, "unknown colour model or source");
  colour.model = *model;
  colour.source = *source;
  PS_TRY(colour.space, text_of(reader, "space", kLongestMetadataName));
  PS_TRY(colour.profile_name, text_of(reader, "profile_name", kLongestMetadataName));
  PS_TRY(colour.profile_problem, text_of(reader, "profile_problem", kLongestMetadataName));
  return colour;
}

Result<GpsFacts> gps_from(const JsonReader& reader) {
  GpsFacts gps;
  PS_TRY(gps.present, flag_of(reader, "present"));
  PS_TRY(gps.latitude, reader.maybe_number("latitude", -90, 90));
  PS_TRY(gps.longitude, reader.maybe_number("longitude", -180, 180));
  return gps;
}

Result<C2paFacts> c2pa_from(const JsonReader& reader) {
  C2paFacts c2pa;
  PS_TRY(c2pa.present, flag_of(reader, "present"));
  PS_TRY(c2pa.where, text_of(reader, "where", kLongestMetadataName));
  PS_TRY(c2pa.claim_generator, text_of(reader, "claim_generator", kLongestMetadataName));
  PS_TRY(c2pa.actions, texts_of(reader, "actions", kMostMetadataEntries));
  PS_TRY(c2pa.source_types, texts_of(reader, "digital_source_types", kMostMetadataEntries));
  return c2pa;
}

Result<ThumbnailFacts> thumbnail_from(const JsonReader& reader) {
  ThumbnailFacts thumbnail;
  PS_TRY(thumbnail.present, flag_of(reader, "present"));
  PS_TRY(thumbnail.width, count_of(reader, "width"));
  PS_TRY(thumbnail.height, count_of(reader, "height"));
  PS_TRY(thumbnail.likeness, reader.maybe_number("likeness", -1, 1));
  return thumbnail;
}

}  // namespace

nlohmann::json metadata_to_json(const PhotoMetadata& metadata) {
  return json_of<nlohmann::json>(metadata, false);
}

nlohmann::ordered_json public_metadata_json(const PhotoMetadata& metadata) {
  return json_of<nlohmann::ordered_json>(metadata, true);
}

Result<PhotoMetadata> metadata_from_json(const nlohmann::json& json) {
  if (!json.is_object()) return fail(ErrorKind::kPhoto, "metadata is not an object");
  const JsonReader reader(json);
  const nlohmann::json nothing = nlohmann::json::object();
  const auto part = [&](const char* key) {
    const nlohmann::json* found = reader.find(key);
    return JsonReader(found == nullptr ? nothing : *found);
  };
  PhotoMetadata metadata;
  for (const TextField& field : kTexts) {
    PS_TRY(metadata.*field.member, text_of(reader, field.key, field.longest));
  }
  PS_TRY(metadata.keywords, texts_of(reader, "keywords", kMostKeywords));
  PS_TRY(metadata.keyword_count, count_of(reader, "keyword_count"));
  if (reader.find("orientation") != nullptr) {
    PS_TRY(const std::uint64_t orientation, reader.whole("orientation", 8));
    metadata.orientation = orientation == 0 ? 1 : static_cast<int>(orientation);
  }
  PS_TRY(metadata.gps, gps_from(part("gps")));
  PS_TRY(metadata.private_fields,
         objects_of<PrivateField>(reader, "private_fields", private_field_from));
  PS_TRY(metadata.digital_source_type, text_of(reader, kSourceType, kLongestMetadataName));
  PS_TRY(metadata.ai_marks, objects_of<AiMark>(reader, "ai_marks", ai_mark_from));
  PS_TRY(metadata.c2pa, c2pa_from(part("c2pa")));
  PS_TRY(metadata.thumbnail, thumbnail_from(part("thumbnail")));
  PS_TRY(metadata.colour, colour_from(part("colour")));
  PS_TRY(metadata.problems, texts_of(reader, "problems", kMostMetadataEntries));
  return metadata;
}

}  // namespace photosieve
