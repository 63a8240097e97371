mkdir -p gfp/math1/notices
printf -- '---\ntitle: R\351union de rentr\351e\ndate: 2004-10-01\nby: c-leroy\n---\nMercredi, c\222est l\222\234uvre du groupe.\n' > gfp/math1/notices/2004-10-01-rentree.md
