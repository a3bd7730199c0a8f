// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_index.h"

#include <algorithm>

#include "decide/feature_pairs.h"

namespace photosieve {
namespace {

constexpr std::uint64_t kKeyBits = 20;
constexpr std::uint64_t kKeyMask = (std::uint64_t{1} << kKeyBits) - 1;
constexpr std::size_t kFirstHeads = 1024;
constexpr std::size_t kPlacesAHead = 4;  // at most, in the mean
constexpr std::uint8_t kLeastVotes = 3;
constexpr std::size_t kMostCandidates = 16;
constexpr std::size_t kMostPairs = 128;  // of a photo that are asked to agree

// 20 of the 128 bits, others in each table.
std::uint32_t key_of(const std::array<std::uint64_t, 2>& bits, std::size_t table) {
  const std::uint64_t word = bits[table % 2] >> (kKeyBits * (table / 2));
  return static_cast<std::uint32_t>(word & kKeyMask);
}

std::size_t mixed(std::uint32_t key, std::size_t buckets) {
  return (key * std::uint32_t{2654435761} >> 11) & (buckets - 1);
}

}  // namespace

void FeatureIndex::add(const LocalFeatures& features) {
  Photo& photo = photos_.emplace_back();
  photo.first = static_cast<std::uint32_t>(places_.size());
  photo.width = features.width;
  photo.height = features.height;
  photo.sketch = features.sketch;
  votes_.emplace_back();
  for (const LocalFeature& place : features.places) {
    places_.push_back(place);
    entries_.push_back({static_cast<std::uint32_t>(photos_.size() - 1), {}});
    if (places_.size() > kPlacesAHead * heads_[0].size())
      grow();
    else
      enter(static_cast<std::uint32_t>(places_.size() - 1));
  }
}

void FeatureIndex::grow() {
  for (std::vector<std::uint32_t>& heads : heads_)
    heads.assign(heads.empty() ? kFirstHeads : 2 * heads.size(), 0);
  for (std::uint32_t i = 0; i < places_.size(); ++i) enter(i);
}

void FeatureIndex::enter(std::uint32_t place) {
  for (std::size_t table = 0; table < kTables; ++table) {
    std::uint32_t& head =
        heads_[table][mixed(key_of(places_[place].bits, table), heads_[table].size())];
    entries_[place].next[table] = head;
    head = place + 1;
  }
}

void FeatureIndex::find(const std::array<std::uint64_t, 2>& bits, std::uint8_t asked,
                        std::vector<Hit>& hits) {
  for (std::size_t table = 0; table < kTables; ++table) {
    const std::uint32_t key = key_of(bits, table);
    for (std::uint32_t next = heads_[table][mixed(key, heads_[table].size())]; next != 0;
         next = entries_[next - 1].next[table]) {
      if (key_of(places_[next - 1].bits, table) != key) continue;
      const std::uint32_t photo = entries_[next - 1].photo;
      Votes& votes = votes_[photo];
      if (votes.round != round_) votes = {round_, asked, 0};
      if (votes.count == 0 || votes.place != asked) {
        votes.place = asked;
        ++votes.count;
      }
      hits.push_back({photo, next - 1, asked});
    }
  }
}

std::vector<std::uint32_t> FeatureIndex::candidates(const LocalFeatures& asked) {
  struct Voted {
    std::size_t votes;
    std::uint32_t photo;
  };
  std::vector<Voted> all;
  if (heads_[0].empty()) return {};
  std::vector<Hit> hits;
  std::vector<FeaturePair> pairs;
  for (const bool mirrored : {false, true}) {
    ++round_;
    hits.clear();
    for (std::size_t i = 0; i < asked.places.size(); ++i) {
      const auto& bits = asked.places[i].bits;
      find(mirrored ? std::array{bits[1], bits[0]} : bits, static_cast<std::uint8_t>(i), hits);
    }
    hits.erase(
        std::remove_if(hits.begin(), hits.end(),
                       [&](const Hit& hit) { return votes_[hit.photo].count < kLeastVotes; }),
        hits.end());
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
      if (a.photo != b.photo) return a.photo < b.photo;
      return a.asked != b.asked ? a.asked < b.asked : a.place < b.place;
    });
    for (std::size_t i = 0; i < hits.size();) {
      const std::uint32_t photo = hits[i].photo;
      pairs.clear();
      for (; i < hits.size() && hits[i].photo == photo; ++i) {
        const bool again = i > 0 && hits[i - 1].photo == photo &&
                           hits[i - 1].asked == hits[i].asked && hits[i - 1].place == hits[i].place;
        if (again || pairs.size() == kMostPairs) continue;
        pairs.push_back(
            feature_pair(asked.places[hits[i].asked], places_[hits[i].place], mirrored));
        pairs.back().first = hits[i].asked;
        pairs.back().second = hits[i].place - photos_[photo].first;
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

LocalFeatures FeatureIndex::features(std::uint32_t number) const {
  const Photo& photo = photos_[number];
  LocalFeatures result;
  result.width = photo.width;
  result.height = photo.height;
  result.sketch = photo.sketch;
  const std::size_t end = number + 1 < photos_.size() ? photos_[number + 1].first : places_.size();
  for (std::size_t i = photo.first; i < end; ++i) result.places.push_back(places_[i]);
  return result;
}

}  // namespace photosieve
