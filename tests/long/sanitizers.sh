#!/bin/bash
# Unit tests and cases under the second compiler's address and undefined-behaviour sanitizers: bash tests/long/sanitizers.sh
# Before each release, and after a change in what reads other people's bytes. Some fifteen minutes on two processors.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/support/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
npm ci --prefix tests --no-audit --no-fund --ignore-scripts --silent
cmake --preset asan >/dev/null && cmake --build --preset asan
build/asan/tests/unit_tests
node tests/cases.mjs "$PWD/build/asan/livret"
