// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/xmp_fields.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <new>
#include <utility>

#include "decode/xmp_wanted.h"

namespace photosieve {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostValues = 2000;
constexpr std::size_t kMostNames = 2000;
constexpr std::size_t kMostTwice = 4;
constexpr std::size_t kLongestValue = std::size_t{64} << 10;  // bytes
constexpr std::size_t kLongestName = 256;                     // bytes of a key
constexpr char kBetween = '\n';  // parts a name from its namespace: no such name holds one

constexpr std::string_view kRdfUri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

struct Namespace {
  std::string_view uri;
  std::string_view prefix;  // Exiv2's
};
constexpr std::array kNamespaces{
    Namespace{"http://purl.org/dc/elements/1.1/", "dc"},
    Namespace{"http://ns.adobe.com/exif/1.0/", "exif"},
    Namespace{"http://ns.adobe.com/exif/1.0/aux/", "aux"},
    Namespace{"http://cipa.jp/exif/1.0/", "exifEX"},
    Namespace{"http://ns.adobe.com/photoshop/1.0/", "photoshop"},
    Namespace{"http://ns.adobe.com/tiff/1.0/", "tiff"},
    Namespace{"http://ns.adobe.com/xap/1.0/", "xmp"},
    Namespace{"http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "iptcExt"},
    Namespace{"http://www.metadataworkinggroup.com/schemas/regions/", "mwg-rs"},
    Namespace{"http://ns.microsoft.com/photo/1.2/", "MP"},
    Namespace{"http://ns.microsoft.com/photo/1.2/t/Region#", "MPReg"},
};

// A name as expat gives it, "URI\nlocal\nprefix"; without a namespace only "local".
struct Name {
  explicit Name(std::string_view all) {
    const std::size_t first = all.find(kBetween);
    if (first == std::string_view::npos) {
      local = all;
      return;
    }
    uri = all.substr(0, first);
    const std::size_t second = std::min(all.find(kBetween, first + 1), all.size());
    local = all.substr(first + 1, second - first - 1);
    prefix = all.substr(std::min(second + 1, all.size()));
    for (const Namespace& known : kNamespaces)
      if (known.uri == uri) prefix = known.prefix;
  }

  [[nodiscard]] bool of_rdf(std::string_view name) const { return uri == kRdfUri && local == name; }
  [[nodiscard]] bool of_rdf() const { return uri == kRdfUri; }

  std::string_view uri, local, prefix;
};

enum class Place {
  kOutside,   // above the RDF
  kRdf,       // rdf:RDF itself: holds descriptions
  kNode,      // a description: holds properties
  kProperty,  // holds a text, a list, a description or (as a resource) properties
  kList,      // Bag, Seq, Alt: holds items
  kItem,      // as a property
};

struct Value {
  std::string language;
  std::string text;
};

struct Frame {
  Place place = Place::kOutside;
  std::string key;            // of the property that this is or is a part of
  std::string language;       // xml:lang
  std::string text;           // so far
  bool resource = false;      // rdf:parseType="Resource": holds properties as a description does
  bool has_parts = false;     // then its text is only the space between them
  bool owns_values = false;   // a property, not a part of one: what its parts say is gathered here
  bool alternatives = false;  // one of the values is meant, by language
  bool ignored = false;       // already known
  std::vector<Value> values;
};

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view packet)
      : parser_(XML_ParserCreateNS(nullptr, kBetween), XML_ParserFree) {
    if (!parser_) throw std::bad_alloc();
    XML_SetReturnNSTriplet(parser_.get(), 1);
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    (void)XML_Parse(parser_.get(), packet.data(), static_cast<int>(packet.size()), XML_TRUE);
  }

  [[nodiscard]] XmpFields take() { return std::move(fields_); }

