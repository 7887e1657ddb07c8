#include "format/name_coding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace agc {
namespace {

// On disk: never change.
constexpr char kSameToken = static_cast<char>(0x81);
constexpr size_t kLongestRun = 100;

// Takes the next token off `rest`; tokens are separated by single spaces and may be empty.
std::string_view take_token(std::string_view& rest) {
  const size_t space = rest.find(' ');
  const std::string_view token = rest.substr(0, space);
  rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  return token;
}

size_t count_tokens(std::string_view text) { return 1 + static_cast<size_t>(std::ranges::count(text, ' ')); }

bool is_copy(char byte) { return static_cast<uint8_t>(byte) >= 0x80; }

// Both tokens have the same length and differ.
void encode_token(std::string_view token, std::string_view old, std::string& out) {
  for (size_t i = 0; i < token.size();) {
    size_t run = 0;
    while (run < kLongestRun && i + run < token.size() && token[i + run] == old[i + run]) ++run;
    if (run == 0) {
      out.push_back(token[i++]);
    } else {
      out.push_back(static_cast<char>(256 - run));
      i += run;
    }
  }
}

// A byte of 0x80 and above that would copy from beyond the old token can only be a character of a
// name beyond ASCII, which AGC stores as it stands. And only a token as long as the old one is ever
// coded: what comes out at another length was stored verbatim.
void decode_token(std::string_view coded, std::string_view old, std::string& out) {
  const size_t begin = out.size();
  for (const char byte : coded) {
    const size_t position = out.size() - begin;
    const size_t run = 256 - static_cast<uint8_t>(byte);
    if (is_copy(byte) && position + run <= old.size()) {
      out.append(old.substr(position, run));
    } else {
      out.push_back(byte);
    }
  }
  if (out.size() - begin != old.size()) out.replace(begin, std::string::npos, coded);
}

bool token_is_representable(std::string_view token, std::string_view old) {
  const bool aligned = token.size() == old.size();
  for (size_t i = 0; i < token.size(); ++i) {
    if (is_copy(token[i]) && !(aligned && token[i] == old[i])) return false;
  }
  return true;
}

}  // namespace

bool contig_name_is_representable(std::string_view name, std::string_view previous) {
  if (name.find('\0') != std::string_view::npos) return false;
  const size_t tokens = count_tokens(name);
  // After a contig without a name it would be taken for "the same".
  if (previous.empty()) return name != std::string_view(&kSameToken, 1);
  if (tokens != count_tokens(previous)) return true;
  for (size_t i = 0; i < tokens; ++i) {
    if (!token_is_representable(take_token(name), take_token(previous))) return false;
  }
  return true;
}

void encode_contig_name(std::string_view name, std::string_view previous, std::string& out) {
  const size_t tokens = count_tokens(name);
  if (previous.empty() || tokens != count_tokens(previous)) {
    out.append(name);
    return;
  }
  for (size_t i = 0; i < tokens; ++i) {
    const std::string_view token = take_token(name);
    const std::string_view old = take_token(previous);
    if (i > 0) out.push_back(' ');
    if (token == old) {
      out.push_back(kSameToken);
    } else if (token.size() != old.size()) {
      out.append(token);
    } else {
      encode_token(token, old, out);
    }
  }
}

void decode_contig_name(std::string_view coded, bool has_previous, std::string_view previous, std::string& out) {
  if (!has_previous) {
    out.append(coded);
    return;
  }
  const std::string_view whole = coded;
  const size_t begin = out.size();
  std::string_view rest = previous;
  const char* same = nullptr;  // tokens in a row that are the same as before begin there, up to `rest`
  while (true) {
    const bool is_same = coded.starts_with(kSameToken) && (coded.size() == 1 || coded[1] == ' ');
    if (is_same && same == nullptr) same = rest.data();
    const std::string_view token = is_same ? coded.substr(0, 1) : coded.substr(0, coded.find(' '));
    const std::string_view old = rest.substr(0, rest.find(' '));
    const bool ends = token.size() == coded.size();
    // Names of other numbers of tokens are stored as they are.
    if (ends != (old.size() == rest.size())) break;
    if (!is_same) {
      if (same != nullptr) out.append(same, rest.data());
      same = nullptr;
      decode_token(token, old, out);
    }
    if (ends) {
      if (same != nullptr) out.append(same, old.data() + old.size());
      return;
    }
    if (!is_same) out.push_back(' ');
    coded.remove_prefix(token.size() + 1);
    rest.remove_prefix(old.size() + 1);
  }
  out.replace(begin, std::string::npos, whole);
}

}  // namespace agc
