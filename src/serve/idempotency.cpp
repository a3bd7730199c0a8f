// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/idempotency.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace photosieve {
namespace {

constexpr WallMs kKept = WallMs{24} * 60 * 60 * 1000;
constexpr std::size_t kLongestKey = 255;

Hash128 hash_of(const std::string& text) {
  return xxh3(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

bool is_key(const std::string& key) {
  return !key.empty() && key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

void IdempotencyKeys::make_room(Entries& entries) const {
  const WallMs now = clock_.wall();
  std::erase_if(entries, [&](const auto& one) {
    return one.second.response && now - one.second.began > kKept;
  });
  if (entries.size() < most_) return;
  auto oldest = entries.end();
  for (auto one = entries.begin(); one != entries.end(); ++one)
    if (one->second.response &&
        (oldest == entries.end() || one->second.began < oldest->second.began))
      oldest = one;
  if (oldest != entries.end()) entries.erase(oldest);
}

Served<bool> IdempotencyKeys::begin(const std::string& key, const std::string& request,
                                    Answer answer) {
  if (!is_key(key))
    return invalid("Idempotency-Key must be 1 to 255 printable ASCII letters; a UUID is one.");
  std::optional<net::HttpResponse> known;
  Served<bool> first = entries_.with([&](Entries& entries) -> Served<bool> {
    make_room(entries);
    const auto found = entries.find(key);
    if (found == entries.end()) {
      if (entries.size() >= most_)
        return refuse(429, "too_many_requests",
                      "Too much is being asked at once; ask again in a "
                      "moment.");
      entries.emplace(key, Entry{hash_of(request), clock_.wall(), std::nullopt, {}});
      return true;
    }
    Entry& entry = found->second;
    if (entry.request != hash_of(request))
      return refuse(422, "invalid_payload",
                    "This Idempotency-Key was used with another request; make a new key for a new "
                    "request.");
    known = entry.response;
    if (!known) entry.waiting.push_back(answer);
    return false;
  });
  if (known) answer(*known);
  return first;
}

void IdempotencyKeys::finish(const std::string& key, const net::HttpResponse& response) {
  const auto waiting = entries_.with([&](Entries& entries) -> std::vector<Answer> {
    const auto found = entries.find(key);
    if (found == entries.end()) return {};
    auto answers = std::move(found->second.waiting);
    if (response.status < 300)
      found->second.response = response;
    else
      entries.erase(found);
    return answers;
  });
  for (const Answer& answer : waiting) answer(response);
}

}  // namespace photosieve
