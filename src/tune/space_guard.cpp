// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/space_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace photosieve {
namespace {

constexpr double kReserveMb = 512;
constexpr double kAheadSeconds = 30;
constexpr double kRoomAgain = 1.5;

}  // namespace

double SpaceGuard::reserve_mb(const SpaceReading& reading) {
  const double wanted = std::max(kReserveMb, reading.copied_mb_a_second * kAheadSeconds);
  return reading.total_mb ? std::min(wanted, *reading.total_mb / 4) : wanted;
}

std::optional<SpaceGuard::Change> SpaceGuard::read(const SpaceReading& reading) {
  if (paused_by_this_ && !reading.paused) {
    paused_by_this_ = false;  // somebody resumed it
    overruled_ = true;
  }
  if (!reading.free_mb) return std::nullopt;
  const double free_mb = *reading.free_mb;
  const double reserve = reserve_mb(reading);
  const bool room = free_mb >= reserve * kRoomAgain;
  if (room) overruled_ = false;
  if (paused_by_this_ && room) {
    paused_by_this_ = false;
    return Change{What::kResume, free_mb,
                  fmt::format("{:.0f} MB are free again on the output's disk", free_mb)};
  }
  if (paused_by_this_ || reading.paused || overruled_ || free_mb >= reserve) return std::nullopt;
  paused_by_this_ = true;
  return Change{What::kPause, free_mb,
                fmt::format("{:.0f} MB are free on the output's disk, {:.0f} MB are kept in "
                            "reserve; it goes on when there is room",
                            free_mb, reserve)};
}

}  // namespace photosieve
