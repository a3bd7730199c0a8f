// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "decode/metadata_text_codes.h"

namespace photosieve {
namespace {

using Texts = std::vector<std::string>;

struct Sourced {
  Texts texts;
  std::string_view source;
};

Texts texts_of(const std::vector<MetadataTag>& tags, std::string_view key) {
  Texts texts;
  for (const MetadataTag& tag : tags)
    if (tag.key == key) texts.push_back(tag.text);
  return texts;
}

bool blank(const Texts& texts) {
  return std::all_of(texts.begin(), texts.end(),
                     [](const std::string& text) { return metadata_text(text).empty(); });
}

// What cameras write into every photo's description. Source: the cameras' own files.
bool said_by_a_camera(const std::string& text) {
  constexpr std::array<std::string_view, 6> kKnown{
      "OLYMPUS DIGITAL CAMERA",        "SONY DSC", "DIGITAL CAMERA", "Minolta DSC",
      "KONICA MINOLTA DIGITAL CAMERA", "DCIM\\"};
  return std::any_of(kKnown.begin(), kKnown.end(), [&](std::string_view known) {
    return std::string_view(text).starts_with(known);
  });
}

class Fields {
 public:
  Fields(const MetadataTags& tags, bool iptc_is_newer)
      : tags_(tags),
        iptc_is_newer_(iptc_is_newer),
        code_(first_text(tags.iptc, "Iptc.Envelope.CharacterSet")) {}

  [[nodiscard]] Sourced xmp_or_iptc(std::string_view xmp_key, std::string_view iptc_key) const {
    Texts xmp = texts_of(tags_.xmp, xmp_key);
    Texts iptc = texts_of(tags_.iptc, iptc_key);
    for (std::string& text : iptc) text = utf8_of_iptc(text, code_);
    const bool take_iptc = !blank(iptc) && (blank(xmp) || iptc_is_newer_);
    if (take_iptc) return {std::move(iptc), "IPTC"};
    if (!blank(xmp)) return {std::move(xmp), "XMP"};
    return {};
  }

  [[nodiscard]] Sourced exif_first(std::string_view exif_key, std::string_view xmp_key,
                                   std::string_view iptc_key) const {
    Texts exif{utf8_of_exif(first_text(tags_.exif, exif_key))};
    if (!blank(exif) && !said_by_a_camera(exif[0])) return {std::move(exif), "Exif"};
    return xmp_or_iptc(xmp_key, iptc_key);
  }

  // EXIF's tag of Windows, UTF-16, where nobody else has said anything.
  [[nodiscard]] Sourced or_windows(Sourced said, std::string_view key) const {
    if (!said.texts.empty()) return said;
    std::string text = utf8_of_utf16(first_text(tags_.exif, key));
    if (text.empty()) return {};
    return {{std::move(text)}, "Exif"};
  }

 private:
  const MetadataTags& tags_;
  bool iptc_is_newer_;
  std::string_view code_;
};

std::string joined(const Texts& texts, std::size_t longest) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += ", ";
    all += text;
    if (all.size() > longest) break;
  }
  return metadata_text(all, longest);
}

// Windows keeps keywords in one text, parted by semicolons.
void split_windows_keywords(Sourced& keywords) {
  if (keywords.source != "Exif" || keywords.texts.size() != 1) return;
  const std::string all = std::move(keywords.texts[0]);
  keywords.texts.clear();
  std::size_t from = 0;
  while (from <= all.size()) {
    const std::size_t to = std::min(all.find(';', from), all.size());
    keywords.texts.push_back(all.substr(from, to - from));
    from = to + 1;
  }
}

void fill_keywords(Sourced keywords, PhotoMetadata& metadata) {
  split_windows_keywords(keywords);
  metadata.keywords_source = keywords.source;
  for (const std::string& keyword : keywords.texts) {
    std::string mended = metadata_text(keyword);
    if (mended.empty()) continue;
    ++metadata.keyword_count;
    if (metadata.keywords.size() < kMostKeywords) metadata.keywords.push_back(std::move(mended));
  }
}

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "2026:01:31 09:15:02" (EXIF) or "2026-01-31T09:15:02.25+07:00" (XMP) to local time and offset.
struct Moment {
  std::string local;
  std::string offset;
};

// ".37" of "37" (a decimal fraction, as Exif's SubSecTime has it), three digits at most; nothing
// where it is none or says nothing.
std::string fraction(std::string_view text) {
  const auto end =
      std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) == 0; });
  const std::string_view all = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  const std::string_view kept = all.substr(0, 3);
  if (kept.find_first_not_of('0') == std::string_view::npos) return {};
  return fmt::format(".{}", kept);
}

