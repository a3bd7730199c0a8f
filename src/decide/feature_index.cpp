// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_index.h"

#include <algorithm>

#include "decide/feature_pairs.h"

namespace photosieve {
namespace {

constexpr unsigned kBitsATable = 20;
constexpr std::uint64_t kBitsMask = (std::uint64_t{1} << kBitsATable) - 1;
constexpr std::uint8_t kLeastVotes = 3;
constexpr std::size_t kMostCandidates = 16;
constexpr std::size_t kMostPairs = 128;  // of a photo that are asked to agree

static_assert(LocalFeatures::kMost <= 1U << PlaceTable::kPlaceBits);
static_assert(FeatureIndex::kTables << kBitsATable <= 1U << PlaceTable::kKeyBits);

// 20 of the 128 bits, others in each table, and which table it is.
std::uint32_t key_of(const std::array<std::uint64_t, 2>& bits, std::size_t table) {
  const std::uint64_t word = bits[table % 2] >> (kBitsATable * (table / 2));
  return static_cast<std::uint32_t>(table << kBitsATable | (word & kBitsMask));
}

}  // namespace

Result<> FeatureIndex::add(const LocalFeatures& features) {
  PS_CHECK(features.places.size() <= LocalFeatures::kMost);
  const auto number = static_cast<std::uint32_t>(votes_.size());
  Record record{features.width,
                features.height,
                static_cast<std::uint32_t>(features.places.size()),
                features.sketch,
                {}};
  std::copy(features.places.begin(), features.places.end(), record.places.begin());
  PS_TRY_VOID(records_.write_value(number * sizeof(Record), record));
  for (std::size_t i = 0; i < features.places.size(); ++i)
    for (std::size_t table = 0; table < kTables; ++table)
      PS_TRY_VOID(places_.add(key_of(features.places[i].bits, table),
                              {number, static_cast<std::uint8_t>(i)}));
  votes_.emplace_back();
  return {};
}

Result<> FeatureIndex::find(const std::array<std::uint64_t, 2>& bits, std::uint8_t asked) {
  for (std::size_t table = 0; table < kTables; ++table) {
    found_.clear();
    PS_TRY_VOID(places_.find(key_of(bits, table), found_));
    for (const PlaceTable::Place& found : found_) {
      Votes& votes = votes_[found.photo];
      if (votes.round != round_) votes = {round_, asked, 0};
      if (votes.count == 0 || votes.place != asked) {
        votes.place = asked;
        ++votes.count;
      }
      hits_.push_back({found.photo, found.place, asked});
    }
  }
  return {};
}

// A round: what has a part of its description as a place asked for, of photos with enough of them.
Result<> FeatureIndex::find_all(const LocalFeatures& asked, bool mirrored) {
  ++round_;
  hits_.clear();
  for (std::size_t i = 0; i < asked.places.size(); ++i) {
    const auto& bits = asked.places[i].bits;
    PS_TRY_VOID(find(mirrored ? std::array{bits[1], bits[0]} : bits, static_cast<std::uint8_t>(i)));
  }
  hits_.erase(std::remove_if(hits_.begin(), hits_.end(),
                             [&](const Hit& hit) { return votes_[hit.photo].count < kLeastVotes; }),
              hits_.end());
  std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) {
    if (a.photo != b.photo) return a.photo < b.photo;
    return a.asked != b.asked ? a.asked < b.asked : a.place < b.place;
  });
  return {};
}

Result<std::vector<std::uint32_t>> FeatureIndex::candidates(const LocalFeatures& asked) {
  struct Voted {
    std::size_t votes;
    std::uint32_t photo;
  };
  std::vector<Voted> all;
  std::vector<FeaturePair> pairs;
  Record record;
  for (const bool mirrored : {false, true}) {
    PS_TRY_VOID(find_all(asked, mirrored));
    for (std::size_t i = 0; i < hits_.size();) {
      const std::uint32_t photo = hits_[i].photo;
      PS_TRY_VOID(records_.read_value(photo * sizeof(Record), record));
      pairs.clear();
      for (; i < hits_.size() && hits_[i].photo == photo; ++i) {
        const Hit& hit = hits_[i];
        const bool again = i > 0 && hits_[i - 1].photo == photo &&
                           hits_[i - 1].asked == hit.asked && hits_[i - 1].place == hit.place;
        if (again || pairs.size() == kMostPairs) continue;
        pairs.push_back(feature_pair(asked.places[hit.asked], record.places[hit.place], mirrored));
        pairs.back().first = hit.asked;
        pairs.back().second = hit.place;
      }
      const std::size_t votes = most_agreeing(pairs);
      if (votes >= kLeastVotes) all.push_back({votes, photo});
    }
  }
  std::sort(all.begin(), all.end(), [](const Voted& a, const Voted& b) {
    return a.votes != b.votes ? a.votes > b.votes : a.photo < b.photo;
  });
  std::vector<std::uint32_t> candidates;
  for (const Voted& one : all) {
    if (candidates.size() == kMostCandidates) break;
    if (std::find(candidates.begin(), candidates.end(), one.photo) == candidates.end())
      candidates.push_back(one.photo);
  }
  return candidates;
}

Result<LocalFeatures> FeatureIndex::features(std::uint32_t number) const {
  Record record;
  PS_TRY_VOID(records_.read_value(number * sizeof(Record), record));
  LocalFeatures result{record.width, record.height, record.sketch, {}};
  result.places.assign(record.places.begin(), record.places.begin() + record.count);
  return result;
}

}  // namespace photosieve
