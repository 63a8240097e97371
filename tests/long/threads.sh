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
# The suites give the program an environment of their own: the options come with it.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/livret" <<END
#!/bin/bash
export TSAN_OPTIONS="halt_on_error=1 exitcode=66 suppressions=$PWD/tests/long/threads.supp"
exec "$PWD/build/tsan/livret" "\$@"
END
chmod +x "$folder/livret"
for suite in determinism signed_audiences history live serve; do
    echo "== $suite"
    node "tests/program/$suite.mjs" "$folder/livret"
done
