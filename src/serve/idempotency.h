// IdempotencyKeys: a request that is sent again with its key gets the first one's answer.
//
// (draft-ietf-httpapi-idempotency-key-header-07.) While the first is being done, those that come
// after it wait for its answer. Only what succeeded is remembered: a request that was refused has
// changed nothing, and its person may mend what was wrong and send the same again.
// Kept in memory, not in the store: what a key protects here is starting a session twice, and after
// a restart of the server the session itself stands in the way (one that is over the same folders
// and not ended is a wrong_state), so that nothing is gained by writing each key to the disk.
// Errors   400 for a key that is no short printable text; 422 for a key that was used with another
//          request.
// Threads  any. Limits: 1,000 keys of 24 hours; the oldest that is done is forgotten first.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/hash.h"
#include "serve/problem.h"

namespace photosieve {

class IdempotencyKeys {
 public:
  using Answer = std::function<void(const net::HttpResponse&)>;

  explicit IdempotencyKeys(const Clock& clock, std::size_t most = 1000)
      : clock_(clock), most_(most) {}

  // True: the caller is the first, does the work and calls finish(). False: `answer` is called with
  // the first one's answer, now or when there is one. `request` is all that the work depends on.
  [[nodiscard]] Served<bool> begin(const std::string& key, const std::string& request,
                                   Answer answer);
  void finish(const std::string& key, const net::HttpResponse& response);

 private:
  struct Entry {
    Hash128 request;
    WallMs began = 0;
    std::optional<net::HttpResponse> response;
    std::vector<Answer> waiting;
  };
  using Entries = std::map<std::string, Entry>;
  void make_room(Entries& entries) const;

  const Clock& clock_;
  const std::size_t most_;
  Guarded<Entries> entries_;
};

}  // namespace photosieve
