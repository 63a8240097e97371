mkdir -p ../elsewhere
ln -s ../elsewhere site
