// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/block_columns.h"

#include <limits>

namespace photosieve {
namespace {

using By = ImageOrder::By;

constexpr By kPlain[] = {By::kQuality, By::kConfidence, By::kBytes, By::kMegapixels, By::kElapsed};
constexpr std::size_t kPlainCount = std::size(kPlain);

ImageOrder order_at(std::size_t index) {
  if (index < kPlainCount) return {.by = kPlain[index]};
  return {.by = By::kMeasure, .measure = all_measures()[index - kPlainCount].id};
}

std::size_t index_of(const ImageOrder& order) {
  for (std::size_t i = 0; i < kPlainCount; ++i)
    if (kPlain[i] == order.by) return i;
  return kPlainCount + static_cast<std::size_t>(order.measure);
}

}  // namespace

std::vector<std::string> number_kinds() {
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < kPlainCount + kMeasureCount; ++i)
    kinds.push_back(kind_of(order_at(i)));
  return kinds;
}

void BlockColumns::set(const ImageOrder& order, std::size_t place, std::optional<double> value) {
  values_.resize(kPlainCount + kMeasureCount);
  auto& column = values_[index_of(order)];
  if (!column) {
    if (!value) return;
    column = std::make_unique<BlockValues>();
    column->fill(std::numeric_limits<double>::quiet_NaN());
  }
  column->at(place) = value.value_or(std::numeric_limits<double>::quiet_NaN());
}

void BlockColumns::judge(std::size_t place, const JudgedPhoto& photo) {
  photos_.set(place);
  flags_.judged.set(place);
  flags_.approved.set(place, photo.approved);
  for (auto& [key, photos] : flags_.findings) photos.set(place, false);
  for (const Finding& finding : photo.own) flags_.findings[finding_key(finding, false)].set(place);
  for (const Finding& finding : photo.of_review)
    flags_.findings[finding_key(finding, true)].set(place);
  set({.by = By::kQuality}, place, photo.quality);
  set({.by = By::kConfidence}, place, photo.confidence);
  set({.by = By::kBytes}, place, photo.bytes);
  set({.by = By::kMegapixels}, place, photo.width * photo.height);
  set({.by = By::kElapsed}, place, photo.elapsed_ms);
  for (const MeasureInfo& measure : all_measures())
    set({.by = By::kMeasure, .measure = measure.id}, place, photo.measures.get(measure.id));
}

const BlockValues* BlockColumns::values(const ImageOrder& order) const {
  const std::size_t index = index_of(order);
  return index < values_.size() ? values_[index].get() : nullptr;
}

std::vector<BlockColumns::Column> BlockColumns::columns() const {
  std::vector<Column> all;
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (values_[i]) all.push_back({kind_of(order_at(i)), *values_[i]});
  return all;
}

}  // namespace photosieve
