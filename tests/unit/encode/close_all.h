// The last packs of all groups of a store, in group order.
#pragma once

#include <iterator>
#include <vector>

#include "encode/pack_store.h"

namespace agc::test {

inline std::vector<ClosedPack> close_all(PackStore& store) {
  std::vector<ClosedPack> packs;
  for (uint32_t group = 0; group < store.group_count(); ++group) {
    std::vector<ClosedPack> more = store.close_group(group);
    packs.insert(packs.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return packs;
}

}  // namespace agc::test
