// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/similarity.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "decide/capture_time.h"
#include "decide/content_table.h"
#include "decide/feature_index.h"
#include "decide/feature_match.h"
#include "decide/hash_search.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, 8> kTurns{"",
                                                 ", turned by 90 degrees",
                                                 ", turned by 180 degrees",
                                                 ", turned by 270 degrees",
                                                 ", mirrored",
                                                 ", mirrored",
                                                 ", mirrored and turned",
                                                 ", mirrored and turned"};
// Of 16 equal parts of a photo, in how many places must agree: what two photos share in one corner
// (a logo, a stamp) makes no copy.
constexpr int kLeastSpread = 3;
// Two photos of a motif that have moved within the frame look less alike than copies do.
constexpr double kLeastLikenessOfMotif = 0.3;
constexpr double kSecondsAMinute = 60;
constexpr double kMillisecondsAMinute = 60'000;

// Who took a photo when; two that one camera took at different moments are no copies.
struct Capture {
  std::uint32_t camera = 0;  // 0: not known
  std::optional<std::int64_t> millisecond;

  // Nothing where that is not known of both, or they are one moment. A program that saves a copy
  // may drop the fraction, so within one second both must have one.
  [[nodiscard]] std::optional<double> minutes_from(const Capture& other) const {
    if (camera == 0 || camera != other.camera || !millisecond || !other.millisecond ||
        millisecond == other.millisecond)
      return std::nullopt;
    const bool same_second = *millisecond / 1000 == *other.millisecond / 1000;
    if (same_second && (*millisecond % 1000 == 0 || *other.millisecond % 1000 == 0))
      return std::nullopt;
    return std::abs(static_cast<double>(*millisecond - *other.millisecond)) / kMillisecondsAMinute;
  }
};

struct KeptPhoto {
  std::uint32_t n = 0;
  std::uint32_t head = 0;  // place of the best of its motif: its own where it is alone
  Capture capture;
  std::uint16_t of_motif = 1;  // how many are kept; of a head
};

// A kept photo that the one asked for is a copy of, or of one motif with.
struct Relation {
  std::uint32_t kept = 0;  // its place
  Finding finding;
  int agreeing = 0;
};

std::string turned(double degrees) {
  const double shown = std::round(degrees * 10) / 10;
  return std::abs(shown) < 0.5 ? "" : fmt::format(", turned by {:.1f} degrees", std::abs(shown));
}

}  // namespace

class SimilarityWalk::Kept {
 public:
  Kept(const Profile& profile, const std::string& folder)
      : identical_(profile.rule(FindingCode::kIdenticalFile)),
        near_(profile.rule(FindingCode::kNearCopy)),
        cropped_(profile.rule(FindingCode::kCroppedCopy)),
        motif_(profile.rule(FindingCode::kSimilarMotif)),
        keep_per_motif_(profile.keep_per_motif),
        index_(folder) {}

  Result<SimilarityDecision> next(const Candidate& candidate) {
    const Capture capture = capture_of(candidate);
    if (auto same = same_bytes(candidate)) return joined(*std::move(same));
    std::optional<Relation> of_motif;
    if (auto near = near_hash(candidate)) {
      if (const auto minutes = apart(capture, near->kept))
        of_motif = motif_relation(near->kept, *minutes);
      else
        return joined(*std::move(near));
    }
    if (candidate.local_features && (cropped_.enabled || motif_.enabled)) {
      PS_TRY(Found found, by_features(*candidate.local_features, capture));
      if (found.copy) return joined(*std::move(found.copy));
      if (!of_motif) of_motif = std::move(found.motif);
    }
    if (of_motif) return of_the_motif(candidate, capture, *std::move(of_motif));
    if (candidate.own == Decision::kApproved) PS_TRY_VOID(keep(candidate, capture, std::nullopt));
    return SimilarityDecision{};
  }

 private:
  struct Found {
    std::optional<Relation> copy;
    std::optional<Relation> motif;
  };

  [[nodiscard]] bool has_usable_hash(const Candidate& candidate) const {
    return candidate.fingerprint &&
           static_cast<double>(candidate.fingerprint->quality) >= near_.limits[1];
  }

  [[nodiscard]] Capture capture_of(const Candidate& candidate) {
    if (candidate.camera.empty()) return {};
    const auto number = static_cast<std::uint32_t>(cameras_.size() + 1);
    return {cameras_.emplace(candidate.camera, number).first->second,
            capture_milliseconds(candidate.taken_at)};
  }

  // Minutes between two exposures of one camera, where the profile knows motifs.
  [[nodiscard]] std::optional<double> apart(const Capture& capture, std::uint32_t kept) const {
    return motif_.enabled ? capture.minutes_from(photos_[kept].capture) : std::nullopt;
  }

  [[nodiscard]] SimilarityDecision joined(Relation relation) const {
    return {photos_[photos_[relation.kept].head].n, std::move(relation.finding)};
  }

  [[nodiscard]] std::optional<Relation> same_bytes(const Candidate& candidate) const {
    if (!identical_.enabled || !candidate.content) return std::nullopt;
    const std::uint32_t n = contents_.find(*candidate.content);
    if (n == 0) return std::nullopt;
    return Relation{places_[n],
                    {FindingCode::kIdenticalFile, identical_.severity, std::nullopt, std::nullopt,
                     fmt::format("The same file as photo {}, byte for byte", n), std::nullopt}};
  }

