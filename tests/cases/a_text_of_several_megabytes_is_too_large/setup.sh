{ printf -- '---\ntitle: Annales\ndate: 2004-10-01\nby: c-leroy\n---\n'; head -c 3000000 /dev/zero | tr '\0' 'a'; } > n.md
mkdir -p gfp/math1/notices
mv n.md gfp/math1/notices/2004-10-01-annales.md
