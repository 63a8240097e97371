mkdir -p ../elsewhere .livret
echo "mémoire" > ../elsewhere/these.txt
elsewhere=$(cd .. && pwd)/elsewhere
for output in "$elsewhere" ../elsewhere gfp; do
    name=$(printf %s "$output" | sha256sum | cut -c1-16)
    printf '{"version":1,"output":"%s","complete":true,"files":{"these.txt":"","math1/gfp.md":""}}' "$output" > ".livret/manifest-$name.json"
done
