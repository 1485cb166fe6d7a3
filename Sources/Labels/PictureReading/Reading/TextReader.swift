import CPictures
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
        let pointer = pictures_engine().map { OpaquePointer($0) }
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

    /// What a look at a picture came to.
    enum Look: Sendable {
        /// Line by line.
        case words([Word])
        /// Grain or a pattern that looks like thousands of words: none of them is read. What the engine does with so
        /// many takes seconds, in which nobody can stop it.
        case grain
        /// The time was over before all of it was looked at.
        case unfinished
    }

    /// What the engine is asked while it reads.
    private final class Watch {
        let time: ReadingTime
        var isGrain = false

        init(_ time: ReadingTime) {
            self.time = time
        }

        /// - Parameter words: of the whole look, as its layout has them before the first is read.
        func stops(at words: Int32) -> Bool {
            isGrain = isGrain || words > TextReader.mostWords
            return isGrain || time.isPast(1)
        }
    }

    /// The words of a picture; nil where they were not all looked at.
    func words(of luma: Luma, within time: ReadingTime) -> [Word]? {
        guard case .words(let words) = look(at: luma, within: time) else { return nil }
        return words
    }

    func look(at luma: Luma, within time: ReadingTime) -> Look {
        engine.withLock { opened in
            guard let pointer = opened?.pointer else { return .unfinished }
            return luma.pixels.withUnsafeBufferPointer { pixels in
                TessBaseAPISetImage(
                    pointer, pixels.baseAddress, Int32(luma.width), Int32(luma.height), 1, Int32(luma.width))
                TessBaseAPISetSourceResolution(pointer, 300)
                defer { TessBaseAPIClear(pointer) }
                let monitor = TessMonitorCreate()
                defer { TessMonitorDelete(monitor) }
                let watch = Watch(time)
                TessMonitorSetCancelThis(monitor, Unmanaged.passUnretained(watch).toOpaque())
                TessMonitorSetCancelFunc(monitor) { watch, words in
                    watch.map { Unmanaged<Watch>.fromOpaque($0).takeUnretainedValue().stops(at: words) } ?? false
                }
                let isWhole = withExtendedLifetime(watch) { TessBaseAPIRecognize(pointer, monitor) == 0 }
                guard isWhole else { return watch.isGrain ? .grain : .unfinished }
                return .words(TextReader.words(from: pointer))
            }
        }
    }

    private static func words(from pointer: OpaquePointer) -> [Word] {
        let found = [pictures_word](unsafeUninitializedCapacity: mostWords) { buffer, count in
            count = Int(pictures_words(UnsafeMutableRawPointer(pointer), buffer.baseAddress, Int32(mostWords)))
        }
        return found.map { word in
            let text = withUnsafeBytes(of: word.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            return Word(
                text: text, confidence: word.confidence, line: Int(word.line),
                place: Quadrilateral(
                    left: Int(word.left), top: Int(word.top), right: Int(word.right), bottom: Int(word.bottom)))
        }
    }

    /// Of one look. A label has a dozen, a bill some hundred; from here on the engine's time grows with the cube of them.
    private static let mostWords = 350
}
