// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace photosieve {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> shared = [] {
    auto made = std::make_shared<spdlog::logger>("photosieve",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    const char* wanted = std::getenv("PHOTOSIEVE_LOG");  // NOLINT(concurrency-mt-unsafe): read once
    made->set_level(wanted != nullptr ? spdlog::level::from_str(wanted) : spdlog::level::warn);
    return made;
  }();
  return *shared;
}

}  // namespace

void set_log_level(std::string_view level) {
  logger().set_level(spdlog::level::from_str(std::string(level)));
}
void log_debug(const std::string& line) {
  logger().debug(line);
}
void log_info(const std::string& line) {
  logger().info(line);
}
void log_warning(const std::string& line) {
  logger().warn(line);
}
void log_error(const std::string& line) {
  logger().error(line);
}

}  // namespace photosieve
