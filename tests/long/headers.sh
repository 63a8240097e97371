#!/bin/bash
# Each header of the program read alone by the second compiler, for it must include what it needs: bash tests/long/headers.sh
# Some minutes on two processors; ./check reads the sources, which include them all.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/support/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset dev >/dev/null
exec node tests/support/clang_warnings.mjs build/dev/compile_commands.json --headers
