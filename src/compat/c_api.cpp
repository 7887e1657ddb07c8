// The functions in C, in terms of CAGCFile. Memory that callers free is of malloc(), because some do so
// with free() itself.
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "agc-api.h"

namespace {

constexpr int kFailed = -1;

// What `query` returns, or `failure` if it throws.
template <typename Result, typename Query>
Result guarded(Result failure, Query query) noexcept {
  try {
    return query();
  } catch (...) {
    return failure;
  }
}

std::string name_or_empty(const char* name) { return name != nullptr ? name : ""; }

// Null if there is no memory.
char* make_c_string(const std::string& text) {
  const auto copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

char** make_c_list(const std::vector<std::string>& texts, int* count) {
  if (texts.size() > INT_MAX) return nullptr;
  const auto list = static_cast<char**>(std::calloc(texts.size() + 1, sizeof(char*)));
  if (list == nullptr) return nullptr;
  for (size_t i = 0; i < texts.size(); ++i) {
    list[i] = make_c_string(texts[i]);
    if (list[i] == nullptr) {
      agc_list_destroy(list);
      return nullptr;
    }
  }
  if (count != nullptr) *count = static_cast<int>(texts.size());
  return list;
}

}  // namespace

agc_t* agc_open(char* fn, int prefetching) {
  if (fn == nullptr) return nullptr;
  return guarded<agc_t*>(nullptr, [&] {
    auto file = std::make_unique<CAGCFile>();
    return file->Open(fn, prefetching != 0) ? file.release() : nullptr;
  });
}

int agc_close(agc_t* agc) {
  if (agc == nullptr) return kFailed;
  const bool was_open = agc->Close();
  delete agc;
  return was_open ? 0 : kFailed;
}

int agc_get_ctg_len(const agc_t* agc, const char* sample, const char* name) {
  if (agc == nullptr || name == nullptr) return kFailed;
  return guarded(kFailed, [&] { return agc->GetCtgLen(name_or_empty(sample), name); });
}

int agc_get_ctg_seq(const agc_t* agc, const char* sample, const char* name, int start, int end, char* buf) {
  if (agc == nullptr || name == nullptr || buf == nullptr) return kFailed;
  return guarded(kFailed, [&] {
    std::string letters;
    if (agc->GetCtgSeq(name_or_empty(sample), name, start, end, letters) < 0) return kFailed;
    if (letters.size() > INT_MAX) return kFailed;
    std::memcpy(buf, letters.c_str(), letters.size() + 1);
    return static_cast<int>(letters.size());
  });
}

int agc_n_sample(const agc_t* agc) { return agc != nullptr ? agc->NSample() : kFailed; }

int agc_n_ctg(const agc_t* agc, const char* sample) {
  if (agc == nullptr) return kFailed;
  return guarded(kFailed, [&] { return agc->NCtg(name_or_empty(sample)); });
}

char* agc_reference_sample(const agc_t* agc) {
  if (agc == nullptr) return nullptr;
  return guarded<char*>(nullptr, [&] {
    std::string sample;
    return agc->GetReferenceSample(sample) == 0 ? make_c_string(sample) : nullptr;
  });
}

char** agc_list_sample(const agc_t* agc, int* n_sample) {
  if (agc == nullptr) return nullptr;
  return guarded<char**>(nullptr, [&] {
    std::vector<std::string> samples;
    return agc->ListSample(samples) == 0 ? make_c_list(samples, n_sample) : nullptr;
  });
}

char** agc_list_ctg(const agc_t* agc, const char* sample, int* n_ctg) {
  if (agc == nullptr) return nullptr;
  return guarded<char**>(nullptr, [&] {
    std::vector<std::string> names;
    return agc->ListCtg(name_or_empty(sample), names) == 0 ? make_c_list(names, n_ctg) : nullptr;
  });
}

int agc_list_destroy(char** list) {
  for (char** text = list; text != nullptr && *text != nullptr; ++text) std::free(*text);
  std::free(list);
  return 0;
}

int agc_string_destroy(char* sample) {
  std::free(sample);
  return 0;
}
