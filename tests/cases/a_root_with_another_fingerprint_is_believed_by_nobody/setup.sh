cp -r "$SIGNED/trust" "$SIGNED/gfp" "$SIGNED/livret.yaml" .
sed -i 's/^\(  root: \).*/\1"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"/' livret.yaml
