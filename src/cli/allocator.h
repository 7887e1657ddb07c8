// How the C library's allocator is set up for a command.
#pragma once

namespace agc::cli {

// Lets threads share pools of memory, up to eight one, in place of a pool for each: what one has freed the next can
// take, and is not kept beside it. To be called before threads are made. Without effect where the library has no
// such pools.
void share_memory_pools(unsigned threads);

}  // namespace agc::cli
