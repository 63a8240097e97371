cp -r "$SIGNED/trust" "$SIGNED/gfp" "$SIGNED/livret.yaml" .
for file in trust/attestations/*/*.json; do sed -i 's/$/\r/' "$file"; done
