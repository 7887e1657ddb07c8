// What a command that reads archives may take of the machine's memory, whatever an archive asks for.
//
// Set once, before the command runs and threads are made; the system then refuses more, and the command
// ends with an error that main() words.
#pragma once

#include <cstdint>

namespace agc::cli {

// `bytes` = what the user allows; the program itself and `threads` may take a little more. 0: three
// quarters of what the machine has. Without effect where the system knows no such limit.
void limit_memory(uint64_t bytes, unsigned threads);

}  // namespace agc::cli
