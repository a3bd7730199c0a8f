// A payload that is taken apart can be put together again and is then the same.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/engineio_packet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve::net;  // NOLINT(google-build-using-namespace): a program of its own
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  if (const auto items = decode_engine_payload(body, 50)) {
    if (items->empty() || items->size() > 50) std::abort();
    std::string again;
    for (const EnginePayloadItem& item : *items) {
      if (item.binary)
        append_payload_binary(again, item.data);
      else
        append_payload_text(again,
                            static_cast<char>('0' + static_cast<int>(item.type)) + item.data);
    }
    const auto back = decode_engine_payload(again, 50);
    if (!back || back->size() != items->size()) std::abort();
    for (std::size_t i = 0; i < items->size(); ++i)
      if ((*back)[i].data != (*items)[i].data) std::abort();
  }
  if (const auto packet = decode_engine_packet(body))
    static_cast<void>(decode_engine_open(packet->data));
  return 0;
}
