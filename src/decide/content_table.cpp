// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/content_table.h"

namespace photosieve {

std::uint32_t ContentTable::find(const Hash128& content) const {
  return slots_.empty() ? 0 : slots_[place_of(content)].n;
}

void ContentTable::add(const Hash128& content, std::uint32_t n) {
  if (3 * (count_ + 1) > 2 * slots_.size()) grow();
  slots_[place_of(content)] = {content, n};
  ++count_;
}

std::size_t ContentTable::place_of(const Hash128& content) const {
  std::size_t i = content.low & (slots_.size() - 1);
  while (slots_[i].n != 0 && slots_[i].content != content) i = (i + 1) & (slots_.size() - 1);
  return i;
}

void ContentTable::grow() {
  std::vector<Slot> old(slots_.empty() ? 64 : 2 * slots_.size());
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.n != 0) slots_[place_of(slot.content)] = slot;
}

}  // namespace photosieve
