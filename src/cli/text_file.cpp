#include "cli/text_file.h"

#include <cstdint>
#include <memory>
#include <sstream>

#include "io/byte_source.h"

namespace agc::cli {
namespace {

std::string read_text(const std::string& path) {
  const std::unique_ptr<ByteSource> source = open_byte_source(path);
  std::string text;
  std::vector<uint8_t> piece(size_t{64} << 10);
  while (const size_t count = source->read(piece)) {
    text.append(reinterpret_cast<const char*>(piece.data()), count);
  }
  return text;
}

}  // namespace

std::vector<std::string> read_words(const std::string& path) {
  std::istringstream text(read_text(path));
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> read_lines(const std::string& path) {
  std::istringstream text(read_text(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

}  // namespace agc::cli
