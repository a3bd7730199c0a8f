// Sight: the networks together: what there is to be seen in a photo that no measure tells.
//
// open() loads what is in a folder (tools/networks fills it). What cannot be loaded is left out,
// and lacks() says why; what fails at a photo has no list for that photo: it was not looked for,
// and is never taken for not there. To be opened before a worker closes itself in: opening runs
// each network once, so that nothing is left to be loaded.
// Errors   none: a photo is judged without.
// Threads  one. Memory: 120 MB, and 60 MB more while it looks.
// Cost     opening 0.2 s; face_finder.h, text_finder.h, text_reader.h tell a photo's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "model/image.h"
#include "model/seen.h"
#include "see/face_finder.h"
#include "see/text_finder.h"
#include "see/text_reader.h"

namespace photosieve {

struct Sought {
  bool faces = true;
  bool texts = true;
};

class Sight {
 public:
  Sight() = default;  // sees nothing
  [[nodiscard]] static Sight open(const std::string& folder);

  [[nodiscard]] Seen look(const Image& image, Sought sought = {});
  [[nodiscard]] const std::string& lacks() const { return lacks_; }  // "": nothing

 private:
  struct Texts {
    TextFinder finder;
    TextReader reader;
  };
  [[nodiscard]] Result<std::vector<SeenText>> texts_in(const Image& image);

  std::optional<FaceFinder> faces_;
  std::optional<Texts> texts_;
  std::string lacks_;
};

}  // namespace photosieve
