// ReviewedFlags: what a review changes of photos' flags, gathered by block.
//
// Private to store/.
// Threads: values. Memory: some tens of bytes a photo that is in a group or was.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/image_columns.h"

namespace photosieve {

class ReviewedFlags {
 public:
  // What an earlier review said of the photo does not hold any more.
  void forget(std::uint32_t n, bool own_approved);
  void find(std::uint32_t n, const Finding& finding);

  [[nodiscard]] std::vector<std::uint32_t> blocks() const;  // that anything changes in
  void apply(std::uint32_t block, BlockFlags& flags) const;

 private:
  struct Forgotten {
    std::size_t place = 0;
    bool own_approved = false;
  };
  struct Found {
    std::size_t place = 0;
    bool rejects = false;
    std::string key;
  };
  struct Changes {
    std::vector<Forgotten> forgotten;
    std::vector<Found> found;
  };
  std::map<std::uint32_t, Changes> blocks_;
};

}  // namespace photosieve
