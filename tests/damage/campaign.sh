#!/usr/bin/env bash
# Usage: campaign.sh [BUILD_FOLDER]
# The tests of this folder at full length, with the tools of BUILD_FOLDER (default build): every cut and every flipped
# bit of a small archive of ours, one in 16 of them of archives that AGC wrote, 1000 ends at random moments, too
# little memory, a full disk. Some ten minutes on two processors.
set -eu -o pipefail
build=$(realpath "${1:-build}")
cd "$(dirname "$0")"
"$build/tests/damage/damage_table"
for archive in basic old_v11_basic old_v20_basic old_v30_basic; do
  echo "$archive, written by AGC:"
  "$build/tests/damage/damage_table" --every 16 "../golden/$archive/a.agc"
done
bash kill.sh "$build/agc" 1000
bash memory.sh "$build/agc"
bash full_disk.sh "$build/agc"
