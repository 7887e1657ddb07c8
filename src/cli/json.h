// Just enough JSON to print what archives hold.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace agc::cli {

// `text` as a JSON string. Bytes that are no UTF-8 are taken for characters of Latin-1, so that the
// result is UTF-8 whatever an archive holds.
std::string json_string(std::string_view text);

// The strings as a JSON array of such.
std::string json_strings(std::span<const std::string> texts);

// An array or, with keys, an object; values are JSON already.
class JsonItems {
 public:
  void add(std::string_view value);
  void add(std::string_view key, std::string_view value);
  void add(std::string_view key, uint64_t value) { add(key, std::to_string(value)); }

  std::string array() const { return enclose('[', ']'); }
  std::string object() const { return enclose('{', '}'); }

 private:
  std::string enclose(char open, char close) const;

  std::string text_;
};

}  // namespace agc::cli
