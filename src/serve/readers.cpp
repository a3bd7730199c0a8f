// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/readers.h"

namespace photosieve {

Result<> Readers::start(const std::string& database, unsigned threads) {
  for (unsigned i = 0; i < threads; ++i) {
    PS_TRY(std::unique_ptr<Store> store, open_store(database));
    stores_.push_back(std::move(store));
  }
  for (const auto& store : stores_)
    threads_.emplace_back([this, store = store.get()] {
      while (auto job = jobs_.pop()) (*job)(*store);
    });
  return {};
}

bool Readers::post(Job job) {
  return jobs_.try_push(std::move(job));
}

void Readers::stop() {
  while (jobs_.try_pop()) {
  }
  jobs_.close();
  threads_.clear();
  stores_.clear();
}

}  // namespace photosieve
