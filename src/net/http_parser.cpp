// SPDX-License-Identifier: Apache-2.0
#include "net/http_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/optional.hpp>

#include "net/encoding.h"

namespace photosieve::net {
namespace {

namespace http = boost::beast::http;
using Code = boost::beast::error_code;
using Text = boost::beast::string_view;

std::string copy(Text text) {
  return {text.data(), text.size()};
}

// Collects a message. Beast's own message types bring an allocating container of fields and a body
// type for each use; the plain structs are all that is needed here.
template <bool is_request, class Message>
class Collector final : public http::basic_parser<is_request> {
 public:
  explicit Collector(const HttpLimits& limits) : limits_(limits) {
    this->eager(true);
    this->header_limit(limits.max_header);
    this->body_limit(limits.max_body);
  }

  // Bytes that make no whole line yet are kept here: Beast wants a header in one piece.
  HttpParse feed(std::string_view& bytes) {
    const bool kept = !held_.empty();
    if (kept) held_.append(bytes);
    std::string_view rest = kept ? std::string_view(held_) : bytes;
    // What waits behind the header is the beginning of a chunk's. No chunk is whole with fewer
    // bytes than the last one's, and Beast asserts that it is not asked to go on with less.
    if (kept && this->is_header_done() && rest.size() < kShortestEnd) {
      bytes = {};
      return HttpParse::kNeedMore;
    }
    while (!this->is_done()) {
      Code error;
      const std::size_t used = this->put(boost::asio::buffer(rest.data(), rest.size()), error);
      rest.remove_prefix(used);
      if (error == http::error::need_more) break;
      if (error) return failed(error);
      if (used == 0) break;
    }
    if (this->is_done()) {
      bytes = bytes.substr(bytes.size() - rest.size());
      return HttpParse::kComplete;
    }
    held_ = std::string(rest);
    bytes = {};
    return HttpParse::kNeedMore;
  }

  HttpParse end() {
    Code error;
    if (!this->got_some()) return HttpParse::kFailed;
    this->put_eof(error);
    return error || !this->is_done() ? HttpParse::kFailed : HttpParse::kComplete;
  }

  Message message;
  int status = 400;

 private:
  static constexpr std::size_t kShortestEnd = std::string_view("0\r\n\r\n").size();

  HttpParse failed(const Code& error) {
    if (error == http::error::header_limit) status = 431;
    if (error == http::error::body_limit) status = 413;
    return HttpParse::kFailed;
  }

  void on_request_impl(http::verb, Text method, Text target, int, Code& error) override {
    if constexpr (is_request) {
      message.method = copy(method);
      message.path = copy(target);
      const std::size_t question = message.path.find('?');
      if (question != std::string::npos) {
        message.query = message.path.substr(question + 1);
        message.path.resize(question);
      }
      if (message.path.empty() || message.path[0] != '/') error = http::error::bad_target;
    }
  }
  void on_response_impl(int code, Text, int, Code&) override {
    if constexpr (!is_request) message.status = code;
  }
  void on_field_impl(http::field, Text name, Text value, Code& error) override {
    if (message.headers.size() == limits_.max_fields) {
      error = http::error::header_limit;
      return;
    }
    message.headers.emplace_back(copy(name), copy(value));
  }
  void on_header_impl(Code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
  std::size_t on_body_impl(Text body, Code&) override {
    message.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Code& error) override {
    if (message.body.size() + body.size() > limits_.max_body) {
      error = http::error::body_limit;
      return 0;
    }
    message.body.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(Code&) override {}

  HttpLimits limits_;
  std::string held_;
};

}  // namespace

struct HttpRequestParser::Impl {
  explicit Impl(const HttpLimits& limits) : collector(limits) {}
  Collector<true, HttpRequest> collector;
  bool continued = false;
};

HttpRequestParser::HttpRequestParser(const HttpLimits& limits)
    : impl_(std::make_unique<Impl>(limits)) {}
HttpRequestParser::~HttpRequestParser() = default;

HttpParse HttpRequestParser::feed(std::string_view& bytes) {
  return impl_->collector.feed(bytes);
}

HttpRequest HttpRequestParser::take() {
  HttpRequest request = std::move(impl_->collector.message);
  request.keep_alive = impl_->collector.keep_alive();
  return request;
}

int HttpRequestParser::error_status() const {
  return impl_->collector.status;
}

bool HttpRequestParser::header_complete() const {
  return impl_->collector.is_header_done();
}

bool HttpRequestParser::take_continue() {
  if (impl_->continued || !header_complete()) return false;
  impl_->continued = true;
  return equal_ignoring_case(impl_->collector.message.header("Expect"), "100-continue");
}

struct HttpResponseParser::Impl {
  explicit Impl(const HttpLimits& limits) : collector(limits) {}
  Collector<false, HttpResponse> collector;
};

HttpResponseParser::HttpResponseParser(const HttpLimits& limits)
    : impl_(std::make_unique<Impl>(limits)) {}
HttpResponseParser::~HttpResponseParser() = default;

HttpParse HttpResponseParser::feed(std::string_view& bytes) {
  return impl_->collector.feed(bytes);
}

HttpParse HttpResponseParser::end() {
  return impl_->collector.end();
}

HttpResponse HttpResponseParser::take() {
  return std::move(impl_->collector.message);
}

bool HttpResponseParser::keep_alive() const {
  return impl_->collector.keep_alive();
}

}  // namespace photosieve::net
