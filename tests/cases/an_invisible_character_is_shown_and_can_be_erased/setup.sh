mkdir -p gfp/math1/notices
printf -- '---\ntitle: Réunion de rentrée\ndate: 2004-10-01\nby: c-leroy\n---\nMercredi, l\302\222œuvre\001 du groupe,\n`collée d’un PDF\014`.\n' > gfp/math1/notices/2004-10-01-rentree.md
