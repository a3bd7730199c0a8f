// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/xmp_check.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <new>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr int kDeepest = 64;
constexpr int kMostElements = 20'000;
constexpr std::size_t kMostBytes = std::size_t{8} << 20;

struct Scan {
  XML_Parser parser = nullptr;
  int depth = 0;
  int elements = 0;
  const char* refusal = nullptr;

  void refuse(const char* why) {
    if (refusal == nullptr) refusal = why;
    XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL on_start(void* user, const XML_Char*, const XML_Char**) {
  auto* scan = static_cast<Scan*>(user);
  if (++scan->depth > kDeepest)
    scan->refuse("The XMP block is nested too deeply and was passed over");
  if (++scan->elements > kMostElements)
    scan->refuse("The XMP block has too many parts and was passed over");
}

void XMLCALL on_end(void* user, const XML_Char*) {
  --static_cast<Scan*>(user)->depth;
}

void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  static_cast<Scan*>(user)->refuse("The XMP block declares a document type and was passed over");
}

struct Free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

bool bad_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

// UTF-16 and UTF-32 are told by a zero or a mark at the front.
bool of_bytes(const std::string& packet) {
  return packet.size() >= 4 && packet[0] != '\0' && packet[1] != '\0' && packet[0] != '\xFE' &&
         packet[0] != '\xFF';
}

void mend(std::string& packet) {
  if (!of_bytes(packet)) return;
  while (!packet.empty() && packet.back() == '\0') packet.pop_back();
  std::replace_if(packet.begin(), packet.end(), bad_control, ' ');
  if (!valid_utf8(packet)) packet = to_valid_utf8(packet);
}

}  // namespace

const char* check_xmp(std::string& packet) {
  if (packet.size() > kMostBytes) return "The XMP block is too large and was passed over";
  mend(packet);
  const std::unique_ptr<XML_ParserStruct, Free> parser(XML_ParserCreate(nullptr));
  if (!parser) throw std::bad_alloc();
  Scan scan;
  scan.parser = parser.get();
  XML_SetUserData(parser.get(), &scan);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  const XML_Status status =
      XML_Parse(parser.get(), packet.data(), static_cast<int>(packet.size()), XML_TRUE);
  if (scan.refusal != nullptr || status == XML_STATUS_OK) return scan.refusal;
  if (scan.depth > 0 || scan.elements == 0) return "The XMP block is damaged and was passed over";
  const XML_Index end = XML_GetCurrentByteIndex(parser.get());
  if (end >= 0) packet.resize(std::min(packet.size(), static_cast<std::size_t>(end)));
  return nullptr;
}

}  // namespace photosieve
