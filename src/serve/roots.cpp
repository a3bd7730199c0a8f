// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/roots.h"

#include <fmt/format.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "base/text.h"
#include "run/run.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestPath = 4096;

std::string home_folder() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets the environment while the program runs
  if (const char* home = ::getenv("HOME"); home != nullptr && *home == '/') return home;
  return {};
}

std::optional<std::string> real_path(const std::string& path) {
  char resolved[PATH_MAX];
  if (::realpath(path.c_str(), resolved) == nullptr) return std::nullopt;
  return resolved;
}

bool is_below(const std::string& path, const std::string& root) {
  if (root == "/") return true;
  return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

bool has_parent_step(const std::string& path) {
  std::string_view rest = path;
  while (true) {
    const std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == "..") return true;
    if (slash == std::string_view::npos) return false;
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace

Result<Roots> Roots::make(const std::vector<std::string>& folders) {
  std::vector<std::string> wanted = folders;
  if (wanted.empty()) {
    wanted.emplace_back(".");
    if (const std::string home = home_folder(); real_path(home)) wanted.push_back(home);
  }
  Roots roots;
  for (const std::string& one : wanted) {
    auto real = real_folder(one);
    if (!real) return because("--root", std::move(real).error());
    roots.folders_.push_back(*std::move(real));
  }
  auto& kept = roots.folders_;
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end(),
                         [](const std::string& a, const std::string& b) { return is_below(b, a); }),
             kept.end());
  return roots;
}

bool Roots::holds(const std::string& path) const {
  return std::any_of(folders_.begin(), folders_.end(),
                     [&](const std::string& root) { return is_below(path, root); });
}

tl::unexpected<Problem> Roots::outside(const std::string& path) const {
  return refuse(403, "not_allowed",
                fmt::format("{} is not below a folder that this server may use ({}); choose one "
                            "there, or start the server with --root.",
                            elide_middle_bytes(printable(path), 300),
                            elide_middle_bytes(
                                printable(fmt::format("{}", fmt::join(folders_, ", "))), 300)));
}

// The path without links; parts at its end that do not exist stay as they are written.
Served<std::string> Roots::resolve(const std::string& path) const {
  if (path.empty() || path.front() != '/' || path.size() > kLongestPath ||
      path.find('\0') != std::string::npos)
    return invalid(
        "A folder is written as an absolute path: it begins with '/', and has at most "
        "4,096 bytes.");
  if (has_parent_step(path))
    return invalid("A folder is written without '..'; name it by its own path.");
  std::string head = path;
  std::string tail;
  while (true) {
    if (auto real = real_path(head)) {
      if (*real == "/" && !tail.empty()) real->clear();
      return *real + tail;
    }
    // A link that leads nowhere yet, or a file on the way, is no place for a folder.
    struct stat found {};
    if (errno != ENOENT || ::lstat(head.c_str(), &found) == 0) return outside(path);
    const std::size_t end = head.find_last_not_of('/');
    head.resize(end == std::string::npos ? 0 : end + 1);
    const std::size_t slash = head.rfind('/');
    const std::string part = head.substr(slash + 1);
    if (part != ".") tail.insert(0, "/").insert(1, part);
    head = slash == 0 ? "/" : head.substr(0, slash);
  }
}

Served<std::string> Roots::future_folder(const std::string& path) const {
  PS_TRY(std::string real, resolve(path));
  if (!holds(real)) return outside(path);
  return real;
}

Served<std::string> Roots::existing_folder(const std::string& path) const {
  PS_TRY(std::string real, future_folder(path));
  struct stat found {};
  if (::stat(real.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    return refuse(404, "not_found",
                  fmt::format("There is no folder {}; check its spelling, or that its disk is "
                              "connected.",
                              elide_middle_bytes(printable(path), 300)));
  return real;
}

}  // namespace photosieve
