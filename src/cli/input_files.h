// The FASTA files that the writing commands get, looked at before any work starts.
#pragma once

#include <string>
#include <vector>

namespace agc::cli {

// A path that comes again, in whatever form, is left out.
std::vector<std::string> without_repetitions(std::vector<std::string> paths);

// Throws Error{io} naming all that cannot be read. Opens nothing.
void check_readable(const std::vector<std::string>& inputs);

// Throws Error{input} if two files would make samples of one name.
void check_sample_names(const std::vector<std::string>& inputs);

// Throws if `output` is a terminal (`command` is for the message), cannot be written, or is an input.
void check_output(const std::string& command, const std::string& output, const std::vector<std::string>& inputs);

}  // namespace agc::cli
