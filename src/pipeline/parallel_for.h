// The same work for many numbers, on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace agc {

// Calls work(0) to work(count - 1), each once, on up to `threads` threads, the calling one among them. Returns when
// all are done. Throws the first error, after which no more calls begin.
void parallel_for(size_t count, unsigned threads, const std::function<void(size_t)>& work);

}  // namespace agc
