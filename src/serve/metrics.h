// Metrics: the program's numbers in Prometheus' text format, version 0.0.4.
//
// Names follow the Prometheus and OpenMetrics conventions: a photosieve_ prefix, base units, _total
// for counters; a batch job tells the time of its last success. Counters are over all sessions of
// the database; gauges of one session are there while it runs.
// Errors   metrics_text(): the store's.
// Threads  metrics_text() the store's own; MetricsText one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "serve/services.h"

namespace photosieve {

class MetricsText {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  // Begins a metric: "counter" or "gauge"; its help is one line.
  void metric(std::string_view name, std::string_view type, std::string_view help);
  // A sample of the metric begun last.
  void sample(double value, const Labels& labels = {});
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string name_;
  std::string text_;
};

[[nodiscard]] Result<std::string> metrics_text(const Services& services, Store& store);

}  // namespace photosieve
