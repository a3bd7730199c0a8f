// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/image_query_url.h"

#include <fmt/format.h>

#include <array>

#include "serve/cursor.h"

namespace photosieve {
namespace {

using By = ImageOrder::By;

struct Sort {
  std::string_view name;
  By by;
};
constexpr std::array<Sort, 7> kSorts{{{"n", By::kN},
                                      {"path", By::kN},  // photos are numbered by their paths
                                      {"quality", By::kQuality},
                                      {"confidence", By::kConfidence},
                                      {"bytes", By::kBytes},
                                      {"megapixels", By::kMegapixels},
                                      {"elapsed_ms", By::kElapsed}}};

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kLongestFolder = 4096;

// The value of a parameter that must be one of a set of names.
template <class From>
auto word(const Query& query, std::string_view name, const char* known, const From& from)
    -> Served<decltype(from(std::string_view{}))> {
  const std::string* text = query.find(name);
  if (text == nullptr) return decltype(from(std::string_view{})){};
  auto value = from(std::string_view(*text));
  if (!value) return invalid(fmt::format("{} must be one of {}.", name, known));
  return value;
}

std::string code_names() {
  std::string names;
  for (const FindingInfo& one : all_findings()) {
    if (!names.empty()) names += ", ";
    names += one.name;
  }
  return names;
}

Served<ImageFilter> filter_of(const Query& query) {
  ImageFilter filter;
  PS_TRY(filter.decision, word(query, "decision", "approved, rejected",
                               [](std::string_view one) { return decision_from(one); }));
  PS_TRY(filter.category, word(query, "category", "quality, defect, similarity, compliance",
                               [](std::string_view one) { return category_from(one); }));
  PS_TRY(filter.code, word(query, "code", code_names().c_str(),
                           [](std::string_view one) { return finding_code(one); }));
  PS_TRY(filter.severity, word(query, "severity", "reject, warn, label",
                               [](std::string_view one) { return severity_from(one); }));
  PS_TRY(filter.reviewed, query_boolean(query, "reviewed"));
  PS_TRY(filter.group, query_whole(query, "group", 1, 0xFFFFFFFF));
  if (const std::string* text = query.find("q")) {
    if (text->size() > kLongestText) return invalid("q must be at most 200 bytes long.");
    filter.text = *text;
  }
  if (const std::string* folder = query.find("folder")) {
    if (folder->size() > kLongestFolder || folder->starts_with('/'))
      return invalid("folder must be relative to the session's input folder, as paths are.");
    filter.folder = *folder;
    while (filter.folder.ends_with('/')) filter.folder.pop_back();
  }
  return filter;
}

Served<ImageOrder> order_of(const Query& query) {
  ImageOrder order;
  if (const std::string* way = query.find("order")) {
    if (*way != "asc" && *way != "desc") return invalid("order must be asc or desc.");
    order.descending = *way == "desc";
  }
  const std::string* sort = query.find("sort");
  if (sort == nullptr) return order;
  for (const Sort& known : kSorts) {
    if (known.name != *sort) continue;
    order.by = known.by;
    return order;
  }
  const auto measure = measure_id(*sort);
  if (!measure) return invalid(unknown_name("sort", *sort, image_sorts()));
  order.by = By::kMeasure;
  order.measure = *measure;
  return order;
}

Served<std::optional<ImagePlace>> place_of(const Query& query, const std::string& list,
                                           const ImageOrder& order) {
  const std::string* cursor = query.find("cursor");
  if (cursor == nullptr) return std::optional<ImagePlace>{};
  PS_TRY(const auto parts, read_cursor(list, *cursor, 2));
  ImagePlace place;
  const auto n = whole_number(parts[0]);
  double value = 0;
  const bool has_value = !parts[1].empty();
  if (!n || (has_value && !exact_number(parts[1], value)) || (!has_value && order.by == By::kN))
    return invalid("The cursor is damaged; leave it out to begin with the first page.");
  place.n = *n;
  if (has_value) place.value = value;
  return std::optional<ImagePlace>(place);
}

}  // namespace

const std::vector<std::string_view>& image_parameters() {
  static const std::vector<std::string_view> kNames{"decision", "category", "code",  "severity",
                                                    "reviewed", "q",        "group", "folder",
                                                    "sort",     "order",    "limit", "cursor"};
  return kNames;
}

std::vector<std::string_view> image_sorts() {
  std::vector<std::string_view> names;
  names.reserve(kSorts.size() + kMeasureCount);
  for (const Sort& known : kSorts) names.push_back(known.name);
  for (const MeasureInfo& measure : all_measures()) names.push_back(measure.name);
  return names;
}

Served<ImageListQuery> image_list_query(const Query& query, const std::string& list) {
  ImageListQuery wanted;
  PS_TRY(wanted.filter, filter_of(query));
  PS_TRY(wanted.order, order_of(query));
  PS_TRY(const auto limit, query_whole(query, "limit", 1, kLargestImagePage));
  wanted.limit = limit.value_or(wanted.limit);
  PS_TRY(wanted.after, place_of(query, list, wanted.order));
  return wanted;
}

std::string image_cursor(const std::string& list, const ImagePlace& place) {
  return make_cursor(list, {std::to_string(place.n), place.value ? exact_text(*place.value) : ""});
}

}  // namespace photosieve
