#!/usr/bin/env bash
# Usage: check_format.sh ROOT
# Every source is as clang-format leaves it. Skipped without the release of clang-format that .clang-format
# is for: others set some lines in another way.
set -u
cd "$1" || exit 1
release=14
for name in "clang-format-$release" clang-format; do
  if "$name" --version 2>/dev/null | grep -q "version $release\."; then
    find src include tests bench \( -name '*.h' -o -name '*.cpp' \) -print0 | xargs -0 "$name" --dry-run -Werror
    exit
  fi
done
echo "no clang-format $release: skipped"
exit 77
