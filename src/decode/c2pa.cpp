// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/c2pa.h"

#include <algorithm>
#include <string_view>

#include "decode/big_endian.h"
#include "decode/cbor.h"

namespace photosieve {
namespace {

constexpr int kDeepest = 16;
constexpr int kMostBoxes = 4096;
constexpr std::size_t kTypeBytes = 16;  // a content type's identity

using Bytes = std::span<const std::uint8_t>;

// "c2pa.actions", "c2pa.actions.v2", "c2pa.actions__1": the label, a version, a number.
bool is(std::string_view label, std::string_view name) {
  if (!label.starts_with(name)) return false;
  const std::string_view rest = label.substr(name.size());
  return rest.empty() || rest.starts_with(".v") || rest.starts_with("__");
}

void add(std::vector<std::string>& texts, std::string_view text) {
  std::string mended = metadata_text(text);
  if (mended.empty() || texts.size() >= kMostMetadataEntries) return;
  texts.push_back(std::move(mended));
}

class Reader {
 public:
  explicit Reader(C2paReading& reading) : reading_(reading) {}

  // The boxes of one level. A superbox's label is known before its content is reached.
  void boxes(Bytes bytes, std::string_view label, int depth) {  // NOLINT(misc-no-recursion)
    if (depth > kDeepest) return problem("The Content Credentials are nested too deeply");
    while (bytes.size() >= 8) {
      if (++count_ > kMostBoxes) return problem("The Content Credentials have too many parts");
      std::uint64_t size = big32(bytes, 0);
      std::size_t head = 8;
      if (size == 1 && bytes.size() >= 16) {
        size = big64(bytes, 8);
        head = 16;
      } else if (size == 0) {
        size = bytes.size();
      }
      if (size < head || size > bytes.size()) return problem("The Content Credentials are damaged");
      const std::string_view type = text_of(bytes.subspan(4, 4));
      box(type, bytes.subspan(head, size - head), label, depth);
      if (type == "jumd") label = label_of(bytes.subspan(head, size - head));
      bytes = bytes.subspan(size);
    }
  }

 private:
  void problem(const char* sentence) {
    if (reading_.problem.empty()) reading_.problem = sentence;
  }

  // A description box: type, a byte of what follows, and the label up to a '\0'.
  static std::string_view label_of(Bytes description) {
    if (description.size() <= kTypeBytes + 1 || (description[kTypeBytes] & 2) == 0) return {};
    const std::string_view text = text_of(description.subspan(kTypeBytes + 1));
    return text.substr(0, text.find('\0'));
  }

  // NOLINTNEXTLINE(misc-no-recursion): depth is bounded
  void box(std::string_view type, Bytes body, std::string_view label, int depth) {
    if (type == "jumb") return boxes(body, {}, depth + 1);
    if (type == "brob") return problem("A part of the Content Credentials is compressed");
    if (type != "cbor") return;
    if (is(label, "c2pa.claim")) claim(body);
    if (is(label, "c2pa.actions")) actions(body);
  }

  void claim(Bytes body) {
    std::string generator;
    std::string name;
    const auto each = [&](std::string_view key, std::string_view text) {
      if (key == "claim_generator" && generator.empty()) generator = text;
      if (key == "name" && name.empty()) name = text;
    };
    if (!walk_cbor(body, each)) problem("The Content Credentials are damaged");
    // The newest manifest stands last.
    reading_.facts.claim_generator = metadata_text(generator.empty() ? name : generator);
  }

  void actions(Bytes body) {
    std::string action;
    std::string source_type;
    const auto flush = [&] {
      if (!action.empty() || !source_type.empty()) take(action, source_type);
      action.clear();
      source_type.clear();
    };
    const auto each = [&](std::string_view key, std::string_view text) {
      if (key == "action") {
        if (!action.empty()) flush();
        action = text;
      }
      if (key == "digitalSourceType") source_type = text;
    };
    if (!walk_cbor(body, each)) problem("The Content Credentials are damaged");
    flush();
  }

  void take(std::string_view action, std::string_view source_type) {
    add(reading_.facts.actions, action);
    const std::string_view code = last_part(source_type);
    if (code.empty()) return;
    const std::string mended = metadata_text(code);
    auto& types = reading_.facts.source_types;
    if (std::find(types.begin(), types.end(), mended) == types.end()) add(types, code);
    const auto kind = ai_kind_of_source_type(code);
    if (kind && reading_.ai_marks.size() < kMostMetadataEntries)
      reading_.ai_marks.push_back(
          {*kind, mended,
           metadata_text(action.empty() ? "C2PA action" : "C2PA action " + std::string(action))});
  }

  C2paReading& reading_;
  int count_ = 0;
};

}  // namespace

std::string_view last_part(std::string_view uri) {
  while (!uri.empty() && (uri.back() == '/' || uri.back() == ' ')) uri.remove_suffix(1);
  const std::size_t cut = uri.find_last_of("/:#");
  return cut == std::string_view::npos ? uri : uri.substr(cut + 1);
}

std::optional<AiKind> ai_kind_of_source_type(std::string_view code) {
  if (code == "trainedAlgorithmicMedia" || code == "trainedAlgorithmicData")
    return AiKind::kGenerated;
  if (code == "compositeWithTrainedAlgorithmicMedia" || code == "compositeSynthetic" ||
      code == "trainedAlgorithmicallyEnhanced")
    return AiKind::kEdited;
  return std::nullopt;
}

C2paReading read_c2pa(std::span<const std::uint8_t> jumbf) {
  C2paReading reading;
  Reader(reading).boxes(jumbf, {}, 0);
  return reading;
}

}  // namespace photosieve
