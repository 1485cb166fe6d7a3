// The reference parser of GitHub's Markdown.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
