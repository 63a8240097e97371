cp -r "$SIGNED/trust" "$SIGNED/gfp" "$SIGNED/livret.yaml" .
sed -i 's/Identifier les personnes/Connaître les personnes/' frameworks/essai-2004.xml
