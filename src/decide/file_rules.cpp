// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/file_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestMessage = 300;

// As people write it.
std::string written(Format format) {
  if (format == Format::kWebp) return "WebP";
  std::string result(name(format));
  for (char& letter : result)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return result;
}

std::string by_its_profile(const ColourFacts& colour) {
  if (colour.source == ColourSource::kProfile && !colour.profile_name.empty())
    return fmt::format(" (by its profile, \"{}\")", colour.profile_name);
  if (colour.source == ColourSource::kExif) return " (by its Exif)";
  return "";
}

Answer ai_marked(const Question& question, FindingCode code, AiKind kind, const char* sentence) {
  if (question.facts.metadata == nullptr) return {};
  std::string marks;
  for (const AiMark& mark : question.facts.metadata->ai_marks)
    if (mark.kind == kind)
      marks += fmt::format("{}{} ({})", marks.empty() ? "" : ", ", mark.value, mark.where);
  if (marks.empty()) return {};
  return stated(code, fmt::format(fmt::runtime(sentence), elide_middle_bytes(marks, 160)));
}

}  // namespace

Answer stated(FindingCode code, const std::string& message) {
  Finding finding;
  finding.code = code;
  finding.message = elide_middle_bytes(message, kLongestMessage);
  return {std::move(finding), std::nullopt};
}

Answer counted(FindingCode code, double value, double limit, double margin,
               const std::string& message) {
  Answer answer = stated(code, message);
  answer.finding->score = rounded(value);
  answer.finding->threshold = rounded(limit);
  answer.margin = margin;
  return answer;
}

Answer format_not_jpeg(const Question& question) {
  const Format format = question.facts.format;
  if (format == Format::kJpeg || format == Format::kUnknown) return {};
  return stated(FindingCode::kFormatNotJpeg,
                fmt::format("{} {} file: photos are taken as JPEG alone; export it as JPEG at the "
                            "highest quality",
                            format == Format::kAvif ? "An" : "A", written(format)));
}

Answer colour_space_not_srgb(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const ColourFacts& colour = question.facts.metadata->colour;
  const std::string& space = colour.space;
  if (space.empty() || space == "sRGB" || space == "Rec. 709" || space == "grey") return {};
  if (colour.model == ColourModel::kCmyk)
    return stated(
        FindingCode::kColourSpaceNotSrgb,
        fmt::format("The colours are CMYK, made for printing{}: convert the photo to sRGB",
                    by_its_profile(colour)));
  return stated(
      FindingCode::kColourSpaceNotSrgb,
      fmt::format("The colours are {}{}: export the photo as sRGB",
                  space == "custom" ? "in a space of their own" : space, by_its_profile(colour)));
}

Answer colour_profile_missing(const Question& question) {
  // What is no picture has no colours to tell of.
  if (question.facts.metadata == nullptr || question.facts.format == Format::kUnknown) return {};
  const ColourFacts& colour = question.facts.metadata->colour;
  if (colour.model != ColourModel::kRgb || !colour.space.empty() || !colour.profile_problem.empty())
    return {};
  return stated(FindingCode::kColourProfileMissing,
                "The file does not tell its colour space, and sRGB is assumed: embed the profile "
                "when you export");
}

Answer colour_profile_broken(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const std::string& problem = question.facts.metadata->colour.profile_problem;
  if (problem.empty()) return {};
  return stated(FindingCode::kColourProfileBroken,
                fmt::format("{}: export the photo anew with sRGB embedded", problem));
}

Answer greyscale(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  if (question.facts.metadata->colour.model != ColourModel::kGrey) return {};
  return stated(
      FindingCode::kGreyscale,
      "The file has one channel of grey: convert it to RGB (sRGB); it will look the same");
}

Answer metadata_broken(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const auto& problems = question.facts.metadata->problems;
  if (problems.empty()) return {};
  const std::string more =
      problems.size() > 1 ? fmt::format(" ({} more such)", problems.size() - 1) : "";
  return stated(FindingCode::kMetadataBroken,
                fmt::format("{}{}: write the metadata anew before you submit", problems[0], more));
}

Answer position_in_metadata(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const GpsFacts& gps = question.facts.metadata->gps;
  if (!gps.present || (gps.latitude == 0.0 && gps.longitude == 0.0)) return {};
  const std::string place = gps.latitude && gps.longitude
                                ? fmt::format(" ({:.3f}, {:.3f})", *gps.latitude, *gps.longitude)
                                : "";
  return stated(FindingCode::kPositionInMetadata,
                fmt::format("The file tells where it was taken{}: remove the position if that is "
                            "nobody's business",
                            place));
}

Answer private_fields(const Question& question) {
  if (question.facts.metadata == nullptr) return {};
  const auto& fields = question.facts.metadata->private_fields;
  if (fields.empty()) return {};
  std::string list;
  for (const PrivateField& field : fields)
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", field.what, field.where);
  return stated(FindingCode::kPrivateFields,
                fmt::format("The file holds private fields: {}; remove them if you want to",
                            elide_middle_bytes(list, 200)));
}

Answer ai_generated(const Question& question) {
  return ai_marked(
      question, FindingCode::kAiGenerated, AiKind::kGenerated,
      "Marked as made by a machine: {}; declare it as made with generative AI when you "
      "submit");
}

Answer ai_edited(const Question& question) {
  return ai_marked(
      question, FindingCode::kAiEdited, AiKind::kEdited,
      "Marked as changed by a machine: {}; declare generative AI if it changed or added "
      "a main subject");
}

Answer thumbnail_unlike(const Question& question) {
  if (question.facts.metadata == nullptr || !question.whole) return {};
  const auto likeness = question.facts.metadata->thumbnail.likeness;
  if (!likeness) return {};
  const double least = question.rule.limits[0];
  const double margin = *likeness - least;
  if (*likeness >= least) return {std::nullopt, margin};
  return counted(FindingCode::kThumbnailUnlike, *likeness, least, margin,
                 fmt::format("The small picture inside the file shows something else (likeness "
                             "{:.2f}, at least {:.2f}): it may be the uncropped original; export "
                             "the photo anew",
                             *likeness, least));
}

}  // namespace photosieve
