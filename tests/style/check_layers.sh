#!/usr/bin/env bash
# Usage: check_layers.sh ROOT
# What may include what, and who may do what. Prints every line of source that breaks a rule.
set -u
cd "$1" || exit 1
status=0

complain() { # RULE LINES
  [ -z "$2" ] && return
  printf '%s:\n%s\n' "$1" "$2"
  status=1
}

# layer FOLDER ALLOWED...: the folders that its files may include from, besides itself and include/agc.
layer() {
  local folder=$1 allowed
  allowed=$(printf '|%s' "$@" agc)
  complain "src/$folder includes what is not below it" \
    "$(grep -rnE '#include "' "src/$folder" | grep -vE "#include \"((${allowed:1})/|agc-api\.h\")")"
}
layer seq
layer io seq
layer format seq io
layer encode format seq
layer reader format seq io
layer compat
layer python
layer pipeline encode reader format seq io
layer integrity pipeline reader format seq io
layer cli io
complain "src/format includes more of io than files" "$(grep -rnE '#include "io/' src/format | grep -v '"io/file.h"')"
complain "include/agc includes what is not public" "$(grep -rnE '#include "' include | grep -v '#include "agc/')"
complain "a flag for one processor" \
  "$(grep -rnE -- '-m(arch|cpu|tune|avx|bmi|sse|popcnt)|__attribute__.*target' CMakeLists.txt setup.py src include)"

# only RULE PATTERN ALLOWED_PATHS: an extended expression of grep, and one for the paths where it may be found.
only() { complain "$1" "$(grep -rnE --include='*.cpp' --include='*.h' "$2" src include | grep -vE "^($3)")"; }
only "threads outside pipeline and cli" 'std::j?thread|#include <thread>' 'src/(pipeline|cli)/'
only "locks in pure modules" 'std::(shared_)?mutex|condition_variable' 'src/(integrity|pipeline|reader|compat|cli)/'
only "printing outside cli" 'iostream|std::(cout|cerr|clog)|[^n]printf\(|fputs|fwrite|\bputs\(' 'src/(cli/|main\.cpp)'
only "zstd outside its codec" 'zstd\.h|ZSTD_[a-z]' 'src/format/zstd_codec\.cpp'
only "xxHash outside its wrapper" 'xxhash\.h|XXH' 'src/format/hash(_avx2)?\.cpp'
only "Nettle outside its wrapper" 'nettle/|sha512_|md5_' 'src/pipeline/sequence_hash\.cpp'
only "appending to the container outside pipeline" 'append_part\(' 'src/(pipeline|format)/'
only "command line parsing outside cli" 'CLI11|CLI/' 'src/cli/'
only "using namespace in a header" '^using namespace' '.*\.cpp:'
only "a header of the sources by a relative path" '#include "\.\.?/' 'nowhere'

for header in $(find src include tests bench -name '*.h'); do
  grep -qE '^#(pragma once|ifndef AGC_API_H)' "$header" || complain "without #pragma once" "$header"
  [[ $(head -c 2 "$header") =~ ^(//|/\*)$ ]] || complain "a header that does not say what it is" "$header"
done
for file in $(find src include tests -name '*.h' -o -name '*.cpp'); do
  [ "$(wc -l <"$file")" -le 500 ] || complain "more than 500 lines" "$file"
done
exit $status
