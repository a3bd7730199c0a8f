// Runtime and Network: ONNX Runtime, opened at run time; the one door to it.
//
// Runtime::open() opens the library, load() makes a network of a model's file (at most 64 MB).
// Network::run() takes one tensor of floats and gives those that come out, all of which must be
// floats. One thread each; memory is taken and given back each time, so that it is bounded by the
// size of what goes in.
// Errors   kRetry with the library's own words: there is no library, it is too old, the model is
//          broken, an input has the wrong shape. Nothing is thrown.
// Threads  loading: one. run(): one a network.
// Cost     opening 50 ms; loading 20 to 300 ms.
// Source   ONNX Runtime C API, onnxruntime.ai/docs/api/c.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace photosieve {

struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;  // in the order of the shape, the last dimension fastest
};

class Network {
 public:
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  [[nodiscard]] Result<std::vector<Tensor>> run(const Tensor& input);

 private:
  friend class Runtime;
  struct Session;
  explicit Network(std::unique_ptr<Session> session);

  std::unique_ptr<Session> session_;
};

class Runtime {
 public:
  [[nodiscard]] static Result<Runtime> open(const std::string& library);
  [[nodiscard]] Result<Network> load(const std::string& model_file) const;
  [[nodiscard]] std::string version() const;  // "1.30.0"

 private:
  friend class Network;
  struct Library;
  explicit Runtime(std::shared_ptr<const Library> library) : library_(std::move(library)) {}

  std::shared_ptr<const Library> library_;  // networks keep it as well
};

}  // namespace photosieve
