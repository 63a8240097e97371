#!/bin/bash
# A hundred thousand random edits, each run beginning anew: bash tests/long/incremental.sh [EDITS, 100000] [SEED]
# One run on each processor. What differs is printed with the seed that plays it again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/support/packages.sh
edits=${1:-100000}
seed=${2:-$((RANDOM * 32768 + RANDOM))}
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset release >/dev/null && cmake --build --preset release --target incremental_test share
each=5000
runs=$(((edits + each - 1) / each))
seq "$seed" $((seed + runs - 1)) | xargs -P "$(nproc)" -I SEED build/release/tests/incremental_test --seed SEED --edits $each
