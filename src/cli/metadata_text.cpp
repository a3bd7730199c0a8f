// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/metadata_text.h"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kLabelColumns = 25;  // with the indent
constexpr std::size_t kWeightiest = 10;    // keywords that weigh most

class Block {
 public:
  void line(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    text_ += fmt::format("  {:<22} {}\n", label,
                         elide_middle(printable(text), kColumns - kLabelColumns));
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string sourced(const std::string& text, const std::string& source) {
  return text.empty() ? "" : fmt::format("{} ({})", text, source);
}

std::string listed(const std::vector<std::string>& texts, std::size_t from, std::size_t to) {
  std::string list;
  for (std::size_t i = from; i < std::min(to, texts.size()); ++i)
    list += (list.empty() ? "" : ", ") + texts[i];
  return list;
}

void add_keywords(const PhotoMetadata& metadata, Block& block) {
  if (metadata.keyword_count == 0) return;
  block.line("keywords", fmt::format("{} ({})", metadata.keyword_count, metadata.keywords_source));
  block.line("  the first ten", listed(metadata.keywords, 0, kWeightiest));
  block.line("  the others", listed(metadata.keywords, kWeightiest, metadata.keywords.size()));
}

// "NIKON Z 8" and not "Nikon NIKON Z 8".
std::string camera(const PhotoMetadata& metadata) {
  const std::string& make = metadata.camera_make;
  const std::string& model = metadata.camera_model;
  const bool named =
      model.size() >= make.size() && ::strncasecmp(model.data(), make.data(), make.size()) == 0;
  return named ? model : make + " " + model;
}

std::string taken(const PhotoMetadata& metadata) {
  if (metadata.taken_at.empty()) return {};
  std::string day = metadata.taken_at;
  std::replace(day.begin(), day.end(), 'T', ' ');
  return metadata.taken_offset.empty() ? day + " (local time, no zone)"
                                       : day + " " + metadata.taken_offset;
}

std::string place(const GpsFacts& gps) {
  if (!gps.present) return {};
  if (!gps.latitude || !gps.longitude) return "there is a position, but it is damaged";
  return fmt::format("{:.5f}, {:.5f}", *gps.latitude, *gps.longitude);
}

std::string colours(const ColourFacts& colour) {
  if (colour.model == ColourModel::kUnknown && colour.space.empty()) return {};
  std::string text = colour.space.empty() ? "not stated (sRGB is assumed)" : colour.space;
  if (colour.source == ColourSource::kProfile)
    text += fmt::format(", by its profile \"{}\"", colour.profile_name);
  if (colour.source == ColourSource::kExif) text += ", by Exif; no profile";
  if (colour.source == ColourSource::kPngChunk) text += ", by a PNG chunk; no profile";
  if (colour.source == ColourSource::kCodePoints) text += ", by code points; no profile";
  return text;
}

std::string thumbnail(const ThumbnailFacts& facts) {
  if (!facts.present) return {};
  if (facts.width == 0) return "there is one, not compared";
  const std::string size = fmt::format("{} x {}", facts.width, facts.height);
  return facts.likeness ? fmt::format("{}, likeness {:.2f}", size, *facts.likeness) : size;
}

}  // namespace

std::string metadata_text_block(const PhotoMetadata& metadata) {
  Block block;
  block.line("title", sourced(metadata.title, metadata.title_source));
  block.line("description", sourced(metadata.description, metadata.description_source));
  add_keywords(metadata, block);
  block.line("creator", metadata.creator);
  block.line("copyright", metadata.copyright);
  block.line("camera", camera(metadata));
  block.line("lens", metadata.lens);
  block.line("taken", taken(metadata));
  block.line("software", metadata.software);
  if (metadata.orientation != 1)
    block.line("orientation", fmt::format("{} (turned upright)", metadata.orientation));
  block.line("position", place(metadata.gps));
  for (const PrivateField& field : metadata.private_fields)
    block.line("private", fmt::format("{} ({})", field.what, field.where));
  block.line("source type", metadata.digital_source_type);
  for (const AiMark& mark : metadata.ai_marks)
    block.line("AI mark", fmt::format("{}: {} ({})", name(mark.kind), mark.value, mark.where));
  if (metadata.c2pa.present) {
    block.line("content credentials", metadata.c2pa.where);
    block.line("  by", metadata.c2pa.claim_generator);
    block.line("  actions", listed(metadata.c2pa.actions, 0, metadata.c2pa.actions.size()));
  }
  block.line("colours", colours(metadata.colour));
  block.line("colour profile", metadata.colour.profile_problem);
  block.line("thumbnail", thumbnail(metadata.thumbnail));
  for (const std::string& problem : metadata.problems) block.line("problem", problem);
  return block.take();
}

}  // namespace photosieve
