#!/bin/bash
# libFuzzer over the readers of signed files, of canonical JSON and of dossiers' containers: bash tests/long/fuzz.sh [SECONDS each, 600]
# clang needs libclang-rt-14-dev for libFuzzer and the sanitizers; the test packages hold it.
# What is found stays in build/fuzz/corpus; an input that crashes, in build/fuzz/crash-*.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/support/packages.sh
seconds=${1:-600}
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
# The seeds are a signed file of each type, which a program of the ordinary build writes.
cmake --preset dev >/dev/null && cmake --build --preset dev --target proof_program
cmake --preset fuzz >/dev/null && cmake --build --preset fuzz
seeds=build/fuzz/seeds
mkdir -p $seeds
build/dev/tests/proof_program samples $seeds
passed=0
failed=0
# Those of containers are the vectors of the suite `containers`.
node tests/dossier/seeds.mjs build/fuzz/seeds-containers
for name in attestation_fuzzer canonical_json_fuzzer container_fuzzer; do
    mkdir -p build/fuzz/corpus/$name
    [ $name = container_fuzzer ] && seeds=build/fuzz/seeds-containers
    # Longer files only make it slow: the largest that is read is a vector of tests/vectors.
    if build/fuzz/tests/fuzz/$name -max_total_time="$seconds" -max_len=65536 -print_final_stats=1 \
        -artifact_prefix=build/fuzz/crash- build/fuzz/corpus/$name $seeds; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
