import Access
import Foundation
import HTTPServing
import HTTPTransport
import NIOCore
import SeededChance
import TestSupport
import Testing

@testable import Console

/// Pages on their way to browsers, compressed and looked at again.
@Suite struct CompressionTests {
    /// What another program makes of the bytes.
    private func unpacked(_ bytes: ByteBuffer) async throws -> [UInt8] {
        try await withTemporaryDirectory { directory in
            let (packed, plain) = (directory.appending(path: "a.gz"), directory.appending(path: "a"))
            try Data(bytes.readableBytesView).write(to: packed)
            try Data().write(to: plain)
            let status = try await ChildProcess(
                ["/bin/gzip", "--decompress", "--stdout", packed.path], output: plain.path
            ).status()
            #expect(status == 0)
            return Array(try Data(contentsOf: plain))
        }
    }

    @Test(arguments: [1, 100, 65_536, 1_000_000]) func whatIsCompressedIsTheSameAgain(_ count: Int) async throws {
        var chance = SeededGenerator(seed: UInt64(count))
        let text = (0..<count).map { _ in UInt8.random(in: 97...100, using: &chance) }
        guard let packed = Gzip.compressed(ByteBuffer(bytes: text)) else {
            #expect(count < 100, "texts of four letters have room")
            return
        }
        #expect(packed.readableBytes < count)
        #expect(try await unpacked(packed) == text)
    }

    @Test func whatHasNoRoomStaysAsItIs() {
        var chance = SeededGenerator(seed: 1)
        let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &chance) }
        #expect(Gzip.compressed(ByteBuffer(bytes: noise)) == nil)
    }

    @Test(arguments: [
        ("gzip", true), ("br, gzip;q=0.5", true), ("*", true), ("gzip;q=0", false), ("gzip; q=0.0, *", false),
        ("", false), ("identity", false), ("xgzip", false),
    ]) func whoTakesItIsTakenAtHisWord(_ header: String, _ isTaken: Bool) async throws {
        try await TestConsole.with { test, _ in
            let visitor = try await test.visitor(.admin)
            let reply = try await visitor.get("/assets/console.css", headers: [("Accept-Encoding", header)])
            #expect((reply.header("content-encoding") == "gzip") == isTaken)
            #expect(reply.header("vary") == "Accept-Encoding")
            let plain = try await visitor.get("/assets/console.css")
            let body = isTaken ? try await unpacked(ByteBuffer(bytes: reply.body)) : reply.body
            #expect(body == plain.body)
        }
    }

    @Test func aFileThatABrowserHasIsNotSentAgain() async throws {
        try await TestConsole.with { test, _ in
            let first = try await test.stranger.get("/assets/console.css")
            let tag = try #require(first.header("etag"))
            let again = try await test.stranger.get("/assets/console.css", headers: [("If-None-Match", tag)])
            #expect(again.status == 304 && again.body.isEmpty && again.header("etag") == tag)
            let other = try await test.stranger.get("/assets/console.js", headers: [("If-None-Match", tag)])
            #expect(other.status == 200)
        }
    }

    // MARK: The token that a compressed page must not give away

    @Test func aFormsTokenIsAnotherTextEachTimeAndRightForItsSessionAlone() {
        let (one, two) = (FormToken.make(for: "a session"), FormToken.make(for: "a session"))
        #expect(one != two)
        #expect(FormToken.isRight(one, for: "a session") && FormToken.isRight(two, for: "a session"))
        #expect(!FormToken.isRight(one, for: "another session"))
        let mixed = String(one.prefix(32)) + String(two.dropFirst(32))
        #expect(!FormToken.isRight(mixed, for: "a session"))
    }

    @Test(arguments: ["", "x", String(repeating: "0", count: 96), String(repeating: "é", count: 96)])
    func whatIsNoTokenIsNone(_ text: String) {
        #expect(!FormToken.isRight(text, for: "a session"))
        #expect(!FormToken.isRight(String(FormToken.make(for: "a session").dropLast()), for: "a session"))
        #expect(!FormToken.isRight(FormToken.make(for: "a session") + text + "0", for: "a session"))
    }
}
