#include "pipeline/input_names.h"

#include <string_view>

#include "agc/error.h"
#include "format/name_coding.h"

namespace agc {
namespace {

// Names are lines of text, on disk and in FASTA.
bool is_line(const std::string& name) { return name.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos; }

}  // namespace

void InputNames::begin_sample(const std::string& name, const std::string& source) {
  finish();
  if (name.empty() || name.find('\0') != std::string::npos) {
    throw Error(ErrorKind::input, source + ": expected a sample name: found " + (name.empty() ? "none" : "a NUL byte"));
  }
  if (stored_samples_.contains(name)) {
    throw Error(ErrorKind::input,
                source + ": expected samples that are not in the archive yet: found sample '" + name + "'");
  }
  if (!samples_.insert(name).second) {
    throw Error(ErrorKind::input,
                source + ": expected a sample name of its own: found sample '" + name + "' a second time");
  }
  contigs_.clear();
  previous_contig_.clear();
  current_ = name;
  source_ = source;
}

void InputNames::add_contig(const std::string& name) {
  const std::string where = source_ + ": sample '" + *current_ + "': ";
  if (name.empty() || !is_line(name)) {
    throw Error(ErrorKind::input,
                where + "expected a contig name of one line: found " + (name.empty() ? "none" : "another byte"));
  }
  if (contigs_.contains(name)) {
    throw Error(ErrorKind::input, where + "expected every contig name once: found '" + name + "' again");
  }
  if (!contig_name_is_representable(name, previous_contig_)) {
    throw Error(ErrorKind::input, where + "expected a contig name that the archive format can hold after '" +
                                      previous_contig_ + "': found '" + name +
                                      "', whose bytes of 0x80 and above the format would garble");
  }
  contigs_.insert(name);
  previous_contig_ = name;
}

void InputNames::finish() const {
  if (!current_ || !contigs_.empty()) return;
  throw Error(ErrorKind::input, source_ + ": sample '" + *current_ + "': expected contigs: found none");
}

}  // namespace agc