 private:
  static void XMLCALL on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reader*>(self)->start(Name(name), attributes);
  }
  static void XMLCALL on_end(void* self, const XML_Char*) { static_cast<Reader*>(self)->end(); }
  static void XMLCALL on_text(void* self, const XML_Char* text, int size) {
    static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(size)});
  }
  static void XMLCALL on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*,
                                 int) {
    static_cast<Reader*>(self)->stop();
  }

  void stop() { XML_StopParser(parser_.get(), XML_FALSE); }

  [[nodiscard]] Place place_below(const Frame& above, const Name& name) const {
    switch (above.place) {
      case Place::kOutside:
        return name.of_rdf("RDF") ? Place::kRdf : Place::kOutside;
      case Place::kRdf:
        return Place::kNode;
      case Place::kNode:
        return Place::kProperty;
      case Place::kList:
        return Place::kItem;
      case Place::kProperty:
      case Place::kItem:
        break;
    }
    if (name.of_rdf("Bag") || name.of_rdf("Seq") || name.of_rdf("Alt")) return Place::kList;
    return above.resource ? Place::kProperty : Place::kNode;
  }

  // "Xmp.dc.title" below a description of the packet, "<above>/mwg-rs:Name" in a structure.
  [[nodiscard]] static std::string key_below(const std::string& above, const Name& name) {
    std::string key = above.empty() ? "Xmp." : above + "/";
    key += name.prefix;
    key += above.empty() ? '.' : ':';
    key += name.local;
    if (key.size() > kLongestName) key.resize(kLongestName);
    return key;
  }

  // Whether a property of the packet stands here for the first time, or has said nothing so far.
  [[nodiscard]] bool is_new(const std::string& key, const Name& name) {
    if (seen_.size() >= kMostNames && seen_.count(key) == 0) return true;
    const auto [known, inserted] = seen_.try_emplace(key, false);
    if (inserted) return true;
    std::string told(name.prefix);
    told += ':';
    told += name.local;
    std::vector<std::string>& twice = fields_.twice;
    if (twice.size() < kMostTwice && std::find(twice.begin(), twice.end(), told) == twice.end())
      twice.push_back(std::move(told));
    return !known->second;
  }

  void start(const Name& name, const XML_Char** attributes) {
    const std::size_t depth = open_.size();
    if (depth >= kDeepest) return stop();
    Frame frame;
    if (depth > 0) {
      Frame& above = open_.back();
      above.has_parts = true;
      frame.place = place_below(above, name);
      frame.key = above.key;
      frame.ignored = above.ignored;
    } else if (name.of_rdf("RDF")) {
      frame.place = Place::kRdf;
    }
    if (frame.place == Place::kNode) fields_.found = true;
    if (frame.place == Place::kProperty && !name.of_rdf("value")) {
      const bool of_the_packet = frame.key.empty();
      frame.key = key_below(frame.key, name);
      frame.owns_values = true;
      if (of_the_packet && !is_new(frame.key, name)) frame.ignored = true;
    }
    if (frame.place == Place::kList && name.of_rdf("Alt")) mark_alternatives();
    open_.push_back(std::move(frame));
    for (; attributes[0] != nullptr; attributes += 2) attribute(Name(attributes[0]), attributes[1]);
  }

  void mark_alternatives() {
    if (Frame* const owner = owner_of_values(); owner != nullptr) owner->alternatives = true;
  }

  // An attribute of the element that was opened last.
  void attribute(const Name& name, std::string_view value) {
    Frame& frame = open_.back();
    if (frame.place == Place::kOutside || frame.place == Place::kRdf ||
        frame.place == Place::kList || name.uri.empty())
      return;
    if (name.uri == kXmlUri) {
      if (name.local == "lang") frame.language = value;
      return;
    }
    if (name.of_rdf()) {
      if (name.local == "parseType") frame.resource = value == "Resource";
      if (name.local == "resource" || name.local == "value") add_value(frame.language, value);
      return;
    }
    const std::string key = key_below(frame.key, name);
    if (frame.ignored || (frame.key.empty() && !is_new(key, name))) return;
    keep(key, value);
  }

  void text(std::string_view more) {
    if (open_.empty()) return;
    Frame& frame = open_.back();
    if (frame.place != Place::kProperty && frame.place != Place::kItem) return;
    if (frame.text.size() <= kLongestValue) frame.text += more;
  }

  void end() {
    Frame& frame = open_.back();
    const bool leaf = frame.place == Place::kProperty || frame.place == Place::kItem;
    if (leaf && !frame.has_parts && !frame.resource) add_value(frame.language, frame.text);
    if (frame.owns_values) tell(frame);
    open_.pop_back();
  }

  [[nodiscard]] Frame* owner_of_values() {
    const auto owner = std::find_if(open_.rbegin(), open_.rend(),
                                    [](const Frame& frame) { return frame.owns_values; });
    return owner == open_.rend() ? nullptr : &*owner;
  }

  // What a text, an item or an rdf:value says belongs to the property that it lies in.
  void add_value(const std::string& language, std::string_view value) {
    Frame* const owner = owner_of_values();
    if (owner == nullptr || owner->ignored || blank(value) || value.size() > kLongestValue ||
        owner->values.size() >= kMostValues || !wanted_xmp(owner->key))
      return;
    owner->values.push_back({language, std::string(value)});
  }

  void tell(const Frame& property) {
    const auto& values = property.values;
    if (!property.alternatives) {
      for (const Value& value : values) keep(property.key, value.text);
      return;
    }
    const auto usual = std::find_if(values.begin(), values.end(), [](const Value& value) {
      return value.language == "x-default";
    });
    if (usual != values.end())
      keep(property.key, usual->text);
    else if (!values.empty())
      keep(property.key, values.front().text);
  }

  void keep(const std::string& key, std::string_view value) {
    if (blank(value) || value.size() > kLongestValue || fields_.tags.size() >= kMostValues) return;
    if (const auto known = seen_.find(key); known != seen_.end()) known->second = true;
    if (wanted_xmp(key)) fields_.tags.push_back({key, std::string(value)});
  }

  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  std::vector<Frame> open_;
  std::map<std::string, bool> seen_;  // the packet's own properties: whether each said anything
  XmpFields fields_;
};

}  // namespace

XmpFields read_xmp_fields(std::string_view packet) {
  return Reader(packet).take();
}

}  // namespace photosieve
