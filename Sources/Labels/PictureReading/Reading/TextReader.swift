import CTesseract
import Labels
import Synchronization

/// Recognises printed text. One engine, one photo at a time.
final class TextReader: Sendable {
    struct Word: Sendable {
        let text: String
        /// 0 to 100.
        let confidence: Float
        /// Grows from line to line.
        let line: Int
        let place: Quadrilateral
    }

    private struct Engine: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    private let engine: Mutex<Engine?>

    /// Without the engine's language data nothing is ever read, and no photo proves a serial.
    init() {
        let pointer = TessBaseAPICreate()
        var opened: Engine?
        if let pointer {
            // Its notes would go to standard error, among the log.
            TessBaseAPISetVariable(pointer, "debug_file", "/dev/null")
            if TessBaseAPIInit2(pointer, nil, "eng", OEM_LSTM_ONLY) == 0 {
                TessBaseAPISetPageSegMode(pointer, PSM_SPARSE_TEXT)
                opened = Engine(pointer: pointer)
            } else {
                TessBaseAPIDelete(pointer)
            }
        }
        engine = Mutex(opened)
    }

    deinit {
        engine.withLock { opened in
            if let opened {
                TessBaseAPIEnd(opened.pointer)
                TessBaseAPIDelete(opened.pointer)
            }
        }
    }

    var isAvailable: Bool { engine.withLock { $0 != nil } }

    /// The words of a picture, line by line; nil where the time was over before all of it was looked at.
    func words(of luma: Luma, within time: ReadingTime) -> [Word]? {
        engine.withLock { opened in
            guard let pointer = opened?.pointer else { return nil }
            return luma.pixels.withUnsafeBufferPointer { pixels in
                TessBaseAPISetImage(
                    pointer, pixels.baseAddress, Int32(luma.width), Int32(luma.height), 1, Int32(luma.width))
                TessBaseAPISetSourceResolution(pointer, 300)
                defer { TessBaseAPIClear(pointer) }
                let monitor = TessMonitorCreate()
                defer { TessMonitorDelete(monitor) }
                TessMonitorSetCancelThis(monitor, Unmanaged.passUnretained(time).toOpaque())
                TessMonitorSetCancelFunc(monitor) { time, _ in
                    time.map { Unmanaged<ReadingTime>.fromOpaque($0).takeUnretainedValue().isPast(1) } ?? false
                }
                guard TessBaseAPIRecognize(pointer, monitor) == 0 else { return nil }
                return TextReader.words(from: pointer)
            }
        }
    }

    private static func words(from pointer: OpaquePointer) -> [Word] {
        guard let iterator = TessBaseAPIGetIterator(pointer) else { return [] }
        defer { TessResultIteratorDelete(iterator) }
        let page = TessResultIteratorGetPageIterator(iterator)
        var words: [Word] = []
        var line = 0
        repeat {
            if TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0 { line += 1 }
            guard let text = TessResultIteratorGetUTF8Text(iterator, RIL_WORD) else { continue }
            defer { TessDeleteText(text) }
            var (left, top, right, bottom) = (Int32(0), Int32(0), Int32(0), Int32(0))
            TessPageIteratorBoundingBox(page, RIL_WORD, &left, &top, &right, &bottom)
            words.append(
                Word(
                    text: String(cString: text), confidence: TessResultIteratorConfidence(iterator, RIL_WORD),
                    line: line,
                    place: Quadrilateral(left: Int(left), top: Int(top), right: Int(right), bottom: Int(bottom))))
        } while words.count < 2000 && TessResultIteratorNext(iterator, RIL_WORD) != 0
        return words
    }
}
