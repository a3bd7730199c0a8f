// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/errands.h"

#include <utility>

namespace photosieve {

Errands::Errands(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Errands::~Errands() {
  stop();
}

bool Errands::add(Errand errand) {
  const std::scoped_lock lock(mutex_);
  if (stopping_ || waiting_.size() >= kMostWaiting) return false;
  waiting_.push_back(std::move(errand));
  wake_.notify_one();
  return true;
}

void Errands::stop() {
  std::deque<Errand> dropped;
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    dropped.swap(waiting_);
    wake_.notify_all();
  }
  for (const Errand& errand : dropped) errand(false);
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Errands::idle() const {
  const std::scoped_lock lock(mutex_);
  return waiting_.empty() && running_ == 0;
}

void Errands::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    Errand errand = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    lock.unlock();
    errand(true);
    errand = nullptr;  // what it holds goes before it counts as done
    lock.lock();
    --running_;
  }
}

}  // namespace photosieve
