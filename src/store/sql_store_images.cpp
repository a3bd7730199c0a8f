// What the store answers about many photos at once: pages of results, groups, numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "model/camera_name.h"
#include "model/photo_json.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kGroups =
    "SELECT photo_group, COUNT(*), CAST(SUM(approved) AS BIGINT) FROM photos "
    "WHERE session_id=?1 AND photo_group<>0 AND photo_group>?2 "
    "GROUP BY photo_group ORDER BY photo_group LIMIT ?3";
constexpr const char* kFigures =
    "SELECT n, path, approved, format, bytes, width, height, measures, quality, elapsed_ms, "
    "stored_after, metadata "
    "FROM photos WHERE session_id=?1 AND judged=1 ORDER BY n";

// What a page is ordered by, as SQL. Names of measures come from the table, never from a person.
std::string key_of(const Database& database, const ImageOrder& order) {
  switch (order.by) {
    case ImageOrder::By::kN:
      return "n";
    case ImageOrder::By::kQuality:
      return "quality";
    case ImageOrder::By::kConfidence:
      return "confidence";
    case ImageOrder::By::kBytes:
      return "bytes";
    case ImageOrder::By::kMegapixels:
      return "(CAST(width AS DOUBLE PRECISION) * height)";
    case ImageOrder::By::kElapsed:
      return "elapsed_ms";
    case ImageOrder::By::kMeasure:
      break;
  }
  return database.json_number("measures", info(order.measure).name);
}

// A statement's conditions and the values that belong to their places.
class Conditions {
 public:
  struct Bytes {
    std::string held;
  };
  using Value = std::variant<std::int64_t, double, std::string, Bytes>;

  explicit Conditions(const std::string& session_id) { add("session_id={}", session_id); }

  // `condition` holds one {} for each value.
  template <class... Values>
  void add(const char* condition, const Values&... values) {
    sql_ += sql_.empty() ? " WHERE judged=1 AND " : " AND ";
    sql_ += fmt::format(fmt::runtime(condition), place_of(values)...);
  }
  [[nodiscard]] const std::string& sql() const { return sql_; }
  [[nodiscard]] std::string place_of(Value value) {
    values_.push_back(std::move(value));
    return fmt::format("?{}", values_.size());
  }
  // The same with bytes, which are no text.
  void add_bytes(const std::string& condition, std::string bytes) {
    values_.emplace_back(Bytes{std::move(bytes)});
    sql_ += " AND " + fmt::format(fmt::runtime(condition), fmt::format("?{}", values_.size()));
  }
  void bind(Statement& statement) const {
    int place = 0;
    for (const auto& value : values_) {
      ++place;
      if (const auto* text = std::get_if<std::string>(&value))
        statement.bind(place, std::string_view(*text));
      else if (const auto* bytes = std::get_if<Bytes>(&value))
        statement.bind_blob(place, bytes->held);
      else if (const auto* number = std::get_if<double>(&value))
        statement.bind(place, *number);
      else
        statement.bind(place, std::get<std::int64_t>(value));
    }
  }

 private:
  std::string sql_;
  std::vector<Value> values_;
};

void add_finding(Conditions& to, const ImageFilter& filter) {
  if (!filter.category && !filter.code && !filter.severity) return;
  std::string wanted =
      "EXISTS (SELECT 1 FROM findings WHERE findings.session_id=photos.session_id "
      "AND findings.n=photos.n";
  if (filter.category)
    wanted += " AND findings.category=" + to.place_of(std::string(name(*filter.category)));
  if (filter.code)
    wanted += " AND findings.code=" + to.place_of(std::string(info(*filter.code).name));
  if (filter.severity)
    wanted += " AND findings.severity=" + to.place_of(std::string(name(*filter.severity)));
  to.add((wanted + ")").c_str());
}

Conditions conditions_of(const Database& database, const std::string& session_id,
                         const ImageFilter& filter) {
  Conditions to(session_id);
  if (filter.decision)
    to.add("approved={}", std::int64_t{*filter.decision == Decision::kApproved ? 1 : 0});
  add_finding(to, filter);
  // No person's decisions are stored yet: every photo is one that nobody has decided.
  if (filter.reviewed && *filter.reviewed) to.add("1=0");
  if (filter.group)
    to.add(*filter.group == 0 ? "photo_group={} AND 1=0" : "photo_group={} AND photo_group<>0",
           std::int64_t{*filter.group});
  if (!filter.text.empty()) to.add_bytes(database.contains("path", "{}"), filter.text);
  // As bytes all that begins with "folder/" lies between "folder/" and "folder0".
  if (!filter.folder.empty()) {
    to.add_bytes("path>={}", filter.folder + "/");
    to.add_bytes("path<{}", filter.folder + "0");
  }
  return to;
}

