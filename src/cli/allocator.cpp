#include "cli/allocator.h"

#include <algorithm>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace agc::cli {

void share_memory_pools([[maybe_unused]] unsigned threads) {
#ifdef __GLIBC__
  constexpr unsigned kThreadsOfPool = 8;
  mallopt(M_ARENA_MAX, static_cast<int>((std::max(threads, 1U) - 1) / kThreadsOfPool + 1));
#endif
}

void expect_much_memory(unsigned threads) {
  share_memory_pools(threads);
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr size_t kHugePage = size_t{2} << 20;
  constexpr size_t kFirst = 12 * kHugePage;
  // Larger blocks than these, and what is given back, would not stay in the pool.
  mallopt(M_MMAP_THRESHOLD, static_cast<int>(kFirst + kHugePage));
  mallopt(M_TRIM_THRESHOLD, static_cast<int>(4 * kFirst));
  void* const block = std::malloc(kFirst);
  if (block == nullptr) return;
  const auto begin = (reinterpret_cast<uintptr_t>(block) + kHugePage - 1) / kHugePage * kHugePage;
  const auto end = (reinterpret_cast<uintptr_t>(block) + kFirst) / kHugePage * kHugePage;
  // Where the system has none, small ones will do.
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  std::free(block);
#endif
}

}  // namespace agc::cli
