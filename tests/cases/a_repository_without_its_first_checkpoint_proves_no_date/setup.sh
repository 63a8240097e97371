cp -r "$SIGNED/trust" "$SIGNED/gfp" "$SIGNED/livret.yaml" .
rm trust/checkpoint-0.leaves
