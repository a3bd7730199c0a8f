// What comes to a session from outside its core: scanner, mover, workers, and what it is asked.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <poll.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "run/helping_hands.h"
#include "run/session_driver.h"
#include "scan/scanner.h"

namespace photosieve {
namespace {

constexpr int kTickMs = 100;
constexpr std::size_t kScanChunk = 256;
constexpr std::size_t kMostPhotosACommit = 4096;

}  // namespace

// ---- threads beside this one

void SessionDriver::start_moving() {
  if (parts_.output == nullptr) return;
  auto staging = Staging::open(parts_.input, parts_.output->fd(), core_.session().id);
  if (!staging) {
    pending_.emplace_back(input::Failed{staging.error().message});
    return;
  }
  staging_.emplace(std::move(*staging));
  mover_.emplace([this] {
    Mover mover(*staging_, move_jobs_, [this](MoveReport report) {
      if (move_reports_.push(std::move(report))) inbox_.post(input::Tick{});
    });
    while (mover.step()) {
    }
  });
}

void SessionDriver::start_scanning() {
  scanner_.emplace([this](const std::stop_token& stop) {
    std::vector<PhotoRef> photos;
    const auto send_photos = [&] {
      if (!photos.empty()) inbox_.post(input::PhotosFound{std::exchange(photos, {})});
    };
    std::vector<SkippedFile> skipped;
    const auto send_skipped = [&] {
      if (!skipped.empty()) inbox_.post(input::FilesSkipped{std::exchange(skipped, {})});
    };
    const auto walked = Scanner(parts_.input, side_by_side())
                            .walk(
                                [&](Scanned scanned) {
                                  if (auto* photo = std::get_if<PhotoRef>(&scanned))
                                    photos.push_back(std::move(*photo));
                                  else
                                    skipped.push_back(std::move(std::get<SkippedFile>(scanned)));
                                  if (photos.size() >= kScanChunk) send_photos();
                                  if (skipped.size() >= kScanChunk) send_skipped();
                                  return !stop.stop_requested();
                                },
                                stop);
    send_photos();
    send_skipped();
    if (!walked)
      inbox_.post(input::Failed{walked.error().message});
    else if (!stop.stop_requested())
      inbox_.post(input::ScanEnded{});
  });
}

// ---- what comes from outside

void SessionDriver::wait_and_read() {
  std::vector<pollfd> waits{{inbox_.fd(), POLLIN, 0}};
  if (parts_.stop_fd >= 0 && !stopping_) waits.push_back({parts_.stop_fd, POLLIN, 0});
  const std::size_t workers_from = waits.size();
  pool_.add_to(waits);
  if (parts_.orders != nullptr) waits.push_back({parts_.orders->fd(), POLLIN, 0});
  if (parts_.control) parts_.control->add_to(waits);
  if (::poll(waits.data(), waits.size(), kTickMs) <= 0) return;

  std::vector<Input> news;
  if (workers_from < waits.size()) pool_.read(waits, news);
  for (Input& input : news) feed(std::move(input));

  inbox_.forget_wake();
  while (auto report = move_reports_.try_pop()) on_move(*report);
  for (auto next = inbox_.take(); next;) {
    if (finished_) return;
    Input input = *std::move(next);
    next = inbox_.take();
    if (auto* found = std::get_if<input::PhotosFound>(&input)) take_more(*found, next);
    if (!store_scanned(input)) return;
    feed(std::move(input));
  }
  if (parts_.orders != nullptr)
    for (Order& order : parts_.orders->take()) on_order(std::move(order));
  if (parts_.control)
    parts_.control->serve(
        [this](int client, const ControlRequest& request) { on_control(client, request); });
  follow_share();
  if (!stopping_ && workers_from == 2 && waits[1].revents != 0) {
    stopping_ = true;
    feed(input::StopAsked{});
  }
  if (!store_error_) orders_.settle(core_.committed(), core_.over());
}

// What a fast scan has found meanwhile goes into the same commit: each waits for the disk once.
void SessionDriver::take_more(input::PhotosFound& found, std::optional<Input>& next) {
  while (next && found.photos.size() < kMostPhotosACommit) {
    auto* more = std::get_if<input::PhotosFound>(&*next);
    if (more == nullptr) return;
    std::move(more->photos.begin(), more->photos.end(), std::back_inserter(found.photos));
    next = inbox_.take();
  }
}

// What the scanner found is stored before the core counts on it.
bool SessionDriver::store_scanned(const Input& input) {
  Result<> done;
  if (const auto* found = std::get_if<input::PhotosFound>(&input))
    done = parts_.store.add_photos(core_.session().id, found->photos);
  else if (const auto* skipped = std::get_if<input::FilesSkipped>(&input))
    done = parts_.store.add_skipped(core_.session().id, skipped->files);
  if (!done) store_failed(done.error());
  return done.has_value();
}

// ---- what it is asked

void SessionDriver::on_order(Order order) {
  switch (order.what) {
    case Order::What::kPause:
      feed(input::PauseAsked{});
      break;
    case Order::What::kResume:
      feed(input::ResumeAsked{});
      break;
    case Order::What::kCancel:
      feed(input::CancelAsked{});
      break;
    case Order::What::kChange:
      on_change(order.change);
      break;
    case Order::What::kRetry:
      if (auto refused = why_no_retry(order.n)) return order.done(tl::unexpected(*refused));
      feed(input::RetryAsked{order.n});
      break;
    case Order::What::kStatus:
    case Order::What::kStarted:
      break;
  }
  orders_.add(std::move(order));
  // Answered by what this order brought about, not by what the next one does.
  if (!store_error_) orders_.settle(core_.committed(), core_.over());
}

void SessionDriver::on_change(const SettingsChange& change) {
  if (change.progress_interval_seconds)
    parts_.progress_interval_seconds = *change.progress_interval_seconds;
  feed(input::ChangeSettings{change.workers, change.batch_size, change.percentage_milestones,
                             change.count_milestones, change.hour_milestones});
}

std::optional<CommandError> SessionDriver::why_no_retry(std::uint32_t n) const {
  if (core_.session().total_images && (n == 0 || n > core_.photos().size()))
    return CommandError{CommandCode::kInvalidPayload,
                        "There is no photo " + std::to_string(n) + " in this session"};
  const auto reason = core_.why_no_retry(n);
  if (!reason) return std::nullopt;
  return CommandError{CommandCode::kWrongState, *reason};
}

// As many workers as the person and the other sessions allow; who names no number gets no more than
// fit into the memory.
std::uint32_t SessionDriver::allowed_workers() const {
  const std::uint32_t wanted = core_.session().settings.workers;
  const std::uint32_t share = parts_.orders != nullptr ? parts_.orders->share() : 0;
  if (wanted != 0) return share == 0 ? wanted : std::min(wanted, share);
  const std::uint32_t allowed = share == 0 ? usable_ : share;
  return std::min(allowed, fit_.value_or(allowed));
}

// And as many as the tuner finds best, where it is on.
void SessionDriver::follow_share() {
  const std::uint32_t workers = tuner_ ? tuner_->workers() : allowed_workers();
  if (workers == workers_) return;
  workers_ = workers;
  feed(input::SetWorkers{workers});
}

void SessionDriver::on_control(int client, const ControlRequest& request) {
  Order order;
  order.what = static_cast<Order::What>(request.command);
  order.change = request.change;
  order.n = request.n;
  order.done = [this, client](const Asked<Session>& answer) {
    if (answer)
      parts_.control->answer(client, {{"ok", true}, {"session", session_json(*answer)}});
    else
      parts_.control->answer(
          client,
          {{"ok", false},
           {"error", {{"code", name(answer.error().code)}, {"message", answer.error().message}}}});
  };
  on_order(std::move(order));
}

}  // namespace photosieve
