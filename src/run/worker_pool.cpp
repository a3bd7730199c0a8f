// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/worker_pool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "base/disk_away.h"
#include "base/log.h"
#include "base/open_below.h"
#include "run/networks.h"
#include "work/channel.h"

namespace photosieve {
namespace {

// After so many deaths of its workers a photo is judged without networks: they must not cost it.
constexpr int kDeathsWithNetworks = 2;

std::string why_not_opened(int error) {
  switch (error) {
    case ENOENT:
      return "The file is gone";
    case EACCES:
      return "The file may not be read by you";
    case ELOOP:
    case EXDEV:
      return "The file became a link, and links are not followed";
    default:
      return "The file cannot be opened: " + std::generic_category().message(error);
  }
}

}  // namespace

UniqueFd open_photo(int input, const std::string& path) {
  UniqueFd photo = open_below(input, path, O_RDONLY | O_NOATIME);
  if (!photo.valid() && errno == EPERM) photo = open_below(input, path, O_RDONLY);
  return photo;
}

WorkerPool::WorkerPool(std::string binary, int input, const Profile& profile, Mode mode)
    : binary_(std::move(binary)),
      input_(input),
      profile_(encode_profile(profile)),
      mode_(mode),
      networks_(networks_for(profile, mode)) {}

void WorkerPool::start(std::uint32_t worker, std::vector<Input>& news) {
  if (worker >= workers_.size()) workers_.resize(worker + 1);
  Worker& slot = workers_[worker];
  slot.process.reset();
  slot.reader = {};
  slot.out.clear();
  auto process = WorkerProcess::start(binary_, networks_);
  if (!process) {
    log_error(process.error().message);
    news.emplace_back(input::WorkerLost{worker, {WorkerLoss::Kind::kNoStart, 0}});
    return;
  }
  slot.process = std::move(*process);
  news.emplace_back(input::WorkerUp{worker});
}

void WorkerPool::judge(std::uint32_t worker, std::uint32_t n, const std::string& path,
                       std::vector<Input>& news) {
  Worker& slot = workers_[worker];
  UniqueFd photo;
  struct stat about {};
  const int error = with_patience([&] {
    photo = open_photo(input_, path);
    return photo.valid() && ::fstat(photo.get(), &about) == 0 ? 0 : errno;
  });
  if (error != 0) return could_not_read(worker, n, error, news);
  if (!S_ISREG(about.st_mode)) {
    news.emplace_back(input::CouldNotOpen{worker, n, "It is no file any more"});
    return;
  }
  // The disk may begin while the worker is still busy with the photo before.
  (void)::posix_fadvise(photo.get(), 0, 0, POSIX_FADV_WILLNEED);
  JudgeRequest request;
  request.n = n;
  request.path = path;
  request.mode = mode_;
  request.profile = profile_;
  const auto died = deaths_.find(n);
  request.see = died == deaths_.end() || died->second < kDeathsWithNetworks;
  slot.out.push_back(n);
  if (!slot.process) return;  // its loss is among the news
  if (const auto sent = send_request(slot.process->socket(), request, photo.get()); !sent) {
    log_debug(fmt::format("worker {}: {}", worker, sent.error().message));
    slot.process->kill();  // poll tells of its end, and the photo is given to it anew
  }
}

// Where it is not this file alone, the run ends before all the others are called unreadable.
void WorkerPool::could_not_read(std::uint32_t worker, std::uint32_t n, int error,
                                std::vector<Input>& news) const {
  const bool everywhere = error == EMFILE || error == ENFILE || error == ENOMEM;
  if (everywhere)
    news.emplace_back(
        input::Failed{"No photo can be opened: " + std::generic_category().message(error) +
                      "; run the same command again when there is room"});
  else if (may_pass(error) && !folder_answers(input_))
    news.emplace_back(input::Failed{"The folder of the photos cannot be read any more: " +
                                    std::generic_category().message(errno) +
                                    "; connect its disk again and run the same command again"});
  else
    news.emplace_back(input::CouldNotOpen{worker, n, why_not_opened(error)});
}

void WorkerPool::stop(std::uint32_t worker) {
  workers_[worker].process.reset();
  workers_[worker].out.clear();
}

void WorkerPool::stop_all() {
  for (Worker& slot : workers_) {
    slot.process.reset();
    slot.out.clear();
  }
}

void WorkerPool::add_to(std::vector<pollfd>& fds) const {
  for (const Worker& slot : workers_)
    if (slot.process) fds.push_back({slot.process->socket(), POLLIN, 0});
}

void WorkerPool::read(const std::vector<pollfd>& waits, std::vector<Input>& news) {
  for (std::uint32_t worker = 0; worker < workers_.size(); ++worker) {
    const Worker& slot = workers_[worker];
    if (!slot.process) continue;
    const int socket = slot.process->socket();
    const auto wait = std::find_if(waits.begin(), waits.end(),
                                   [socket](const pollfd& one) { return one.fd == socket; });
    if (wait != waits.end() && wait->revents != 0) read_from(worker, news);
  }
}

void WorkerPool::read_from(std::uint32_t worker, std::vector<Input>& news) {
  Worker& slot = workers_[worker];
  std::array<std::uint8_t, std::size_t{64} * 1024> bytes{};
  while (true) {
    const ssize_t got = ::recv(slot.process->socket(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got < 0) slot.process->kill();  // it may live on, and its end is waited for
    if (got <= 0) return lose(worker, false, news);
    slot.reader.feed({bytes.data(), static_cast<std::size_t>(got)});
    while (auto answer = slot.reader.next()) {
      if (*answer && take(worker, std::move(**answer), news)) continue;
      return lose(worker, true, news);
    }
  }
}

bool WorkerPool::take(std::uint32_t worker, Answer answer, std::vector<Input>& news) {
  Worker& slot = workers_[worker];
  const std::uint32_t n = number_of(answer);
  if (slot.out.empty() || slot.out.front() != n) return false;
  if (auto* result = std::get_if<PhotoResult>(&answer)) {
    news.emplace_back(input::Answered{worker, std::move(*result)});
  } else if (auto* error = std::get_if<WorkerError>(&answer)) {
    if (error->kind == WorkerErrorKind::kChanged)
      news.emplace_back(input::FileChanged{worker, n, ""});
    else if (error->kind == WorkerErrorKind::kUnreadable && !folder_answers(input_))
      could_not_read(worker, n, EIO, news);
    else if (error->kind == WorkerErrorKind::kUnreadable)
      news.emplace_back(input::FileChanged{worker, n, std::move(error->message)});
    else
      news.emplace_back(input::CouldNotOpen{worker, n, std::move(error->message)});
  } else {
    return false;
  }
  slot.out.erase(slot.out.begin());
  return true;
}

void WorkerPool::lose(std::uint32_t worker, bool disobedient, std::vector<Input>& news) {
  Worker& slot = workers_[worker];
  if (disobedient) slot.process->kill();
  WorkerLoss loss = slot.process->reap();
  if (disobedient) loss = {WorkerLoss::Kind::kDisobedient, 0};
  slot.process.reset();
  const bool by_itself =
      loss.kind == WorkerLoss::Kind::kSignal || loss.kind == WorkerLoss::Kind::kLimit;
  if (by_itself && !networks_.empty() && !slot.out.empty()) ++deaths_[slot.out.front()];
  slot.out.clear();
  news.emplace_back(input::WorkerLost{worker, loss});
}

std::vector<pid_t> WorkerPool::pids() const {
  std::vector<pid_t> pids;
  for (const Worker& slot : workers_)
    if (slot.process) pids.push_back(slot.process->pid());
  return pids;
}

}  // namespace photosieve
