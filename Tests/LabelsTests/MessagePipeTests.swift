import Foundation
import Labels
import Testing

/// The two pipes to the program that reads photos, whoever is at their other end.
@Suite struct MessagePipeTests {
    private struct Note: Codable, Equatable, Sendable { var text: String }

    /// Two ends of one pipe; what is sent into it comes out of it.
    private func with(isPatient: Bool = true, _ body: (MessagePipe, Int32) throws -> Void) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        defer { close(ends[0]) }
        try body(MessagePipe(input: ends[0], output: ends[1]) { isPatient }, ends[1])
    }

    /// What is made of bytes behind which the other side closes.
    private func received(_ bytes: [UInt8]) throws -> Result<Note?, MessagePipeFailure> {
        var result = Result<Note?, MessagePipeFailure>.success(nil)
        try with { pipe, output in
            #expect(write(output, bytes, bytes.count) == bytes.count)
            close(output)
            do throws(MessagePipeFailure) { result = .success(try pipe.receive(Note.self)?.head) } catch {
                result = .failure(error)
            }
        }
        return result
    }

    private func lengths(_ head: UInt32, _ body: UInt32) -> [UInt8] {
        [head, body].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) } }
    }

    @Test(arguments: [0, 1, 255, 256, 60_000, 300_000]) func whatIsSentComesWhole(_ count: Int) throws {
        try with { pipe, output in
            let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            // More than a pipe holds: somebody must take it meanwhile.
            Thread.detachNewThread {
                for text in ["số 1", "số 2"] { try? pipe.send(Note(text: text), body) }
                close(output)
            }
            for text in ["số 1", "số 2"] {
                let message = try #require(try pipe.receive(Note.self))
                #expect(message.head == Note(text: text) && message.body == body)
            }
            #expect(try pipe.receive(Note.self) == nil, "the other side closed between two messages")
        }
    }

    @Test func whoBreaksOffInAMessageHasClosedAndSaidNothing() throws {
        let head = Array("{\"text\":\"a\"}".utf8)
        let whole = lengths(UInt32(head.count), 2) + head + [1, 2]
        #expect(try received(whole) == .success(Note(text: "a")))
        #expect(try received([]) == .success(nil))
        for count in 1..<whole.count {
            #expect(try received(Array(whole.prefix(count))) == .failure(.closed), "after \(count)")
        }
    }

    @Test func whatIsTooLongOrNoMessageIsNotRead() throws {
        for bytes in [
            lengths(1 << 20 + 1, 0), lengths(.max, 0), lengths(2, .max), lengths(2, (2 * 24 + 16) << 20 + 1),
            lengths(2, 0) + Array("{}".utf8), lengths(2, 0) + Array("\"a".utf8), lengths(0, 0),
        ] { #expect(try received(bytes) == .failure(.unreadable)) }
        // As long as may be is waited for.
        #expect(try received(lengths(1 << 20, 0)) == .failure(.closed))
        #expect(try received(lengths(2, (2 * 24 + 16) << 20) + Array("{}".utf8)) == .failure(.closed))
    }

    @Test func whoeverMayNotWaitGivesUp() throws {
        try with(isPatient: false) { pipe, output in
            #expect(throws: MessagePipeFailure.givenUp) { try pipe.receive(Note.self) }
            // A pipe that is full takes no more.
            #expect(throws: MessagePipeFailure.givenUp) {
                try pipe.send(Note(text: "a"), [UInt8](repeating: 0, count: 1 << 20))
            }
            close(output)
        }
    }

    @Test func aPipeThatIsNoneIsClosed() {
        let pipe = MessagePipe(input: -1, output: -1)
        #expect(throws: MessagePipeFailure.closed) { try pipe.receive(Note.self) }
        #expect(throws: MessagePipeFailure.closed) { try pipe.send(Note(text: "a")) }
    }
}
