// WorkerPool: the worker processes of a run, and the photos they hold.
//
// judge() opens the photo below the input folder and hands it over; what comes of it (an answer, a
// file that cannot be opened, a worker's death) is news for the core. A worker that answers what
// it should not, or for a photo that it was not given, is killed.
// Errors   in the news. Threads: the core's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poll.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/input.h"
#include "model/profile.h"
#include "model/settings.h"
#include "run/worker_process.h"
#include "work/answer_reader.h"
#include "work/protocol.h"

namespace photosieve {

// A photo below the opened input folder, for reading only; where it may, reading leaves no trace,
// not even the time of reading. Not valid with errno when it cannot be opened.
[[nodiscard]] UniqueFd open_photo(int input, const std::string& path);

class WorkerPool {
 public:
  // `input` is the opened input folder; `binary` what is executed as a worker.
  WorkerPool(std::string binary, int input, const Profile& profile, Mode mode);

  void start(std::uint32_t worker, std::vector<Input>& news);
  void judge(std::uint32_t worker, std::uint32_t n, const std::string& path,
             std::vector<Input>& news);
  void stop(std::uint32_t worker);  // no loss follows
  void stop_all();

  void add_to(std::vector<pollfd>& fds) const;
  // Reads what workers have sent and notices those that are gone. `waits` as poll left it.
  void read(const std::vector<pollfd>& waits, std::vector<Input>& news);

  [[nodiscard]] std::vector<pid_t> pids() const;

 private:
  struct Worker {
    std::optional<WorkerProcess> process;
    AnswerReader reader;
    std::vector<std::uint32_t> out;  // the photos it holds, in the order they were given
  };

  void read_from(std::uint32_t worker, std::vector<Input>& news);
  void could_not_read(std::uint32_t worker, std::uint32_t n, int error,
                      std::vector<Input>& news) const;
  // False when the answer is one that the worker should not have given.
  [[nodiscard]] bool take(std::uint32_t worker, Answer answer, std::vector<Input>& news);
  void lose(std::uint32_t worker, bool disobedient, std::vector<Input>& news);

  const std::string binary_;
  const int input_;
  const EncodedProfile profile_;
  const Mode mode_;
  const std::string networks_;
  // Photos at which workers died by themselves, and how often: the network may be to blame.
  std::map<std::uint32_t, int> deaths_;
  std::vector<Worker> workers_;
};

}  // namespace photosieve
