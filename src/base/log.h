// log: levelled lines to standard error, through spdlog.
//
// The level comes from --log-level or PHOTOSIEVE_LOG (trace, debug, info, warn, error, off); the
// default is warn. Lines never go to standard output. Threads: any.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace photosieve {

void set_log_level(std::string_view level);
void log_debug(const std::string& line);
void log_info(const std::string& line);
void log_warning(const std::string& line);
void log_error(const std::string& line);

}  // namespace photosieve
