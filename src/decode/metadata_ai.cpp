// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_ai.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "decode/c2pa.h"
#include "decode/metadata_fields.h"

namespace photosieve {
namespace {

// Programs that do nothing but generate, as they name themselves; lower case.
constexpr std::array<std::string_view, 8> kGenerators{"midjourney",
                                                      "stable diffusion",
                                                      "dall-e",
                                                      "dall\xC2\xB7"
                                                      "e",
                                                      "adobe firefly",
                                                      "comfyui",
                                                      "invokeai",
                                                      "novelai"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return result;
}

class Marks {
 public:
  explicit Marks(std::vector<AiMark>& marks) : marks_(marks) {}

  void add(AiKind kind, std::string_view value, std::string_view where) {
    if (marks_.size() < kMostMetadataEntries)
      marks_.push_back({kind, metadata_text(value), metadata_text(where)});
  }

  void source_type(std::string_view value, std::string_view where) {
    const std::string_view code = last_part(value);
    if (const auto kind = ai_kind_of_source_type(code)) add(*kind, code, where);
  }

  void credit(std::string_view text, std::string_view where) {
    const std::string small = lower(text);
    if (small.find("made with google ai") != std::string::npos)
      add(AiKind::kGenerated, text, where);
    if (small.find("edited with google ai") != std::string::npos) add(AiKind::kEdited, text, where);
  }

  void program(std::string_view text, std::string_view where) {
    const std::string small = lower(text);
    const bool known = std::any_of(
        kGenerators.begin(), kGenerators.end(),
        [&](std::string_view generator) { return small.find(generator) != std::string::npos; });
    if (known) add(AiKind::kGenerated, text, where);
  }

 private:
  std::vector<AiMark>& marks_;
};

}  // namespace

void fill_ai_marks(const MetadataBlocks& blocks, const MetadataTags& tags,
                   std::vector<AiMark> of_c2pa, PhotoMetadata& metadata) {
  metadata.ai_marks = std::move(of_c2pa);
  Marks marks(metadata.ai_marks);
  for (const MetadataTag& tag : tags.xmp) {
    const std::string_view property = std::string_view(tag.key).substr(tag.key.rfind('.') + 1);
    if (property == "DigitalSourceType" || property == "DigitalSourcefileType") {
      if (metadata.digital_source_type.empty())
        metadata.digital_source_type = metadata_text(last_part(tag.text));
      marks.source_type(tag.text, "XMP DigitalSourceType");
    }
    if (property == "AISystemUsed") marks.add(AiKind::kGenerated, tag.text, "XMP AISystemUsed");
  }
  marks.credit(first_text(tags.xmp, "Xmp.photoshop.Credit"), "XMP Credit");
  marks.credit(first_text(tags.iptc, "Iptc.Application2.Credit"), "IPTC Credit");
  marks.program(metadata.software, "Software");
  if (!blocks.ai_text.empty()) marks.add(AiKind::kGenerated, blocks.ai_text, blocks.ai_text_where);
}

}  // namespace photosieve