std::optional<Moment> moment_of(std::string_view text) {
  if (text.size() < 16 || !digits(text.substr(0, 4)) || !digits(text.substr(5, 2)) ||
      !digits(text.substr(8, 2)) || !digits(text.substr(11, 2)) || !digits(text.substr(14, 2)))
    return std::nullopt;
  const bool has_seconds = text.size() >= 19 && digits(text.substr(17, 2));
  const std::string_view seconds = has_seconds ? text.substr(17, 2) : "00";
  Moment moment;
  moment.local = fmt::format("{}-{}-{}T{}:{}:{}", text.substr(0, 4), text.substr(5, 2),
                             text.substr(8, 2), text.substr(11, 2), text.substr(14, 2), seconds);
  if (moment.local.starts_with("0000")) return std::nullopt;
  const std::string_view rest = text.substr(has_seconds ? 19 : 16);
  if (has_seconds && rest.starts_with('.')) moment.local += fraction(rest.substr(1));
  const std::size_t zone = rest.find_first_of("Z+-");
  if (zone != std::string_view::npos && rest.size() - zone <= 6)
    moment.offset = metadata_text(rest[zone] == 'Z' ? "+00:00" : rest.substr(zone), 16);
  return moment;
}

std::optional<Moment> iptc_moment(const MetadataTags& tags) {
  const std::string_view date = first_text(tags.iptc, "Iptc.Application2.DateCreated");
  const std::string_view time = first_text(tags.iptc, "Iptc.Application2.TimeCreated");
  if (date.size() < 8 || !digits(date.substr(0, 8))) return std::nullopt;
  std::string text =
      fmt::format("{}-{}-{}T", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2));
  if (time.size() < 6 || !digits(time.substr(0, 6))) return moment_of(text + "00:00:00");
  text += fmt::format("{}:{}:{}", time.substr(0, 2), time.substr(2, 2), time.substr(4, 2));
  if (time.size() >= 11) text += fmt::format("{}:{}", time.substr(6, 3), time.substr(9, 2));
  return moment_of(text);
}

void fill_time(const MetadataTags& tags, PhotoMetadata& metadata) {
  struct ExifTime {
    std::string_view time;
    std::string_view offset;
    std::string_view fraction;
  };
  constexpr std::array kExif{
      ExifTime{"Exif.Photo.DateTimeOriginal", "Exif.Photo.OffsetTimeOriginal",
               "Exif.Photo.SubSecTimeOriginal"},
      ExifTime{"Exif.Photo.DateTimeDigitized", "Exif.Photo.OffsetTimeDigitized",
               "Exif.Photo.SubSecTimeDigitized"}};
  const auto take = [&](const std::optional<Moment>& moment, std::string_view offset,
                        std::string_view parts = {}) {
    if (!moment) return false;
    metadata.taken_at = moment->local + fraction(parts);
    metadata.taken_offset = moment->offset;
    const bool stated = offset.size() >= 6 && (offset[0] == '+' || offset[0] == '-');
    if (stated) metadata.taken_offset = metadata_text(offset, 16);
    return true;
  };
  const ExifTime& original = kExif[0];
  if (take(moment_of(first_text(tags.exif, original.time)), first_text(tags.exif, original.offset),
           first_text(tags.exif, original.fraction)))
    return;
  for (const char* key : {"Xmp.photoshop.DateCreated", "Xmp.exif.DateTimeOriginal"})
    if (take(moment_of(first_text(tags.xmp, key)), {})) return;
  if (take(iptc_moment(tags), {})) return;
  const ExifTime& digitized = kExif[1];
  (void)take(moment_of(first_text(tags.exif, digitized.time)),
             first_text(tags.exif, digitized.offset), first_text(tags.exif, digitized.fraction));
}

std::string_view first_of(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts)
    if (!metadata_text(text).empty()) return text;
  return {};
}

// "24/1 70/1 28/10 28/10" to "24-70 mm f/2.8".
std::string lens_of_specification(std::string_view text) {
  std::array<double, 4> numbers{};
  std::size_t at = 0;
  for (double& number : numbers) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string part(text.substr(at, end - at));
    int over = 0;
    int under = 0;
    if (std::sscanf(part.c_str(), "%9d/%9d", &over, &under) == 2 && under > 0)
      number = static_cast<double>(over) / under;
    at = std::min(end + 1, text.size());
  }
  const auto [shortest, longest, wide, tele] = numbers;
  if (shortest <= 0 || longest < shortest) return {};
  std::string lens = shortest == longest ? fmt::format("{:g} mm", shortest)
                                         : fmt::format("{:g}-{:g} mm", shortest, longest);
  if (wide > 0) lens += fmt::format(" f/{:g}", wide);
  if (wide > 0 && tele > wide) lens += fmt::format("-{:g}", tele);
  return lens;
}

