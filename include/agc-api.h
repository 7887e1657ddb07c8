/* The programming interface of AGC's own library: the same names, signatures, return values and
 * conventions, so that programs written for it compile and run unchanged. For reading only; programs in
 * C++ may rather use agc/archive_reader.h.
 *
 * A handle may be used by any number of threads at once, save for opening and closing it. Handles of the
 * same file share what they have decoded. Nothing here prints or ends the process.
 *
 * Names of contigs are whole header lines; a contig is asked for by what stands before the first blank,
 * and what follows it is ignored. Without a sample (an empty string, or NULL) the contig must be the only
 * one of its name in the archive. A sample that has two contigs of one name gives the first.
 *
 * Offsets count from 0 and both ends belong to the range. A negative start is 0, a negative end is the
 * end of the contig, as is every end behind it; an end before the start asks for the whole contig.
 */
#ifndef AGC_API_H
#define AGC_API_H

#if defined(__GNUC__)
#define AGC_PUBLIC __attribute__((visibility("default")))
#else
#define AGC_PUBLIC
#endif

#ifdef __cplusplus
#include <memory>
#include <string>
#include <vector>

namespace agc {
class ArchiveReader;
}

class AGC_PUBLIC CAGCFile {
 public:
  CAGCFile();
  ~CAGCFile();
  CAGCFile(const CAGCFile&) = delete;
  CAGCFile& operator=(const CAGCFile&) = delete;

  // False if it cannot be read, and if a file is open already, which then stays open. Prefetching makes
  // no difference: what has been read of the file stays in the memory of the operating system.
  bool Open(const std::string& file_name, bool prefetching = true);
  // False if no file is open.
  bool Close();

  // Symbols in the contig; -1 if there is none, -2 if there are several, -1 if it is longer than INT_MAX.
  int GetCtgLen(const std::string& sample, const std::string& name) const;
  // 0, with the letters in `buffer`, or as GetCtgLen(), with `buffer` as it was.
  int GetCtgSeq(const std::string& sample, const std::string& name, int start, int end, std::string& buffer) const;

  // -1 if no file is open; and if there is no such sample.
  int NSample() const;
  int NCtg(const std::string& sample) const;

  // 0, or -1 on failure; then the arguments are as they were. Samples are sorted by name, contigs are in
  // the order of the archive; there are none in a sample that does not exist.
  int ListSample(std::vector<std::string>& samples) const;
  int GetReferenceSample(std::string& sample) const;
  int ListCtg(const std::string& sample, std::vector<std::string>& names) const;

 private:
  std::shared_ptr<const agc::ArchiveReader> reader_;  // null: no file is open
};

typedef CAGCFile agc_t;

extern "C" {
#else
typedef struct agc_t agc_t;
#endif

/* NULL if the file cannot be read. To be closed with agc_close(). */
AGC_PUBLIC agc_t* agc_open(char* fn, int prefetching);
/* Frees the handle. 0, or -1 for NULL. */
AGC_PUBLIC int agc_close(agc_t* agc);

/* As CAGCFile::GetCtgLen(). */
AGC_PUBLIC int agc_get_ctg_len(const agc_t* agc, const char* sample, const char* name);
/* The number of letters written to `buf`, to which a NUL is added, or -1, with `buf` as it was. */
AGC_PUBLIC int agc_get_ctg_seq(const agc_t* agc, const char* sample, const char* name, int start, int end, char* buf);

/* As the functions of CAGCFile. */
AGC_PUBLIC int agc_n_sample(const agc_t* agc);
AGC_PUBLIC int agc_n_ctg(const agc_t* agc, const char* sample);

/* To be freed with agc_string_destroy(); NULL on failure. */
AGC_PUBLIC char* agc_reference_sample(const agc_t* agc);
/* Arrays whose last pointer is NULL, to be freed with agc_list_destroy(); NULL on failure. The number
 * of strings is stored unless the pointer to it is NULL. */
AGC_PUBLIC char** agc_list_sample(const agc_t* agc, int* n_sample);
AGC_PUBLIC char** agc_list_ctg(const agc_t* agc, const char* sample, int* n_ctg);

/* 0; NULL may be given. Strings and lists are made of malloc(). */
AGC_PUBLIC int agc_list_destroy(char** list);
AGC_PUBLIC int agc_string_destroy(char* sample);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif
