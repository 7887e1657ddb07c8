#include "cli/memory_limit.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace agc::cli {
namespace {

constexpr uint64_t kProgramBytes = uint64_t{256} << 20;
constexpr uint64_t kThreadBytes = uint64_t{16} << 20;

// 0 if it cannot be told.
uint64_t machine_bytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGESIZE);
  return pages > 0 && page_bytes > 0 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(page_bytes) : 0;
}

}  // namespace

void limit_memory(uint64_t bytes, unsigned threads) {
  const uint64_t beside = kProgramBytes + kThreadBytes * threads;
  uint64_t limit = machine_bytes() / 4 * 3;
  if (bytes > 0 && bytes < UINT64_MAX - beside) limit = bytes + beside;
  if (limit == 0) return;
  // Counts what is written to, unlike the address space, which also holds files that are mapped.
  rlimit resource{};
  if (getrlimit(RLIMIT_DATA, &resource) != 0) return;
  resource.rlim_cur = std::min<rlim_t>(std::min(resource.rlim_cur, resource.rlim_max), static_cast<rlim_t>(limit));
  // Where it cannot be set, the command runs without it.
  [[maybe_unused]] const int ignored = setrlimit(RLIMIT_DATA, &resource);
}

}  // namespace agc::cli
