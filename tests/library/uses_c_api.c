/* Prints an archive as FASTA, and then the same letters once more in pieces, by the functions in C: each
 * is called, with every argument that may be NULL both ways. Exit status 1 where they contradict each other. */
#include <agc-api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char* what) {
  fprintf(stderr, "failed: %s\n", what);
  exit(1);
}

static char* whole_contig(const agc_t* agc, const char* sample, const char* name, int* length) {
  char* letters;
  *length = agc_get_ctg_len(agc, sample, name);
  if (*length < 0) fail("agc_get_ctg_len");
  letters = malloc((size_t)*length + 1);
  if (letters == NULL) fail("malloc");
  if (agc_get_ctg_seq(agc, sample, name, -1, -1, letters) != *length) fail("agc_get_ctg_seq");
  if (strlen(letters) != (size_t)*length) fail("the NUL behind a sequence");
  return letters;
}

static void compare_pieces(const agc_t* agc, const char* sample, const char* name, const char* letters, int length) {
  enum { kPiece = 61 };
  char piece[kPiece + 1];
  int start;
  for (start = 0; start < length; start += kPiece) {
    const int expected = length - start < kPiece ? length - start : kPiece;
    if (agc_get_ctg_seq(agc, sample, name, start, start + kPiece - 1, piece) != expected) fail("the length of a piece");
    if (strncmp(piece, letters + start, (size_t)expected) != 0) fail("a piece");
  }
}

static void print_sample(const agc_t* agc, const char* sample) {
  int count = -1;
  int i;
  char** contigs = agc_list_ctg(agc, sample, &count);
  if (contigs == NULL || count != agc_n_ctg(agc, sample)) fail("agc_list_ctg");
  for (i = 0; i < count; ++i) {
    int length;
    char* letters = whole_contig(agc, sample, contigs[i], &length);
    const int alone = agc_get_ctg_len(agc, NULL, contigs[i]);
    if (alone != length && alone != -2) fail("a contig without its sample");
    compare_pieces(agc, sample, contigs[i], letters, length);
    printf(">%s\n%s\n", contigs[i], letters);
    free(letters);
  }
  if (contigs[count] != NULL || agc_list_destroy(contigs) != 0) fail("agc_list_destroy");
}

int main(int argc, char** argv) {
  agc_t* agc;
  char* reference;
  char** samples;
  int count = -1;
  int prefetching;
  int i;
  if (argc != 2) return 2;
  for (prefetching = 0; prefetching <= 1; ++prefetching) {
    agc = agc_open(argv[1], prefetching);
    if (agc == NULL) fail("agc_open");
    reference = agc_reference_sample(agc);
    samples = agc_list_sample(agc, &count);
    if (reference == NULL || samples == NULL || count != agc_n_sample(agc)) fail("agc_list_sample");
    for (i = 0; i < count && strcmp(samples[i], reference) != 0; ++i) continue;
    if (i == count || agc_string_destroy(reference) != 0) fail("agc_reference_sample");
    for (i = 0; prefetching && samples[i] != NULL; ++i) print_sample(agc, samples[i]);
    if (agc_list_destroy(samples) != 0 || agc_close(agc) != 0) fail("agc_close");
  }
  return 0;
}
