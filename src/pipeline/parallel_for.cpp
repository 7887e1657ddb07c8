#include "pipeline/parallel_for.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "pipeline/first_error.h"

namespace agc {

void parallel_for(size_t count, unsigned threads, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next = 0;
  FirstError error;
  const auto run = [&] {
    try {
      for (size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      error.set(std::current_exception());
      next = count;
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (size_t i = 1; i < std::min<size_t>(threads, count); ++i) helpers.emplace_back(run);
    run();
  }
  error.rethrow_if_set();
}

}  // namespace agc
