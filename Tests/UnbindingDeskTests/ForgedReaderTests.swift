import Attendance
import Foundation
import Labels
import Serials
import Store
import TestSupport
import Testing
import UnbindingDesk

/// What comes from the process that reads strangers' files is a stranger's word: programs in its place that hang, spin,
/// end, or answer what cannot be.
@Suite struct ForgedReaderTests {
    private static let patient = ReadingLimit(processor: .seconds(60), clock: .seconds(120))
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]

    private func frame(_ head: some Encodable, _ body: [UInt8] = []) throws -> [UInt8] {
        let document = try JSONEncoder().encode(head)
        func length(_ count: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } }
        return length(document.count) + length(body.count) + document + body
    }

    /// Runs `body` with a program that says hello, then does what the rest of its script says.
    private func with(
        hello: [UInt8]? = nil, files: [String: [UInt8]] = [:], _ script: String,
        _ body: (String, URL) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let hello = try hello ?? frame(ReadingHello(readsText: true, walls: ["memory"]))
            try Data(hello).write(to: directory.appending(path: "hello"))
            for (name, bytes) in files { try Data(bytes).write(to: directory.appending(path: name)) }
            let program = directory.appending(path: "program")
            let lines = "#!/bin/sh\ncd '\(directory.path)'\necho $$ >> ids\n/bin/cat hello\n\(script)\n"
            try Data(lines.utf8).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            try await body(program.path, directory)
        }
    }

    private func refusal(_ reader: PhotoReader) async throws -> PictureFailure? {
        let reading = try await reader.read([1, 2, 3], named: "x.jpg", of: "lan", text: .never, keeps: true)
        guard case .failure(let refusal) = reading.result else { return nil }
        #expect(reading.evidence == nil && reading.identity == nil)
        return refusal
    }

    @Test(arguments: [
        ("exec /bin/sleep 600", ReadingLimit(processor: .seconds(60), clock: .milliseconds(200))),
        ("while :; do :; done", ReadingLimit(processor: .milliseconds(200), clock: .seconds(40))),
    ])
    func aReaderThatHangsOrSpinsIsEndedAndTheNextPhotoHasANewOne(_ script: String, _ limit: ReadingLimit) async throws {
        try await with(script) { program, directory in
            let reader = PhotoReader(program: program, limit: limit)
            let start = ContinuousClock.now
            for _ in 0..<2 { #expect(try await refusal(reader) == .tookTooLong) }
            // The other of the two limits is far away.
            #expect(ContinuousClock.now - start < .seconds(38))
            let ids = try String(contentsOf: directory.appending(path: "ids"), encoding: .utf8)
                .split(separator: "\n").compactMap { pid_t($0) }
            #expect(ids.count == 2)
            for id in ids { #expect(kill(id, 0) != 0, "\(id) is still there") }
        }
    }

    @Test func aProgramThatSaysNoHelloIsNamed() async throws {
        for (hello, script) in [([UInt8](), "exit 0"), (Array("Usage: labels\n\n".utf8), "exit 3")] {
            try await with(hello: hello, script) { program, _ in
                let reader = PhotoReader(program: program, limit: Self.patient)
                let error = await #expect(throws: RequestFailure.self) { _ = try await refusal(reader) }
                #expect(error?.phrase.en.contains(program) == true)
                #expect(error?.phrase.en.contains("it ends as soon as it is started") == true)
                #expect(await reader.objections().map(\.en) == [error?.phrase.en])
            }
        }
    }

    @Test func whatIsAmissWithTheReaderIsSaid() async throws {
        for (hello, words) in [
            (ReadingHello(readsText: true, walls: ["files", "memory", "system calls"]), []),
            (ReadingHello(readsText: true, walls: ["files"]), ["memory, system calls"]),
            (ReadingHello(readsText: false, walls: ["memory", "files", "system calls"]), ["tesseract-ocr-eng"]),
            (ReadingHello(readsText: false, walls: []), ["memory, system calls, files", "tesseract-ocr-eng"]),
        ] as [(ReadingHello, [String])] {
            try await with(hello: frame(hello), "exec /bin/cat >/dev/null") { program, _ in
                let reader = PhotoReader(program: program, limit: Self.patient)
                let objections = await reader.objections()
                #expect(objections.count == words.count)
                for (objection, word) in zip(objections, words) { #expect(objection.en.contains(word)) }
                #expect(reader.knownObjections == objections)
            }
        }
    }

    /// An answer with pictures, as a sound reader gives it.
    private func answer(
        whole: [UInt8] = jpeg, shown: [UInt8] = jpeg + [9], width: Int = 40, height: Int = 30, looks: Int = 32,
        cut: Int = 0
    ) throws -> [UInt8] {
        let kept = ReadingAnswer.Kept(EvidencePicture(whole: whole, shown: shown, width: width, height: height))
        let outcome = ReadingAnswer.Outcome.read(
            LabelReading(width: 80, height: 60), looks: [UInt8](repeating: 7, count: looks))
        return try frame(ReadingAnswer(outcome, kept: kept), Array((whole + shown).dropLast(cut)))
    }

    private func reading(_ answer: [UInt8]) async throws -> PhotoReading {
        var found: PhotoReading?
        try await with(files: ["answer": answer], "/bin/cat answer\nexec /bin/cat >/dev/null") { program, _ in
            found = try await PhotoReader(program: program, limit: Self.patient).read(
                [1, 2, 3], named: "x.jpg", of: "lan", text: .never, keeps: true)
        }
        return try #require(found)
    }

    @Test func whatCannotBeIsTakenForAReaderThatEnded() async throws {
        let forged: [(String, [UInt8])] = [
            ("a whole one longer than both", try answer(cut: 9)), ("no shown one", try answer(shown: [])),
            ("a page instead of a picture", try answer(whole: Array("<html>".utf8))),
            ("a page instead of the shown one", try answer(shown: Array("<html>".utf8))),
            ("no width", try answer(width: 0)), ("more than is ever kept", try answer(height: 4097)),
            ("a look of 31 bytes", try answer(looks: 31)), ("a look of 33 bytes", try answer(looks: 33)),
            ("no answer at all", [0, 0, 0, 0, 0, 0, 0, 0]), ("half an answer", Array(try answer().prefix(60))),
            ("a head without end", [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]),
            ("a body without end", [2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x7B, 0x7D]),
        ]
        for (name, bytes) in forged {
            // What breaks off in the middle ends; the others go on listening.
            let script = name.hasPrefix("half") ? "/bin/cat answer" : "/bin/cat answer\nexec /bin/cat >/dev/null"
            try await with(files: ["answer": bytes], script) { program, _ in
                let reader = PhotoReader(program: program, limit: Self.patient)
                let refusal = try await refusal(reader)
                #expect(refusal == .endedReader, "\(name)")
            }
        }
    }

    @Test func aSoundAnswerIsTakenApart() async throws {
        let reading = try await reading(answer())
        let read = try reading.result.get()
        #expect((read.width, read.height) == (80, 60))
        #expect(reading.evidence?.whole == Self.jpeg && reading.evidence?.shown == Self.jpeg + [9])
        #expect(reading.evidence?.width == 40 && reading.evidence?.height == 30)
        #expect(reading.identity?.hash.bytes == [UInt8](repeating: 7, count: 32))
        // Of the file as it came, whatever the other process says.
        #expect(reading.identity?.digest == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
    }

    @Test func whatTheReaderRefusesIsRefused() async throws {
        let reading = try await reading(frame(ReadingAnswer(.refused(.hidesSomething))))
        #expect(throws: PictureFailure.hidesSomething) { _ = try reading.result.get() }
        #expect(reading.identity == nil && reading.evidence == nil && reading.fileName == "x.jpg")
    }
}
