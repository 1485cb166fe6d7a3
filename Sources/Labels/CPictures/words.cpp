#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <cstring>
#include <memory>

#include "CPictures.h"

namespace {
// What goes through the words from left to right is there for those who derive from it alone.
class Engine : public tesseract::TessBaseAPI {
public:
    using tesseract::TessBaseAPI::GetLTRIterator;
};
}  // namespace

void *pictures_engine(void) { return static_cast<tesseract::TessBaseAPI *>(new Engine); }

int pictures_words(void *engine, pictures_word *words, int capacity) {
    auto *api = static_cast<Engine *>(static_cast<tesseract::TessBaseAPI *>(engine));
    // In the order of the page and not in that of reading, which is found anew for every word by going through all of
    // them: seconds for a picture whose grain looks like thousands of words.
    const std::unique_ptr<tesseract::LTRResultIterator> iterator(api->GetLTRIterator());
    if (!iterator) return 0;
    int count = 0, line = 0;
    do {
        if (iterator->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) ++line;
        const std::unique_ptr<const char[]> text(iterator->GetUTF8Text(tesseract::RIL_WORD));
        if (!text || std::strlen(text.get()) >= sizeof words->text) continue;
        pictures_word *word = words + count++;
        std::strcpy(word->text, text.get());
        word->confidence = iterator->Confidence(tesseract::RIL_WORD);
        word->line = line;
        if (!iterator->BoundingBox(tesseract::RIL_WORD, &word->left, &word->top, &word->right, &word->bottom)) --count;
    } while (count < capacity && iterator->Next(tesseract::RIL_WORD));
    return count;
}