// What stands in the place of a lens's name where there is none: "n/a", "----", "(124)".
bool names_a_lens(std::string_view text) {
  constexpr std::array<std::string_view, 5> kNone{"n/a", "none", "unknown", "no lens",
                                                  "manual lens"};
  std::string plain = metadata_text(text);
  for (char& letter : plain)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  const bool tells = std::any_of(plain.begin(), plain.end(),
                                 [](unsigned char c) { return c >= 0x80 || std::isalnum(c) != 0; });
  return tells && plain[0] != '(' &&
         std::none_of(kNone.begin(), kNone.end(),
                      [&](std::string_view none) { return plain.starts_with(none); });
}

std::string_view first_lens(std::initializer_list<std::string_view> texts) {
  const auto* const found = std::find_if(texts.begin(), texts.end(), names_a_lens);
  return found == texts.end() ? std::string_view{} : *found;
}

// A MakerNote's lens: the name that its number stands for, or a name that is written there.
std::string_view maker_note_lens(const std::vector<MetadataTag>& exif) {
  const auto letters = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char c) { return std::isalpha(c) != 0; });
  };
  const std::string_view looked_up = first_text(exif, kMakerNoteLensName);
  if (letters(looked_up) && names_a_lens(looked_up)) return looked_up;
  for (const MetadataTag& tag : exif)
    if (!tag.key.starts_with("Exif.Photo.") && tag.key.ends_with(".LensModel") && letters(tag.text))
      return tag.text;
  return {};
}

void fill_camera(const MetadataTags& tags, PhotoMetadata& metadata) {
  const auto exif = [&](std::string_view key) { return first_text(tags.exif, key); };
  const auto xmp = [&](std::string_view key) { return first_text(tags.xmp, key); };
  const auto kept = [](std::string_view text) { return metadata_text(utf8_of_exif(text)); };
  metadata.camera_make = kept(first_of({exif("Exif.Image.Make"), xmp("Xmp.tiff.Make")}));
  metadata.camera_model = kept(first_of({exif("Exif.Image.Model"), xmp("Xmp.tiff.Model")}));
  metadata.software = kept(first_of({exif("Exif.Image.Software"), xmp("Xmp.xmp.CreatorTool")}));
  metadata.lens = kept(first_lens({exif("Exif.Photo.LensModel"), xmp("Xmp.aux.Lens"),
                                   xmp("Xmp.exifEX.LensModel"), maker_note_lens(tags.exif)}));
  if (metadata.lens.empty())
    metadata.lens = lens_of_specification(exif("Exif.Photo.LensSpecification"));
}

}  // namespace

std::string_view first_text(const std::vector<MetadataTag>& tags, std::string_view key) {
  const auto found = std::find_if(tags.begin(), tags.end(),
                                  [key](const MetadataTag& tag) { return tag.key == key; });
  return found == tags.end() ? std::string_view{} : std::string_view(found->text);
}

void fill_fields(const MetadataTags& tags, bool iptc_is_newer, PhotoMetadata& metadata) {
  const Fields fields(tags, iptc_is_newer);
  const Sourced title = fields.or_windows(
      fields.xmp_or_iptc("Xmp.dc.title", "Iptc.Application2.ObjectName"), "Exif.Image.XPTitle");
  metadata.title = joined(title.texts, kLongestMetadataText);
  metadata.title_source = title.source;
  const Sourced description = fields.exif_first("Exif.Image.ImageDescription", "Xmp.dc.description",
                                                "Iptc.Application2.Caption");
  metadata.description = joined(description.texts, kLongestMetadataText);
  metadata.description_source = description.source;
  fill_keywords(
      fields.or_windows(fields.xmp_or_iptc("Xmp.dc.subject", "Iptc.Application2.Keywords"),
                        "Exif.Image.XPKeywords"),
      metadata);
  metadata.creator = joined(fields
                                .or_windows(fields.exif_first("Exif.Image.Artist", "Xmp.dc.creator",
                                                              "Iptc.Application2.Byline"),
                                            "Exif.Image.XPAuthor")
                                .texts,
                            kLongestMetadataName);
  metadata.copyright = joined(
      fields.exif_first("Exif.Image.Copyright", "Xmp.dc.rights", "Iptc.Application2.Copyright")
          .texts,
      kLongestMetadataName);
  fill_camera(tags, metadata);
  fill_time(tags, metadata);
}

}  // namespace photosieve
