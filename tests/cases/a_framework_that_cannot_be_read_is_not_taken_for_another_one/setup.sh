cp frameworks/essai-2004.xml frameworks/essai-2005.xml
sed -i 's/id="essai-2004"/id="essai-2005"/' frameworks/essai-2005.xml
printf '<framework>' > frameworks/essai-2004.xml
mkdir -p gfp/math1/trainees/durand/positions
printf -- '---\ndate: 2004-10-01\nframework: essai-2004\nlevels: {A.1.1: 2}\n---\n' > gfp/math1/trainees/durand/positions/2004-10-01.md
