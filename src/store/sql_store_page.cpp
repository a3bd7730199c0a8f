// A page of results: which photos are on it, by columns; then their rows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/photo_json.h"
#include "store/image_columns.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

// Blocks that are asked for at once, where few of many are wanted.
constexpr std::size_t kBlocksAtOnce = 64;

// "?FIRST,?FIRST+1,..."
std::string list_of_places(std::size_t first, std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i)
    list += fmt::format("{}?{}", i == 0 ? "" : ",", first + i);
  return list;
}

// Whether a page is found sooner along sorted runs than by reading each block that has a match.
bool walks(const ImageOrder& order, const std::optional<ImagePlace>& after, std::uint32_t limit,
           const std::map<std::uint32_t, PhotoBits>& blocks) {
  if (order.by == ImageOrder::By::kN || blocks.empty() || (after && !after->value)) return false;
  std::size_t matching = 0;
  for (const auto& [block, bits] : blocks) matching += bits.count();
  const std::uint32_t range = blocks.rbegin()->first - blocks.begin()->first + 1;
  const double photos_of_a_match =
      static_cast<double>(range) * kBlockPhotos / static_cast<double>(matching);
  const double parts = limit * photos_of_a_match / kPartPhotos;
  return parts + 1 + run_of_block(range) < static_cast<double>(blocks.size());
}

}  // namespace

Result<> SqlStore::each_block_of(const std::string& session_id, const std::string& kind,
                                 const std::vector<std::uint32_t>& blocks, const EachBlock& each) {
  if (blocks.empty()) return {};
  if (blocks.size() * 2 > blocks.back() - blocks.front())
    return each_block(session_id, kind, blocks.front(), blocks.back(), each);
  static const std::string kColumnAt =
      "SELECT block, bytes FROM image_columns WHERE session_id=?1 AND kind=?2 AND block IN (" +
      list_of_places(3, kBlocksAtOnce) + ")";
  for (std::size_t first = 0; first < blocks.size(); first += kBlocksAtOnce) {
    PS_TRY(Statement * select, statement(kColumnAt.c_str()));
    select->bind(1, session_id).bind(2, std::string_view(kind));
    for (std::size_t i = 0; i < kBlocksAtOnce; ++i)
      select->bind(static_cast<int>(3 + i),
                   std::int64_t{blocks[std::min(first + i, blocks.size() - 1)]});
    PS_TRY_VOID(each_row(
        *select, [&]() -> Result<bool> { return each(count_at(*select, 0), select->text(1)); }));
  }
  return {};
}

Result<> SqlStore::offer_blocks(const std::string& session_id, const ImageOrder& order,
                                const Matches& found, const Offered& offered, PagePlaces& places) {
  // By a full page of numbers those without one do not come in.
  const bool full = places.full_of_values();
  std::map<std::uint32_t, const PhotoBits*> left;
  std::vector<std::uint32_t> columns;
  for (const auto& [block, bits] : found.blocks) {
    if (offered.whole.contains(block) || (full && offered.but_those_without.contains(block)))
      continue;
    left[block] = &bits;
    if (!found.open.contains(block)) columns.push_back(block);
  }
  const auto offer = [&](std::uint32_t block, const PhotoBits& bits, const BlockValues* values) {
    const bool only_without = offered.but_those_without.contains(block);
    bits.each([&](std::size_t place) {
      const std::uint32_t n = block * kBlockPhotos + static_cast<std::uint32_t>(place) + 1;
      std::optional<double> value;
      if (order.by == ImageOrder::By::kN)
        value = n;
      else if (values != nullptr && !std::isnan(values->at(place)))
        value = values->at(place);
      if (!only_without || !value) places.offer(n, value);
    });
  };
  if (order.by != ImageOrder::By::kN)
    PS_TRY_VOID(each_block_of(session_id, kind_of(order), columns,
                              [&](std::uint32_t block, const std::string& bytes) {
                                const auto at = left.find(block);
                                if (at == left.end() || found.open.contains(block)) return true;
                                const BlockValues values = values_from(bytes);
                                offer(block, *at->second, &values);
                                left.erase(at);
                                return true;
                              }));
  // A block without such a column has no such value in it.
  for (const auto& [block, bits] : left) {
    const auto open = found.open.find(block);
    offer(block, *bits, open == found.open.end() ? nullptr : open->second.values(order));
  }
  return {};
}

Result<std::vector<ImagePlace>> SqlStore::page_places(const std::string& session_id,
                                                      const ImageFilter& filter,
                                                      const ImageOrder& order,
                                                      const std::optional<ImagePlace>& after,
                                                      std::uint32_t limit) {
  PS_TRY(const Matches found, matches(session_id, filter));
  if (walks(order, after, limit, found.blocks)) {
    PagePlaces places(order, after, limit);
    PS_TRY(const std::optional<Offered> offered,
           offer_sorted(session_id, filter, order, after, found, places));
    if (offered) {
      PS_TRY_VOID(offer_blocks(session_id, order, found, *offered, places));
      return places.take();
    }
  }
  PagePlaces places(order, after, limit);
  PS_TRY_VOID(offer_blocks(session_id, order, found, {}, places));
  return places.take();
}

Result<std::vector<Store::PlacedResult>> SqlStore::image_page(
    const std::string& session_id, const ImageFilter& filter, const ImageOrder& order,
    const std::optional<ImagePlace>& after, std::uint32_t limit) {
  std::vector<PlacedResult> page;
  PS_TRY(const std::vector<ImagePlace> shown, page_places(session_id, filter, order, after, limit));
  if (shown.empty()) return page;
  PS_TRY(const std::unique_ptr<Statement> select,
         database_->prepare("SELECT " PS_RESULT_COLUMNS
                            " FROM photos WHERE session_id=?1 AND judged=1 AND n IN (" +
                            list_of_places(2, shown.size()) + ")"));
  select->bind(1, session_id);
  for (std::size_t i = 0; i < shown.size(); ++i)
    select->bind(static_cast<int>(i) + 2, std::int64_t{shown[i].n});
  std::map<std::uint32_t, StoredResult> rows;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    PS_TRY(StoredResult stored, result_of(*select));
    rows[stored.result.n] = std::move(stored);
    return true;
  }));
  for (const ImagePlace& place : shown)
    if (const auto row = rows.find(place.n); row != rows.end())
      page.push_back({std::move(row->second), place});
  return page;
}

}  // namespace photosieve
