// The commands of the program behind their parsed options. Each does the whole of its work or throws
// Error; results go to standard output or a file, remarks for people to standard error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agc/archive_writer.h"
#include "cli/header_format.h"
#include "cli/query.h"

namespace agc::cli {

struct CreateCommand {
  std::vector<std::string> inputs;  // the reference first
  std::string input_list;           // file with further inputs; they follow the reference
  bool check = false;
  int verbosity = 0;
  CreateOptions options;  // `inputs` are filled in by create()
};

struct AppendCommand {
  std::vector<std::string> inputs;
  std::string input_list;  // file with further inputs; they come first
  bool check = false;
  int verbosity = 0;
  AppendOptions options;  // `inputs` are filled in by append()
};

// Options that the extracting commands share.
struct ExtractCommand {
  std::string archive;
  std::vector<std::string> arguments;  // samples or queries
  std::string list;                    // file with further ones
  Coordinates coordinates = Coordinates::zero_based;
  HeaderFormat header;
  std::string output;  // a file, for getcol a folder; empty: standard output
  unsigned threads = 1;
  uint64_t memory_bytes = uint64_t{1} << 30;  // cap on what is decoded and in flight
  int gzip_level = 0;                         // 0: plain text
  uint64_t line_length = 80;
  bool without_reference = false;
  bool check = false;
  int verbosity = 0;
};

struct ListCommand {
  std::string archive;
  std::vector<std::string> samples;
  std::string output;
  bool json = false;
  bool index = false;    // lines of a .fai; listctg, as the next
  bool digests = false;  // refget and MD5
  HeaderFormat header;
  int verbosity = 0;
};

struct VerifyCommand {
  std::vector<std::string> archives;
  std::string output;
  unsigned threads = 1;
  bool json = false;
  int verbosity = 0;
};

struct RecoverCommand {
  std::string archive;
  std::string output;  // empty: only the report
  unsigned threads = 1;
  bool json = false;
  int verbosity = 0;
};

void create(const CreateCommand& command);
void append(const AppendCommand& command);

void get_collection(const ExtractCommand& command);
void get_samples(const ExtractCommand& command);
void get_contigs(const ExtractCommand& command);

void list_reference(const ListCommand& command);
void list_samples(const ListCommand& command);
void list_contigs(const ListCommand& command);
void show_info(const ListCommand& command);

// Throws Error{corrupt} when all archives have been looked at, if any is not sound.
void verify(const VerifyCommand& command);

// Throws Error{corrupt} when all is written, if anything is lost or in doubt.
void recover(const RecoverCommand& command);

}  // namespace agc::cli
