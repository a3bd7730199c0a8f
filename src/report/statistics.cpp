// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.h"
#include "report/distribution.h"
#include "report/session_counts.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBins = 24;
constexpr std::size_t kSlices = 60;
constexpr std::size_t kSlowest = 10;
constexpr std::size_t kMostFolders = 200;
constexpr std::size_t kMostEquipment = 200;
constexpr double kBytesInMegabyte = 1024.0 * 1024.0;

// Which limit of a profile cuts which number.
struct Cut {
  std::string_view number;
  FindingCode code;
  std::size_t limit;
};
constexpr std::array<Cut, 24> kCuts{{
    {"sharpness", FindingCode::kOutOfFocus, 0},
    {"edge_width", FindingCode::kOutOfFocus, 1},
    {"highlights_clipped", FindingCode::kHighlightsClipped, 0},
    {"shadows_clipped", FindingCode::kShadowsClipped, 0},
    {"noise_luma", FindingCode::kNoise, 0},
    {"noise_chroma", FindingCode::kNoise, 1},
    {"noise_chroma", FindingCode::kNoiseChroma, 0},
    {"jpeg_quality", FindingCode::kJpegQualityLow, 0},
    {"peak_level", FindingCode::kUnderexposed, 0},
    {"border_width", FindingCode::kBorder, 0},
    {"fringing", FindingCode::kFringing, 0},
    {"banding", FindingCode::kBanding, 0},
    {"hot_pixels", FindingCode::kHotPixels, 0},
    {"recompression_trace", FindingCode::kDoubleCompression, 0},
    {"resampling_trace", FindingCode::kUpsampled, 0},
    {"motion_length", FindingCode::kMotionBlur, 0},
    {"horizon_tilt", FindingCode::kTilted, 0},
    {"saturated_area", FindingCode::kOversaturated, 0},
    {"halos", FindingCode::kHalos, 0},
    {"dust_spots", FindingCode::kDust, 0},
    {"megapixels", FindingCode::kResolutionTooLow, 0},
    {"megapixels", FindingCode::kResolutionBorderline, 0},
    {"megapixels", FindingCode::kResolutionTooHigh, 0},
    {"megabytes", FindingCode::kFileTooLarge, 0},
}};

