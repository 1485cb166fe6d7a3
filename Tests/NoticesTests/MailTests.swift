import Access
import Attendance
import AttendanceHub
import Foundation
import Store
import Synchronization
import TestSupport
import Testing
import UnbindingCases

@testable import Notices

/// Mail, by SMTP to a server on loopback.
@Suite struct MailTests {
    private func setUp(_ bench: CourierBench, _ server: MailServer, security: String = "none") async throws {
        try await bench.set("mail-server", "127.0.0.1:\(server.port)")
        try await bench.set("mail-security", security)
        try await bench.set("mail-from", "desk@anhduong.vn")
        try await bench.store.notices.setMail("tho@example.vn", of: bench.user.id)
    }

    @Test func aMessageReachesItsReaderInBothLanguages() async throws {
        try await MailServer.with { server in
            try await CourierBench.with { bench in
                try await setUp(bench, server)
                try await bench.leave()
                try await bench.courier.deliver()
                #expect(try await bench.waiting().isEmpty)
                #expect(try await bench.givenUp().isEmpty)
            }
            let heard = server.commands
            #expect(heard.contains("MAIL FROM:<desk@anhduong.vn>") && heard.contains("RCPT TO:<tho@example.vn>"))
            #expect(!heard.contains { $0.hasPrefix("AUTH") }, "nobody signs in without a name")
            let parts = try #require(server.messages.first).components(separatedBy: "\r\n\r\n")
            #expect(parts[0].contains("Subject: =?UTF-8?B?" + Data("Rollcall UB26-00001".utf8).base64EncodedString()))
            #expect(parts[0].contains("Date: Mon, 16 Mar 2026 10:00:00 +0700"))
            #expect(parts[0].contains("From: Rollcall <desk@anhduong.vn>") && parts[0].contains("@rollcall>"))
            let body = Data(base64Encoded: parts[1], options: .ignoreUnknownCharacters)
            #expect(body.map { String(decoding: $0, as: UTF8.self) } == "đã duyệt\r\n\r\napproved\r\n")
            #expect(server.messages.count == 1)
        }
    }

    @Test func whoHasANameSignsInWithThePasswordThatIsKept() async throws {
        try await MailServer.with { server in
            try await CourierBench.with { bench in
                try await setUp(bench, server)
                try await bench.set("mail-user", "desk")
                try await bench.store.programSecrets.keep("s3cret", as: NoticeCourier.SecretName.mailPassword)
                try await bench.leave()
                try await bench.courier.deliver()
                #expect(try await bench.waiting().isEmpty)
            }
            #expect(server.commands.contains(Data("\0desk\0s3cret".utf8).base64EncodedString()))
        }
    }

    @Test func neitherPasswordNorMessageLeavesWithoutEncryptionUnlessThatIsAllowed() async throws {
        for security in ["starttls", "tls"] {
            try await MailServer.with { server in
                try await CourierBench.with { bench in
                    try await setUp(bench, server, security: security)
                    try await bench.set("mail-user", "desk")
                    try await bench.store.programSecrets.keep("s3cret", as: NoticeCourier.SecretName.mailPassword)
                    try await bench.leave()
                    try await bench.courier.deliver()
                    #expect(try await bench.waiting().map(\.attempts) == [1], "\(security): tried again later")
                }
                #expect(server.messages.isEmpty && !server.commands.contains { $0.hasPrefix("MAIL") }, "\(security)")
                #expect(!server.commands.contains { $0.hasPrefix("AUTH") }, "\(security)")
            }
        }
    }

    @Test(arguments: ["MAIL", "RCPT", "DATA", "."])
    func aMessageThatTheServerDoesNotTakeIsTriedAgain(_ command: String) async throws {
        try await MailServer.with(refusing: command) { server in
            try await CourierBench.with { bench in
                try await setUp(bench, server)
                try await bench.leave()
                try await bench.courier.deliver()
                #expect(try await bench.waiting().map(\.attempts) == [1])
                #expect(try await bench.givenUp().isEmpty)
                server.refuse(nil)
                bench.hub.clock.advance(by: .seconds(30))
                try await bench.courier.deliver()
                #expect(try await bench.waiting().isEmpty)
            }
            #expect(server.messages.count == 1)
        }
    }

    @Test func withoutAServerOrASenderTheNoticeEndsAtOnce() async throws {
        for (server, from) in [("", "desk@anhduong.vn"), ("127.0.0.1:1", ""), ("127.0.0.1:1", "desk")] {
            try await CourierBench.with { bench in
                try await bench.set("mail-server", server)
                try await bench.set("mail-from", from)
                try await bench.store.notices.setMail("tho@example.vn", of: bench.user.id)
                try await bench.leave()
                try await bench.courier.deliver()
                #expect(try await bench.waiting().isEmpty)
                #expect(try await bench.givenUp().map(\.detail.en) == ["no mail server is set up"])
            }
        }
    }

    @Test(arguments: [
        (1_795_366_799, "Sun, 22 Nov 2026 23:59:59 +0700"),
        (1_795_366_800, "Mon, 23 Nov 2026 00:00:00 +0700"), (1_798_736_400, "Fri, 1 Jan 2027 00:00:00 +0700"),
        (1_709_164_800, "Thu, 29 Feb 2024 07:00:00 +0700"),
    ])
    func theDateIsThatOfVietnam(_ seconds: Int64, _ date: String) {
        #expect(Mail.date(seconds) == date)
    }

    @Test func anAddressIsOneWordOfAtMost254Bytes() {
        let host = "@" + String(repeating: "h", count: 150) + ".vn"
        let longest = String(repeating: "a", count: 254 - host.utf8.count) + host
        #expect(Mail.isAddress(longest) && !Mail.isAddress("a" + longest))
        for good in ["a@b.c", "o'neil+x@mail.anh-duong.vn", "a.b@c.d"] { #expect(Mail.isAddress(good), "\(good)") }
        for bad in [
            "@b.vn", "a@@b.vn", "a@b.vn@c.vn", "a@b.vn ", "a@b.vn\n", "a@b.vn\u{7F}", "a;b@c.vn", "a,b@c.vn",
            "<a@b.vn>",
            "a\"b@c.vn", "a\\b@c.vn", "a:b@c.vn", "(a)@b.vn", "[a]@b.vn", "a@bvn",
        ] {
            #expect(!Mail.isAddress(bad), "\(bad)")
        }
    }

    @Test func nothingInASubjectBecomesAHeader() {
        let mail = Mail(to: "a@b.vn", subject: "x\r\nBcc: c@d.vn", text: String(repeating: "đ", count: 500))
        let text = String(decoding: mail.message(from: "d@e.vn", id: "n", at: 0), as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        #expect(!lines.contains { $0.lowercased().hasPrefix("bcc") } && !text.contains("Bcc"))
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.contains("\n") })
    }
}
