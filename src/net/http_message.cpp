// SPDX-License-Identifier: Apache-2.0
#include "net/http_message.h"

#include <algorithm>
#include <array>

#include "net/encoding.h"

namespace photosieve::net {
namespace {

// A line break in a header's text would begin another header.
void append_clean(std::string& out, std::string_view text) {
  for (const char c : text)
    if (c != '\r' && c != '\n' && c != '\0') out.push_back(c);
}

void append_headers(std::string& out, const HttpHeaders& headers) {
  for (const auto& [name, value] : headers) {
    append_clean(out, name);
    out += ": ";
    append_clean(out, value);
    out += "\r\n";
  }
}

}  // namespace

std::string_view find_header(const HttpHeaders& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& field) {
    return equal_ignoring_case(field.first, name);
  });
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view reason_phrase(int status) {
  struct Phrase {
    int status;
    std::string_view text;
  };
  static constexpr std::array<Phrase, 27> kPhrases = {{
      {101, "Switching Protocols"},
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {422, "Unprocessable Content"},
      {426, "Upgrade Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
  }};
  const auto* found = std::find_if(kPhrases.begin(), kPhrases.end(),
                                   [&](const Phrase& phrase) { return phrase.status == status; });
  return found == kPhrases.end() ? "Unknown" : found->text;
}

std::string encode_response(const HttpResponse& response, bool keep_alive, bool head_only) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  append_headers(out, response.headers);
  const bool bodiless = response.status == 204 || response.status == 304 || response.status < 200;
  const std::uint64_t length = response.file ? response.file->bytes : response.body.size();
  if (!bodiless) out += "Content-Length: " + std::to_string(length) + "\r\n";
  if (response.status != 101) out += keep_alive ? "" : "Connection: close\r\n";
  out += "\r\n";
  if (!head_only && !bodiless && !response.file) out += response.body;
  return out;
}

std::string encode_request(const HttpRequest& request, std::string_view host) {
  std::string out = request.method + ' ' + request.path;
  if (!request.query.empty()) out += '?' + request.query;
  out += " HTTP/1.1\r\nHost: ";
  append_clean(out, host);
  out += "\r\n";
  append_headers(out, request.headers);
  if (!request.body.empty() || request.method == "POST")
    out += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  out += "\r\n";
  out += request.body;
  return out;
}

}  // namespace photosieve::net
