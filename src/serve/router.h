// Router: which handler answers a method and a path.
//
// A route's template is written as "/api/v1/sessions/{id}/images": a part in braces takes any one
// non-empty part of the path, the others must be equal. HEAD is answered as GET, OPTIONS with the
// methods of the path.
// Errors   404 for a path that no route has, 405 with Allow for another method, 400 for a path that
//          is not well formed.
// Threads  match() any, once all routes are added.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "serve/problem.h"

namespace photosieve {

class Call;
using CallPtr = std::shared_ptr<Call>;  // held by whoever answers it
using Handler = std::function<void(const CallPtr&)>;

struct Route {
  std::string method;  // "GET", "POST", "PATCH"
  std::string path;    // the template
  Handler handler;
  std::string action{};  // what it does, for the record of who did what; "": it changes nothing
};

class Router {
 public:
  void add(Route route);

  struct Match {
    const Handler* handler = nullptr;
    std::string_view action;          // of the route, which outlives it
    std::vector<std::string> values;  // of the parts in braces, in their order
    std::string allow;                // the path's methods
  };
  [[nodiscard]] Served<Match> match(std::string_view method, std::string_view path) const;

 private:
  struct Known {
    Route route;
    std::vector<std::string> parts;
  };
  std::vector<Known> known_;
};

}  // namespace photosieve