// Keeps what comes after the place: by value, then by n, those without a value last.
void add_place(Conditions& to, const std::string& key, const ImageOrder& order,
               const ImagePlace& after) {
  const char* beyond = order.descending ? "<" : ">";
  const std::int64_t n = after.n;
  if (order.by == ImageOrder::By::kN)
    to.add((key + beyond + "{}").c_str(), n);
  else if (!after.value)
    to.add((key + " IS NULL AND n>{}").c_str(), n);
  else
    to.add(fmt::format("({0} IS NULL OR {0}{1}{{}} OR ({0}={{}} AND n>{{}}))", key, beyond).c_str(),
           *after.value, *after.value, n);
}

std::string order_sql(const std::string& key, const ImageOrder& order) {
  const char* way = order.descending ? " DESC" : "";
  if (order.by == ImageOrder::By::kN) return fmt::format(" ORDER BY n{}", way);
  return fmt::format(" ORDER BY ({0} IS NULL), {0}{1}, n", key, way);
}

void take_equipment(const nlohmann::json& metadata, StoredFigures& figures) {
  const auto text = [&](const char* key) {
    const auto found = metadata.is_object() ? metadata.find(key) : metadata.end();
    return found != metadata.end() && found->is_string() ? found->get<std::string>()
                                                         : std::string();
  };
  figures.camera = camera_name(text("camera_make"), text("camera_model"));
  figures.lens = text("lens");
}

Result<StoredFigures> figures_of(const Statement& row) {
  StoredFigures figures;
  figures.n = count_at(row, 0);
  figures.path = row.text(1);
  figures.decision = decision_of(row.whole(2) != 0);
  figures.format = format_from(row.text(3)).value_or(Format::kUnknown);
  figures.bytes = static_cast<std::uint64_t>(row.whole(4));
  figures.megapixels = row.number(5) * row.number(6) / 1e6;
  const auto measures = nlohmann::json::parse(row.text(7), nullptr, false);
  PS_TRY(figures.measures, measures_from_json(measures));
  figures.quality = row.number(8);
  figures.elapsed_ms = row.number(9);
  if (!row.is_null(10)) figures.stored_after = row.number(10);
  if (!row.is_null(11))
    take_equipment(nlohmann::json::parse(row.text(11), nullptr, false), figures);
  return figures;
}

}  // namespace

Result<std::vector<Store::PlacedResult>> SqlStore::image_page(
    const std::string& session_id, const ImageFilter& filter, const ImageOrder& order,
    const std::optional<ImagePlace>& after, std::uint32_t limit) {
  Conditions where = conditions_of(*database_, session_id, filter);
  const std::string key = key_of(*database_, order);
  if (after) add_place(where, key, order, *after);
  const std::string most = where.place_of(std::int64_t{limit});
  PS_TRY(const std::unique_ptr<Statement> opened,
         database_->stream("SELECT " PS_RESULT_COLUMNS ", " + key + " FROM photos" + where.sql() +
                           order_sql(key, order) + " LIMIT " + most));
  Statement& select = *opened;
  where.bind(select);
  std::vector<PlacedResult> page;
  PS_TRY_VOID(each_row(select, [&]() -> Result<bool> {
    PS_TRY(StoredResult stored, result_of(select));
    ImagePlace place{std::nullopt, stored.result.n};
    if (!select.is_null(kResultColumns)) place.value = select.number(kResultColumns);
    page.push_back({std::move(stored), place});
    return true;
  }));
  return page;
}

Result<std::uint32_t> SqlStore::image_count(const std::string& session_id,
                                            const ImageFilter& filter) {
  const Conditions where = conditions_of(*database_, session_id, filter);
  PS_TRY(const std::unique_ptr<Statement> opened,
         database_->stream("SELECT COUNT(*) FROM photos" + where.sql()));
  Statement& select = *opened;
  where.bind(select);
  PS_TRY([[maybe_unused]] const bool row, select.step());
  return static_cast<std::uint32_t>(select.whole(0));
}

Result<std::vector<StoredGroup>> SqlStore::group_page(const std::string& session_id,
                                                      std::uint32_t after, std::uint32_t limit) {
  PS_TRY(Statement * select, statement(kGroups));
  select->bind(1, session_id).bind(2, std::int64_t{after}).bind(3, std::int64_t{limit});
  std::vector<StoredGroup> page;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    page.push_back({count_at(*select, 0), count_at(*select, 1), count_at(*select, 2)});
    return true;
  }));
  return page;
}

Result<> SqlStore::each_figures(const std::string& session_id, const EachFigures& each) {
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kFigures));
  Statement& select = *opened;
  select.bind(1, session_id);
  return each_row(select, [&]() -> Result<bool> {
    PS_TRY(const StoredFigures figures, figures_of(select));
    return each(figures);
  });
}

}  // namespace photosieve
