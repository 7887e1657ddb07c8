#!/usr/bin/env bash
# Usage: run_pytest.sh MODULES
set -eu
cd "$(dirname "$0")"
# shellcheck source=tests/python/find_python.sh
. ./find_python.sh
PYTHONPATH=$1 PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -q -p no:cacheprovider .
