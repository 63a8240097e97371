sed -i "s/code=\"A.1.2\"/code=\"A.1-1\"/" frameworks/essai-2004.xml
