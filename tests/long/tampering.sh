#!/bin/bash
# Every bit of every byte of a signed file of each type, and every way to cut it, where ./check takes them by turns:
# bash tests/long/tampering.sh   A minute.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/support/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset dev >/dev/null && cmake --build --preset dev --target unit_tests
LIVRET_EVERY_BIT=1 build/dev/tests/unit_tests --source-file='*trust_tampering*'
