printf -- '---\ntitle: R\351union de rentr\351e\ndate: 2004-10-01\nby: c-leroy\n---\nMercredi.\n' > n.md
mkdir -p gfp/math1/notices
mv n.md gfp/math1/notices/2004-10-01-rentree.md
