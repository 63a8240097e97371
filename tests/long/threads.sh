#!/bin/bash
# Builds, and sites that are served, under the thread sanitizer: bash tests/long/threads.sh
# A race ends the program with status 66, and the suite that ran it fails. Some half an hour on two processors.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/support/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
npm ci --prefix tests --no-audit --no-fund --ignore-scripts --silent
cmake --preset tsan >/dev/null && cmake --build --preset tsan --target livret share
export TSAN_OPTIONS="halt_on_error=1 exitcode=66 ${TSAN_OPTIONS:-}"
for suite in determinism live serve; do
    echo "== $suite"
    node "tests/program/$suite.mjs" "$PWD/build/tsan/livret"
done
