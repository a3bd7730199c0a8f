// SPDX-License-Identifier: Apache-2.0
#include "net/http_client.h"

namespace photosieve::net {

HttpClient::HttpClient(const ClientNetwork& network, std::uint64_t max_body)
    : ClientConnection(network), max_body_(max_body) {}

void HttpClient::request(const HttpRequest& request, Callback callback) {
  PS_CHECK(!is_busy());
  callback_ = std::move(callback);
  HttpLimits limits;
  limits.max_body = max_body_;
  parser_ = std::make_unique<HttpResponseParser>(limits);
  if (!is_open()) {
    if (const auto opened = open(); !opened) return finish(tl::unexpected(opened.error()));
  }
  write(encode_request(request, network().target.host));
}

void HttpClient::abandon() {
  callback_ = nullptr;
  parser_.reset();
  close();
}

void HttpClient::on_bytes(std::span<char> bytes) {
  if (!parser_) {  // nobody asked: the server is out of step
    close();
    return;
  }
  std::string_view text(bytes.data(), bytes.size());
  const HttpParse parsed = parser_->feed(text);
  if (parsed == HttpParse::kNeedMore) return;
  if (parsed == HttpParse::kFailed) {
    close();
    return finish(fail(ErrorKind::kRetry, "the server's answer is not HTTP"));
  }
  if (!parser_->keep_alive() || !text.empty()) close();
  finish(parser_->take());
}

void HttpClient::on_lost(const std::string& reason) {
  if (!is_busy()) return;
  if (parser_->end() == HttpParse::kComplete) return finish(parser_->take());
  finish(fail(ErrorKind::kRetry, reason));
}

void HttpClient::finish(Result<HttpResponse> result) {
  parser_.reset();
  const Callback callback = std::exchange(callback_, nullptr);
  callback(std::move(result));
}

}  // namespace photosieve::net
