#!/bin/bash
# That each file includes what it needs, where a build has the common headers read ahead: the second compiler reads every file
# without them. After a build: bash tests/long/includes.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset dev >/dev/null
node tests/support/clang_warnings.mjs build/dev/compile_commands.json --plain
