mkdir -p ../program/share
cp "$LIVRET" ../program/livret
cp -R "$(dirname "$LIVRET")/share/livret" ../program/share/livret
rm ../program/share/livret/themes/default/about.mustache
