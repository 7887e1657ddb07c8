// Small text files that name things: samples, inputs, queries. "-" is standard input; gzip is undone.
#pragma once

#include <string>
#include <vector>

namespace agc::cli {

// What blanks and line ends separate. Throws Error{io}.
std::vector<std::string> read_words(const std::string& path);

// Every line without its LF or CR LF, empty ones too, so that numbers of lines can be told. Throws Error{io}.
std::vector<std::string> read_lines(const std::string& path);

}  // namespace agc::cli
