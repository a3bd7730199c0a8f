// WebP files made in memory for tests, from the picture of test_photos.h.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <webp/encode.h>

#include <cstdlib>
#include <string_view>

#include "decode/test_photos.h"

namespace photosieve::test {

struct WebpRecipe {
  int width = 160;
  int height = 120;
  bool lossless = false;
  bool alpha = false;
  float quality = 90;
};

inline void add_number(Bytes& to, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

inline void add_chunk(Bytes& to, std::string_view name, const Bytes& body) {
  to.insert(to.end(), name.begin(), name.end());
  add_number(to, body.size(), 4);
  to.insert(to.end(), body.begin(), body.end());
  if (body.size() % 2 == 1) to.push_back(0);
}

inline Bytes riff(const Bytes& chunks) {
  Bytes file{'R', 'I', 'F', 'F'};
  add_number(file, chunks.size() + 4, 4);
  file.insert(file.end(), {'W', 'E', 'B', 'P'});
  file.insert(file.end(), chunks.begin(), chunks.end());
  return file;
}

inline Bytes make_webp(const WebpRecipe& recipe) {
  const auto width = static_cast<std::size_t>(recipe.width);
  Bytes pixels;
  for (std::size_t y = 0; y < static_cast<std::size_t>(recipe.height); ++y)
    for (std::size_t x = 0; x < width; ++x)
      for (std::size_t c = 0; c < 4; ++c)
        pixels.push_back(c == 3 && !recipe.alpha ? 255 : picture(x, y, c));
  WebPConfig config;
  WebPConfigInit(&config);
  config.lossless = recipe.lossless ? 1 : 0;
  config.quality = recipe.quality;
  config.exact = 1;
  WebPPicture input;
  WebPPictureInit(&input);
  input.use_argb = recipe.lossless ? 1 : 0;
  input.width = recipe.width;
  input.height = recipe.height;
  WebPPictureImportRGBA(&input, pixels.data(), recipe.width * 4);
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  input.writer = WebPMemoryWrite;
  input.custom_ptr = &writer;
  WebPEncode(&config, &input);
  Bytes file(writer.mem, writer.mem + writer.size);
  WebPPictureFree(&input);
  WebPMemoryWriterClear(&writer);
  return file;
}

// The chunks of a WebP file behind its head, without a VP8X chunk (30 bytes with the head).
inline Bytes picture_chunks(const Bytes& file) {
  const bool extended =
      std::string_view(reinterpret_cast<const char*>(file.data()) + 12, 4) == "VP8X";
  return {file.begin() + (extended ? 30 : 12), file.end()};
}

inline Bytes extended_head(std::uint8_t flags, std::size_t width, std::size_t height) {
  Bytes body{flags, 0, 0, 0};
  add_number(body, width - 1, 3);
  add_number(body, height - 1, 3);
  return body;
}

// With an EXIF chunk behind the picture.
inline Bytes with_exif(const Bytes& file, const WebpRecipe& recipe, const Bytes& exif) {
  Bytes chunks;
  const auto flags = static_cast<std::uint8_t>(recipe.alpha ? 0x18 : 0x08);
  add_chunk(chunks, "VP8X",
            extended_head(flags, static_cast<std::size_t>(recipe.width),
                          static_cast<std::size_t>(recipe.height)));
  const Bytes inside = picture_chunks(file);
  chunks.insert(chunks.end(), inside.begin(), inside.end());
  add_chunk(chunks, "EXIF", exif);
  return riff(chunks);
}

struct Placed {
  Bytes file;
  int width;
  int height;
  std::size_t left;
  std::size_t top;
};

// Frames on a canvas, each 100 ms.
inline Bytes animated_webp(std::size_t width, std::size_t height, const std::vector<Placed>& all) {
  Bytes chunks;
  add_chunk(chunks, "VP8X", extended_head(0x12, width, height));
  add_chunk(chunks, "ANIM", {0, 0, 0, 0, 0, 0});
  for (const Placed& one : all) {
    Bytes body;
    add_number(body, one.left / 2, 3);
    add_number(body, one.top / 2, 3);
    add_number(body, static_cast<std::size_t>(one.width) - 1, 3);
    add_number(body, static_cast<std::size_t>(one.height) - 1, 3);
    add_number(body, 100, 3);
    body.push_back(0);
    const Bytes inside = picture_chunks(one.file);
    body.insert(body.end(), inside.begin(), inside.end());
    add_chunk(chunks, "ANMF", body);
  }
  return riff(chunks);
}

}  // namespace photosieve::test
