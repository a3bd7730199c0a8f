// Requests and answers cut at a place that the input chooses: both give the same as in one piece.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/http_parser.h"
#include "net/websocket_handshake.h"

namespace {

using namespace photosieve::net;  // NOLINT(google-build-using-namespace): a program of its own

struct Outcome {
  HttpParse parsed = HttpParse::kNeedMore;
  std::size_t left = 0;
  std::string text;
};

Outcome request(std::string_view bytes, std::size_t cut) {
  HttpRequestParser parser({512, 256, 8});
  Outcome outcome;
  for (std::string_view piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
    if (outcome.parsed != HttpParse::kNeedMore) {
      outcome.left += piece.size();
      continue;
    }
    if (piece.empty()) continue;
    outcome.parsed = parser.feed(piece);
    outcome.left = piece.size();
  }
  if (outcome.parsed == HttpParse::kComplete) {
    const HttpRequest message = parser.take();
    if (message.body.size() > 256 || message.headers.size() > 8) std::abort();
    outcome.text = message.method + message.path + message.query + message.body;
    if (valid_websocket_request(message))
      outcome.text += encode_websocket_response(message.header("Sec-WebSocket-Key"));
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Outcome whole = request(bytes, bytes.size());
  const Outcome cut = request(bytes, data[0] % (bytes.size() + 1));
  // A limit may be seen in one piece before and in two after a malformed byte: only success is one.
  if (whole.parsed == HttpParse::kComplete && cut.parsed == HttpParse::kComplete &&
      (whole.text != cut.text || whole.left != cut.left))
    std::abort();

  HttpResponseParser response({512, 256, 8});
  std::string_view rest = bytes;
  if (response.feed(rest) == HttpParse::kNeedMore) static_cast<void>(response.end());
  return 0;
}
