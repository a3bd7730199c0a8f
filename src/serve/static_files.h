// StaticFiles: a folder of built web files, served as a browser should get them.
//
// The pages of the application ("/", "/new", "/system", "/shared" and all below "/monitoring") are
// index.html. What lies in assets/ has its content's hash in its name and may be kept for good; all
// else is asked for again with its ETag. Where the folder holds name.br or name.gz beside a file
// and the client takes it, that is sent. Links, hidden names and paths that lead out are not
// followed. Errors   404 not_found; kUsage for a folder that cannot be opened. Threads  any; it
// opens files, so no event loop's. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"
#include "serve/problem.h"

namespace photosieve {

class StaticFiles {
 public:
  [[nodiscard]] static Result<StaticFiles> open(const std::string& folder);

  [[nodiscard]] Served<net::HttpResponse> get(const net::HttpRequest& request) const;

 private:
  explicit StaticFiles(UniqueFd folder) : folder_(std::move(folder)) {}

  UniqueFd folder_;
};

// By the name's ending; "application/octet-stream" for what is not known.
[[nodiscard]] std::string_view content_type_of(std::string_view name);
// Whether Accept-Encoding names the coding, and not with q=0.
[[nodiscard]] bool accepts_coding(std::string_view header, std::string_view coding);

}  // namespace photosieve
