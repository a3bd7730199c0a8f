// SPDX-License-Identifier: GPL-3.0-or-later
#include "recorded.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace photosieve {

std::vector<RecordedTrace> recorded(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<RecordedTrace> traces;
  for (const auto& file : files) {
    std::ifstream lines(file);
    RecordedTrace one;
    one.collection = file.stem().string();
    one.collection.resize(one.collection.rfind('-'));
    Trace& trace = one.trace;
    lines >> trace.workers >> trace.photos;
    double at = 0;
    std::uint32_t photos = 0;
    double cost = 0;
    double seconds = 0;
    while (lines >> at >> photos >> cost >> seconds) {
      const TraceEvent event{.at = std::llround(at * 1e9),
                             .kind = TraceEvent::Kind::kCommitted,
                             .cost = cost / photos,
                             .worker_seconds = seconds / photos};
      trace.events.insert(trace.events.end(), photos, event);
      trace.cost += cost;
    }
    if (!trace.events.empty()) traces.push_back(std::move(one));
  }
  return traces;
}

}  // namespace photosieve