Json rate(std::uint32_t part, std::uint32_t whole) {
  if (whole == 0) return nullptr;
  return std::round(10'000.0 * part / whole) / 100.0;
}

struct Folder {
  std::uint32_t images = 0;
  std::uint32_t approved = 0;
};

// Photos by the name of what they were taken with; "": the file does not tell.
class Equipment {
 public:
  void add(const std::string& name, bool approved) {
    Count& count = counts_[name];
    ++count.total;
    count.approved += approved ? 1 : 0;
  }
  [[nodiscard]] Json json() const {
    std::vector<std::pair<std::string, Count>> most(counts_.begin(), counts_.end());
    std::stable_sort(most.begin(), most.end(),
                     [](const auto& a, const auto& b) { return a.second.total > b.second.total; });
    if (most.size() > kMostEquipment) most.resize(kMostEquipment);
    Json list = Json::array();
    for (const auto& [name, count] : most)
      list.push_back({{"name", name.empty() ? Json(nullptr) : Json(name)},
                      {"total", count.total},
                      {"approved", count.approved},
                      {"rejected", count.total - count.approved}});
    return list;
  }

 private:
  struct Count {
    std::uint32_t total = 0;
    std::uint32_t approved = 0;
  };
  std::map<std::string, Count> counts_;
};

class Collector {
 public:
  explicit Collector(double elapsed_seconds) : elapsed_(elapsed_seconds) {}

  void add(const StoredFigures& photo) {
    const bool approved = photo.decision == Decision::kApproved;
    ++formats_[photo.format];
    for (const MeasureInfo& measure : all_measures())
      if (const auto value = photo.measures.get(measure.id))
        measures_[static_cast<std::size_t>(measure.id)].add(*value, photo.decision);
    if (photo.megapixels > 0) megapixels_.add(photo.megapixels, photo.decision);
    megabytes_.add(static_cast<double>(photo.bytes) / kBytesInMegabyte, photo.decision);
    elapsed_ms_.add(photo.elapsed_ms, photo.decision);
    const std::size_t slash = photo.path.rfind('/');
    Folder& folder = folders_[slash == std::string::npos ? "" : photo.path.substr(0, slash)];
    ++folder.images;
    if (approved) ++folder.approved;
    cameras_.add(photo.camera, approved);
    lenses_.add(photo.lens, approved);
    add_time(photo);
    add_slow(photo);
  }

  void write(Json& json, const Profile& profile) const {
    json["formats"] = Json::array();
    for (const auto& [format, images] : formats_)
      json["formats"].push_back({{"format", name(format)}, {"images", images}});
    json["distributions"] = Json::array();
    for (const MeasureInfo& measure : all_measures())
      write_one(json["distributions"], measure.name, measure.unit,
                measures_[static_cast<std::size_t>(measure.id)], profile);
    write_one(json["distributions"], "megapixels", "megapixels", megapixels_, profile);
    write_one(json["distributions"], "megabytes", "megabytes", megabytes_, profile);
    write_one(json["distributions"], "elapsed_ms", "milliseconds", elapsed_ms_, profile);
    write_throughput(json);
    json["slowest"] = Json::array();
    for (const StoredFigures& photo : slowest_)
      json["slowest"].push_back({{"n", photo.n},
                                 {"path", to_valid_utf8(photo.path)},
                                 {"elapsed_ms", rounded(photo.elapsed_ms)}});
    write_folders(json);
    json["by_camera"] = cameras_.json();
    json["by_lens"] = lenses_.json();
  }

 private:
  void add_time(const StoredFigures& photo) {
    if (!photo.stored_after || elapsed_ <= 0) return;
    const double place = *photo.stored_after / elapsed_ * static_cast<double>(kSlices);
    // What was stored at the end of a slice belongs to it.
    const double slice = std::clamp(std::ceil(place) - 1, 0.0, static_cast<double>(kSlices - 1));
    ++slices_[static_cast<std::size_t>(slice)];
  }

  void add_slow(const StoredFigures& photo) {
    const auto slower = [](const StoredFigures& a, const StoredFigures& b) {
      return a.elapsed_ms > b.elapsed_ms;
    };
    slowest_.insert(std::upper_bound(slowest_.begin(), slowest_.end(), photo, slower), photo);
    if (slowest_.size() > kSlowest) slowest_.pop_back();
  }

  static void write_one(Json& to, std::string_view name_of_number, std::string_view unit,
                        const Distribution& values, const Profile& profile) {
    if (values.empty()) return;
    const Distribution::Summary summary = values.summary(kBins);
    Json one{{"name", name_of_number},     {"unit", unit},
             {"images", summary.count},    {"minimum", summary.minimum},
             {"maximum", summary.maximum}, {"mean", summary.mean},
             {"p5", summary.p5},           {"p50", summary.p50},
             {"p95", summary.p95}};
    one["thresholds"] = Json::array();
    for (const Cut& cut : kCuts) {
      const Rule& rule = profile.rule(cut.code);
      if (cut.number != name_of_number || !rule.enabled) continue;
      one["thresholds"].push_back({{"code", info(cut.code).name},
                                   {"severity", name(rule.severity)},
                                   {"limit", info(cut.code).limits[cut.limit].name},
                                   {"value", rule.limits[cut.limit]}});
    }
    one["bins"] = Json::array();
    for (const Distribution::Bin& bin : summary.bins)
      one["bins"].push_back({{"from", bin.from},
                             {"to", bin.to},
                             {"approved_count", bin.approved},
                             {"rejected_count", bin.rejected}});
    to.push_back(std::move(one));
  }

  void write_throughput(Json& json) const {
    json["throughput"] = Json::array();
    const double length = elapsed_ / static_cast<double>(kSlices);
    if (length <= 0) return;
    for (std::size_t i = 0; i < kSlices; ++i)
      json["throughput"].push_back(
          {{"from_seconds", rounded(length * static_cast<double>(i))},
           {"to_seconds", rounded(length * static_cast<double>(i + 1))},
           {"images", slices_[i]},
           {"images_per_second", rounded(static_cast<double>(slices_[i]) / length)}});
  }

  void write_folders(Json& json) const {
    std::vector<std::pair<std::string, Folder>> largest(folders_.begin(), folders_.end());
    std::stable_sort(largest.begin(), largest.end(), [](const auto& a, const auto& b) {
      return a.second.images > b.second.images;
    });
    if (largest.size() > kMostFolders) largest.resize(kMostFolders);
    json["folders"] = Json::array();
    for (const auto& [path, folder] : largest)
      json["folders"].push_back({{"folder", to_valid_utf8(path)},
                                 {"images", folder.images},
                                 {"approved_count", folder.approved},
                                 {"approval_rate", rate(folder.approved, folder.images)}});
    json["folder_count"] = folders_.size();
  }

  const double elapsed_;
  std::map<Format, std::uint32_t> formats_;
  std::array<Distribution, kMeasureCount> measures_;
  Distribution megapixels_;
  Distribution megabytes_;
  Distribution elapsed_ms_;
  std::map<std::string, Folder> folders_;
  Equipment cameras_;
  Equipment lenses_;
  std::array<std::uint32_t, kSlices> slices_{};
  std::vector<StoredFigures> slowest_;  // the slowest first
};

std::uint32_t issues_of(const IssueCounts& issues, Category category) {
  switch (category) {
    case Category::kQuality:
      return issues.quality;
    case Category::kDefect:
      return issues.defect;
    case Category::kSimilarity:
      return issues.similarity;
    case Category::kCompliance:
      break;
  }
  return issues.compliance;
}

}  // namespace

