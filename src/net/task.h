// Task: a piece of work to run once, which may own what cannot be copied.
//
// (std::function demands copies; std::move_only_function comes with C++23.)
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace photosieve::net {

class Task {
 public:
  Task() = default;
  template <class Work, class = std::enable_if_t<!std::is_same_v<std::decay_t<Work>, Task>>>
  Task(Work&& work)  // NOLINT(google-explicit-constructor): a lambda is a task
      : work_(std::make_unique<Holder<std::decay_t<Work>>>(std::forward<Work>(work))) {}

  void operator()() { work_->run(); }
  explicit operator bool() const { return work_ != nullptr; }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual void run() = 0;
  };
  template <class Work>
  struct Holder final : Base {
    explicit Holder(Work held) : work(std::move(held)) {}
    void run() override { work(); }
    Work work;
  };
  std::unique_ptr<Base> work_;
};

}  // namespace photosieve::net
