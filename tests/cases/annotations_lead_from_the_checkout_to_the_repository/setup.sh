mkdir ../depot
mv * ../depot/
mv ../depot .
rm depot/gfp/math1/gfp.md
