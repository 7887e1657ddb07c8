// How the C library's allocator is set up for a command. Both are to be called before threads are made, and without
// effect where the library has no such settings.
#pragma once

namespace agc::cli {

// Lets threads share pools of memory, up to eight one, in place of a pool for each: what one has freed the next can
// take, and is not kept beside it.
void share_memory_pools(unsigned threads);

// The same for a command that decodes a lot in a short time: the first memory comes in huge pages, which the system
// has to be asked for 500 times less often.
void expect_much_memory(unsigned threads);

}  // namespace agc::cli
