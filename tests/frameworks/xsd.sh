#!/bin/bash
# schema/framework.xsd, held by xmllint to the verdicts that the program's own reader gives (tests/unit) on the same files:
# valid/ and stricter/ fit it, invalid/ do not. The frameworks of content/ fit it too.
set -uo pipefail
cd "$(dirname "$0")/../.."
passed=0
failed=0
verdict() { # WANTED FILE
    local got=valid
    xmllint --noout --nonet --schema schema/framework.xsd "$2" >/dev/null 2>&1 || got=invalid
    if [ "$got" = "$1" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$2: wanted $1, got $got"
    fi
}
for file in tests/frameworks/valid/*.xml tests/frameworks/stricter/*.xml content/frameworks/*.xml; do verdict valid "$file"; done
for file in tests/frameworks/invalid/*.xml; do verdict invalid "$file"; done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
