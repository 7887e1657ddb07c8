#include "cli/allocator.h"

#include <algorithm>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace agc::cli {

void share_memory_pools([[maybe_unused]] unsigned threads) {
#ifdef __GLIBC__
  constexpr unsigned kThreadsOfPool = 8;
  mallopt(M_ARENA_MAX, static_cast<int>((std::max(threads, 1U) - 1) / kThreadsOfPool + 1));
#endif
}

}  // namespace agc::cli
