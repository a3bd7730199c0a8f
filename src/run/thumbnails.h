// Thumbnails: small pictures of a session's photos, made by a worker process of their own.
//
// Errors   CommandError: kInvalidPayload for a photo that there is not or a width that cannot be,
//          kWrongState when the file is gone or holds no picture.
// Threads  make() any, one at a time; blocks while a photo is decoded. Width: 16 to 1,024 pixels.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "run/one_worker.h"
#include "run/session_host.h"

namespace photosieve {

class Thumbnails {
 public:
  explicit Thumbnails(std::string worker_binary) : worker_(std::move(worker_binary)) {}

  [[nodiscard]] Asked<std::vector<std::uint8_t>> make(Store& store, const std::string& session_id,
                                                      std::uint32_t n, std::uint32_t width);

 private:
  std::mutex mutex_;
  OneWorker worker_;  // mutex_
};

}  // namespace photosieve
