cp -r "$SIGNED/trust" "$SIGNED/gfp" "$SIGNED/livret.yaml" .
cp "$SIGNED/foreign.json" "trust/attestations/7b3e91c4/$(sha256sum "$SIGNED/foreign.json" | cut -c1-64).json"
