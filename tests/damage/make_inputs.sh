# For sourcing by the scripts of this folder.

fail() {  # fail MESSAGE
  echo "$1"
  exit 1
}

# make_inputs FOLDER: FASTA files a.fa to d.fa of relatives, half a megabyte each, in lines of 100.
make_inputs() {
  awk -v folder="$1" 'BEGIN {
    srand(7)
    for (i = 0; i < 500000; ++i) base[i] = substr("ACGT", int(rand() * 4) + 1, 1)
    for (s = 1; s <= 4; ++s) {
      file = folder "/" substr("abcd", s, 1) ".fa"
      print ">chromosome " s > file
      line = ""
      for (i = 0; i < 500000; ++i) {
        line = line (rand() < 0.01 ? substr("ACGT", int(rand() * 4) + 1, 1) : base[i])
        if (length(line) == 100) { print line > file; line = "" }
      }
      close(file)
    }
  }'
}
