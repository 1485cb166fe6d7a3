import Attendance
import Foundation
import HTTPTransport
import Store
import TestSupport
import Testing

/// Bodies of terminals as no terminal of a factory sends them: endless, cut, and of any bytes.
@Suite struct TerminalBodyTests {
    private static let lines = ["1001\t2026-03-16 08:00:00\t0\t1\t0\t0", "1002\t2026-03-16 08:01:00\t0\t1\t0\t0"]

    private func with(_ body: @escaping @Sendable (TestConsole, Device, Int) async throws -> Void) async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "CJ9H01"])
            let port = try #require(test.address.split(separator: ":").last.flatMap { Int($0) })
            try await body(test, device, port)
        }
    }

    private func head(_ fields: String) -> String {
        "POST /iclock/cdata?SN=CJ9H01&table=ATTLOG&Stamp=9 HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\r\n"
    }

    /// 50 MB, whose length is told or not: what is too much is not waited for.
    @Test(arguments: [true, false]) func fiftyMegabytesAreRefusedAndAnotherTerminalIsServed(_ isTold: Bool) async throws
    {
        try await with { test, device, port in
            let line = try #require(RawConnection(port: port))
            let count = 50 << 20
            line.say(head(isTold ? "Content-Length: \(count)" : "Transfer-Encoding: chunked"))
            let piece = String(repeating: "1001\t2026-03-16 08:00:00\t0\t1\t0\t0\n", count: 1000)
            let chunk = isTold ? piece : "\(String(piece.utf8.count, radix: 16))\r\n\(piece)\r\n"
            var sent = 0
            while sent < count, !line.answer.contains("413"), !line.isEnded {
                // A part that does not fit any more breaks the chunks, which is one more thing that strangers do.
                line.say(chunk)
                sent += chunk.utf8.count
                try await Task.sleep(for: .milliseconds(1))
            }
            let isRefused = try await eventually { line.answer.contains(" 4") || line.isEnded }
            #expect(isRefused)
            #expect(try await test.hub.punches().isEmpty)
            #expect(try await test.hub.store.terminals.stamps(of: device).isEmpty)
            let other = try #require(RawConnection(port: port))
            let body = Self.lines.joined(separator: "\n")
            other.say(head("Content-Length: \(body.utf8.count)") + body)
            let isServed = try await eventually { other.answer.contains("OK: 2") }
            #expect(isServed, "\(other.answer)")
        }
    }

    /// The line is cut in the middle of a record, at every byte of it: nothing is stored, and the same body again is.
    @Test func aBodyThatEndsInTheMiddleOfARecordIsNotStoredAndIsTakenWholeAgain() async throws {
        try await with { test, device, port in
            let body = Self.lines.joined(separator: "\n")
            for length in stride(from: 1, to: body.utf8.count, by: 5) {
                let line = try #require(RawConnection(port: port))
                line.say(head("Content-Length: \(body.utf8.count)") + String(body.prefix(length)))
                // Closed when it goes.
                withExtendedLifetime(line) {}
            }
            let whole = try #require(RawConnection(port: port))
            whole.say(head("Content-Length: \(body.utf8.count)") + body)
            let isTaken = try await eventually { whole.answer.contains("OK: 2") }
            #expect(isTaken, "\(whole.answer)")
            #expect(try await test.hub.punches().map(\.punch.code).sorted() == ["1001", "1002"])
            #expect(try await test.hub.store.terminals.contact(of: device)?.undecodable == 0)
        }
    }

    /// Half a line that was sent whole, foreign bytes and a zero in an id: kept as they came, and the others go on.
    @Test func whatIsNoRecordIsKeptRawAndHoldsNothingUp() async throws {
        try await with { test, _, _ in
            let bad: [[UInt8]] = [
                Array("1003\t2026-03-16 08:0".utf8), [0xC5, 0xE4, 0x09] + Array("2026-03-16 08:02:00\t0\t1".utf8),
                Array("10\u{0}04\t2026-03-16 08:03:00\t0\t1".utf8), [0xFF, 0x00, 0xFE],
                Array("1005\t1999-12-31 23:59:59\t0\t1".utf8), Array("1006\t2026-03-18 08:00:00\t0\t1".utf8),
            ]
            let good = Self.lines.map { Array($0.utf8) }
            let body = Array((bad + good).joined(separator: [UInt8(ascii: "\n")]))
            let answer = try await HTTPTransport.with(quotes: .everything) { http in
                try await http.send(
                    HTTPCall(
                        .post, test.address + "/iclock/cdata?SN=CJ9H01&table=ATTLOG&Stamp=9", body: body,
                        timeout: .seconds(30)))
            }
            #expect(
                answer.status == 200 && String(decoding: answer.body, as: UTF8.self).hasPrefix("OK: \(bad.count + 2)"))
            let codes = Set(try await test.hub.punches().map(\.punch.code))
            #expect(
                codes.isSuperset(of: ["1001", "1002"]) && codes.isDisjoint(with: ["1003", "1005", "1006", "10"]),
                "\(codes)")
            let kept = try await test.hub.store.status.status(days: nil)
            #expect(kept.total.undecoded + codes.count == bad.count + 2)
        }
    }
}
