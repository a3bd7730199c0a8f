// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/serving.h"

#include <cstdlib>
#include <filesystem>

#include "base/log.h"
#include "cli/report_files.h"
#include "cli/version.h"

namespace photosieve {
namespace {

// Where what can be made again is kept: $XDG_CACHE_HOME or ~/.cache.
std::string cache_folder() {
  const auto environment = [](const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at the start
    return std::string(value == nullptr ? "" : value);
  };
  std::string base = environment("XDG_CACHE_HOME");
  if (!base.starts_with('/')) {
    const std::string home = environment("HOME");
    if (home.empty()) return {};
    base = home + "/.cache";
  }
  return base + "/photosieve/thumbnails";
}

// The built pages: beside the program in a build tree, in share/ where it is installed. "":
// neither, and the server says how to make them.
std::string web_folder() {
  namespace fs = std::filesystem;
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  if (none) return {};
  const fs::path beside = program.parent_path() / "web";
  const fs::path installed = program.parent_path().parent_path() / "share" / "photosieve" / "web";
  for (const fs::path& folder : {beside, installed})
    if (fs::is_regular_file(folder / "index.html", none)) return folder.string();
  return {};
}

}  // namespace

Serving::Serving(const ServeOptions& options, const std::string& database)
    : host_(hub_, clock_,
            {.database = database,
             .workers = options.workers,
             .complete = [this, folder = report_folder(database), formats = options.report_formats](
                             Store& store, const Session& session) {
               const auto written =
                   write_report_files(store, session.id, folder, formats, clock_.wall());
               if (!written) log_warning(written.error().message);
             }}) {}

Serving::~Serving() {
  stop();
}

Result<std::unique_ptr<Serving>> Serving::start(const ServeOptions& options,
                                                const std::string& database) {
  ServerOptions server;
  PS_TRY(server.endpoint, net::parse_endpoint(options.listen));
  server.token_file = options.token_file;
  server.tls_certificate = options.tls_certificate;
  server.tls_key = options.tls_key;
  server.roots = options.roots;
  server.database = database;
  server.version = kVersion;
  server.web_folder = web_folder();
  server.thumbnail_folder = cache_folder();
  std::unique_ptr<Serving> serving(new Serving(options, database));
  PS_TRY(serving->server_,
         Server::make(std::move(server), serving->hub_, serving->host_, serving->clock_));
  serving->live_.emplace(serving->server_->sockets(), serving->hub_, serving->host_, database,
                         serving->clock_);
  PS_TRY_VOID(serving->host_.adopt());
  PS_TRY_VOID(serving->server_->start());
  return serving;
}

void Serving::stop() {
  // In this order every command is answered and every ending told before the connections end.
  host_.stop();
  if (live_) live_->stop();
  if (server_ != nullptr) server_->stop();
}

}  // namespace photosieve