Result<nlohmann::ordered_json> statistics_json(Store& store, const std::string& session_id) {
  PS_TRY(const SessionCounts counts, session_counts(store, session_id));
  PS_TRY(const std::optional<Session> session, store.session(session_id));
  if (!session) return fail(ErrorKind::kUsage, "there is no session " + printable(session_id));
  PS_TRY(const Profile profile, store.profile(session_id));
  Collector collector(session->elapsed_seconds);
  PS_TRY_VOID(store.each_figures(session_id, [&](const StoredFigures& photo) {
    collector.add(photo);
    return true;
  }));

  Json json;
  json["session_id"] = session->id;
  json["processed"] = session->processed;
  json["approved_count"] = session->approved;
  json["rejected_count"] = session->rejected;
  json["approval_rate"] = rate(session->approved, session->processed);
  json["categories"] = Json::array();
  for (const Category category :
       {Category::kQuality, Category::kDefect, Category::kSimilarity, Category::kCompliance}) {
    Json one{{"category", name(category)}, {"images", issues_of(session->issues, category)}};
    one["codes"] = Json::array();
    for (const CategoryCounts& known : counts.categories)
      for (const Store::CodeCount& code : known.codes)
        if (known.category == category)
          one["codes"].push_back({{"code", info(code.code).name},
                                  {"severity", name(code.severity)},
                                  {"images", code.photos}});
    json["categories"].push_back(std::move(one));
  }
  json["skipped"] = Json::array();
  for (const SkippedCount& skipped : counts.skipped)
    json["skipped"].push_back({{"reason", name(skipped.reason)}, {"files", skipped.files}});
  json["not_copied"] = counts.not_copied;
  collector.write(json, profile);
  return json;
}

}  // namespace photosieve
