#include "cli/json.h"

#include <cstddef>
#include <cstdio>

namespace agc::cli {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Bytes of the UTF-8 character at the start of `text`; 0 if there is none.
size_t utf8_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  // Longer forms than needed, surrogates, and what is beyond the last character.
  const auto second = static_cast<unsigned char>(text[1]);
  const bool refused = (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);
  return refused ? 0 : length;
}

void append_escaped(unsigned char character, std::string& out) {
  char escape[8];
  std::snprintf(escape, sizeof escape, "\\u%04x", character);
  out += escape;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const size_t length = utf8_length(text);
    const auto first = static_cast<unsigned char>(text[0]);
    if (length == 0 || first < 0x20 || first == 0x7F) {
      append_escaped(first, out);
    } else {
      if (first == '"' || first == '\\') out += '\\';
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
  return out;
}

void JsonItems::add(std::string_view value) {
  if (!text_.empty()) text_ += ',';
  text_ += value;
}

void JsonItems::add(std::string_view key, std::string_view value) {
  add(json_string(key));
  text_ += ':';
  text_ += value;
}

std::string json_strings(std::span<const std::string> texts) {
  JsonItems items;
  for (const std::string& text : texts) items.add(json_string(text));
  return items.array();
}

std::string JsonItems::enclose(char open, char close) const {
  std::string text(1, open);
  text += text_;
  text += close;
  return text;
}

}  // namespace agc::cli
