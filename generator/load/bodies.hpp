// Whether texts are read as Markdown.
#pragma once

namespace livret {

// left_out: of a body, only what hangs on its bytes, its digest, is known; nothing in it is checked or shown. Whoever asks
// whether what was signed is still there needs no more, and a text takes twice as long to read as everything else of its file.
enum class Bodies { read, left_out };

} // namespace livret