  [[nodiscard]] std::optional<Relation> near_hash(const Candidate& candidate) const {
    if (!near_.enabled || !has_usable_hash(candidate)) return std::nullopt;
    const int radius = static_cast<int>(near_.limits[0]);
    const NearestHash nearest = hashes_.nearest(candidate.fingerprint->variants, radius);
    if (nearest.n == 0) return std::nullopt;
    return Relation{
        places_[nearest.n],
        {FindingCode::kNearCopy, near_.severity, static_cast<double>(nearest.distance),
         static_cast<double>(radius),
         fmt::format("Nearly the same picture as photo {}{}: {} of 256 bits differ (a copy up to "
                     "{})",
                     nearest.n, kTurns[nearest.turn], nearest.distance, radius),
         std::nullopt}};
  }

  [[nodiscard]] static bool agrees(const FeatureMatch& match, const Rule& rule) {
    return match.agreeing >= rule.limits[0] &&
           100.0 * match.agreeing >= rule.limits[1] * match.shared && match.spread >= kLeastSpread;
  }

  [[nodiscard]] Result<Found> by_features(const LocalFeatures& features, const Capture& capture) {
    Found found;
    const auto is_better = [](const std::optional<Relation>& known, const FeatureMatch& match) {
      return !known || match.agreeing > known->agreeing;
    };
    PS_TRY(const std::vector<std::uint32_t> candidates, index_.candidates(features));
    for (const std::uint32_t kept : candidates) {
      PS_TRY(const LocalFeatures known, index_.features(kept));
      const FeatureMatch match = match_features(features, known);
      if (const auto minutes = apart(capture, kept)) {
        if (is_better(found.motif, match) && agrees(match, motif_) &&
            match.likeness >= kLeastLikenessOfMotif && *minutes <= motif_.limits[2]) {
          found.motif = motif_relation(kept, *minutes);
          found.motif->agreeing = match.agreeing;
        }
      } else if (cropped_.enabled && is_better(found.copy, match) && agrees(match, cropped_) &&
                 match.likeness >= cropped_.limits[2]) {
        found.copy = copy_relation(kept, match);
      }
    }
    return found;
  }

  [[nodiscard]] Relation copy_relation(std::uint32_t kept, const FeatureMatch& match) const {
    return {kept,
            {FindingCode::kCroppedCopy, cropped_.severity, static_cast<double>(match.agreeing),
             cropped_.limits[0],
             fmt::format("Shows what photo {} shows{}{}: {} places of {} agree, {:.0f} % of it is "
                         "in both",
                         photos_[kept].n, match.mirrored ? ", mirrored" : "",
                         match.mirrored ? "" : turned(match.degrees), match.agreeing, match.shared,
                         100 * match.covered),
             std::nullopt},
            match.agreeing};
  }

  [[nodiscard]] Relation motif_relation(std::uint32_t kept, double minutes) const {
    const double seconds = kSecondsAMinute * minutes;
    const std::string when = seconds < 2     ? fmt::format("{:.1f} s", seconds)
                             : minutes < 1.5 ? fmt::format("{:.0f} s", seconds)
                                             : fmt::format("{:.0f} minutes", minutes);
    return {kept,
            {FindingCode::kSimilarMotif, motif_.severity,
             static_cast<double>(photos_[photos_[kept].head].of_motif + 1),
             static_cast<double>(keep_per_motif_),
             fmt::format("The motif of photo {}, taken {} apart: {} of it are kept",
                         photos_[kept].n, when, keep_per_motif_),
             std::nullopt},
            0};
  }

  Result<SimilarityDecision> of_the_motif(const Candidate& candidate, const Capture& capture,
                                          Relation relation) {
    const std::uint32_t head = photos_[relation.kept].head;
    if (photos_[head].of_motif >= keep_per_motif_) return joined(std::move(relation));
    if (candidate.own == Decision::kApproved) {
      PS_TRY_VOID(keep(candidate, capture, head));
      ++photos_[head].of_motif;
    }
    return SimilarityDecision{photos_[head].n, std::nullopt};
  }

  Result<> keep(const Candidate& candidate, const Capture& capture,
                std::optional<std::uint32_t> head) {
    const auto place = static_cast<std::uint32_t>(photos_.size());
    photos_.push_back({candidate.n, head.value_or(place), capture});
    if (candidate.n >= places_.size()) places_.resize(candidate.n + 1);
    places_[candidate.n] = place;
    PS_TRY_VOID(index_.add(candidate.local_features.value_or(LocalFeatures{})));
    if (candidate.content) contents_.add(*candidate.content, candidate.n);
    if (has_usable_hash(candidate)) hashes_.add(candidate.fingerprint->variants[0], candidate.n);
    return {};
  }

  const Rule identical_;
  const Rule near_;
  const Rule cropped_;
  const Rule motif_;
  const int keep_per_motif_;
  std::vector<KeptPhoto> photos_;
  std::vector<std::uint32_t> places_;  // by n: of a kept photo, its place in photos_ and index_
  std::map<std::string, std::uint32_t> cameras_;
  ContentTable contents_;
  HashSearch hashes_;
  FeatureIndex index_;
};

SimilarityWalk::SimilarityWalk(const Profile& profile, const std::string& folder)
    : kept_(std::make_unique<Kept>(profile, folder)) {}

SimilarityWalk::~SimilarityWalk() = default;

Result<SimilarityDecision> SimilarityWalk::next(const Candidate& candidate) {
  return kept_->next(candidate);
}

}  // namespace photosieve
