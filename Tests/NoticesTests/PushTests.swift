import Access
import Attendance
import AttendanceHub
import Crypto
import Foundation
import Store
import SyncEngine
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import Notices

/// What browsers and webhooks are told, and what of it nobody else may read.
@Suite struct PushTests {
    private func claims(_ authorization: String?) throws -> JSONValue {
        let token = try #require(authorization?.dropFirst("vapid t=".count).split(separator: ",").first)
        let middle = try #require(token.split(separator: ".").dropFirst().first)
        return try JSONValue(parsing: try #require(WebPush.bytes(base64URL: String(middle))))
    }

    @Test(arguments: [(nil, "đã duyệt"), (Language.vi, "đã duyệt"), (Language.en, "approved")])
    func aBrowserIsToldInItsOwnersLanguage(_ language: Language?, _ expected: String) async throws {
        try await CourierBench.with { bench in
            let key = try await bench.subscribe(bench.address + "/push")
            try await bench.store.users.setLanguage(language, of: bench.user)
            try await bench.leave()
            try await bench.courier.deliver()
            let call = try #require(bench.outside.calls.first)
            let message = try JSONValue(parsing: Browser.opened(call.body, by: key))
            #expect(message["body"]?.text == expected && message["title"]?.text == "Rollcall UB26-00001")
            #expect(message["address"]?.text == "/cases/UB26-00001")
        }
    }

    @Test func whoSendsIsToldToThePushServiceAlone() async throws {
        try await CourierBench.with { bench in
            try await bench.subscribe(bench.address + "/push")
            try await bench.leave()
            try await bench.courier.deliver()
            try await bench.set("mail-from", "desk@anhduong.vn")
            try await bench.leave()
            try await bench.courier.deliver()
            let headers = bench.outside.calls.map(\.headers)
            let all = try headers.map { try claims($0["authorization"]) }
            #expect(all.map { $0["sub"]?.text } == ["mailto:rollcall@localhost.invalid", "mailto:desk@anhduong.vn"])
            #expect(all.allSatisfy { $0["aud"]?.text == bench.address })
            #expect(all.allSatisfy { $0["exp"]?.integer == bench.now.seconds + 43_200 })
            #expect(headers.allSatisfy { $0["urgency"] == "high" && $0["content-type"] == "application/octet-stream" })
        }
    }

    @Test func theServersKeyIsMadeOnceAndStays() async throws {
        try await CourierBench.with { bench in
            let key = try await bench.courier.pushKey().rawRepresentation
            #expect(try await bench.courier.pushKey().rawRepresentation == key)
            let other = NoticeCourier(store: bench.store, http: bench.hub.engine.http, now: { bench.now })
            #expect(try await other.pushKey().rawRepresentation == key)
            // What cannot be read is not a key; of several that replace it at once, one is everybody's.
            try await bench.store.programSecrets.keep("none", as: NoticeCourier.SecretName.pushKey)
            let keys = try await withThrowingTaskGroup(of: Data.self) { group in
                for _ in 0..<8 { group.addTask { try await other.pushKey().rawRepresentation } }
                return try await group.reduce(into: Set<Data>()) { $0.insert($1) }
            }
            #expect(keys.count == 1 && !keys.contains(key))
        }
    }

    @Test func badKeysOfABrowserEndItsNoticeAndNoOther() async throws {
        try await CourierBench.with { bench in
            try await bench.store.notices.subscribe(
                bench.user, endpoint: bench.address + "/bad", publicKey: [UInt8](repeating: 4, count: 65),
                authSecret: [UInt8](repeating: 7, count: 16), now: bench.now)
            try await bench.subscribe(bench.address + "/good")
            try await bench.leave()
            try await bench.courier.deliver()
            #expect(bench.outside.calls.map(\.path) == ["/good"])
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().count == 1)
        }
    }

    @Test func nobodyReadsTheKeysThatAddressesAre() async throws {
        try await CourierBench.with { bench in
            // Nothing listens there.
            try await bench.set("notice-webhook", "http://127.0.0.1:1/hook-7f3a91?key=7f3a91")
            try await bench.subscribe("http://127.0.0.1:1/push-7f3a91")
            try await bench.leave(toWebhook: true)
            try await bench.deliverToTheEnd()
            let told = try await bench.givenUp().map(\.detail)
            #expect(told.count == 2)
            #expect(told.allSatisfy { $0.en.hasPrefix("http://127.0.0.1:1 cannot be reached (Connection refused)") })
            #expect(told.allSatisfy { !$0.en.contains("7f3a91") && !$0.vi.contains("7f3a91") })
        }
    }

    @Test func aPushServiceThatHasMovedIsNamedByItsHostAlone() async throws {
        try await CourierBench.with { bench in
            try await bench.subscribe(bench.address + "/push")
            try await bench.leave()
            bench.outside.answer(301, location: "https://push.example.com/7f3a91")
            try await bench.deliverToTheEnd()
            let detail = try #require(try await bench.givenUp().first?.detail)
            #expect(detail.en.contains("redirects to https://push.example.com;") && detail.en.contains("HTTP 301"))
            #expect(!detail.en.contains("7f3a91") && !detail.vi.contains("7f3a91"))
        }
    }

    // MARK: Webhooks

    @Test func aWebhookHasTheCaseInBothLanguagesAndTheTimeItHappened() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            bench.hub.clock.advance(by: .minutes(5))
            try await bench.courier.deliver()
            let call = try #require(bench.outside.calls.first)
            let body = try JSONValue(parsing: call.body)
            #expect(body["timestamp"]?.text == "2026-03-16T10:00:00+07:00", "when it happened, not when it was told")
            #expect(call.headers["webhook-timestamp"] == String(bench.now.seconds))
            let data = try #require(body["data"])
            #expect(data["number"]?.text == "UB26-00001" && data["serial"]?.text == "Q01728482")
            #expect(data["en"]?.text == "approved" && data["vi"]?.text == "đã duyệt")
            #expect(data["installer"]?.text == "tho" && data["state"]?.text == "draft")
            #expect(call.headers["content-type"] == "application/json")
        }
    }

    @Test(arguments: ["", "whsec_short", "no secret"])
    func withoutASecretThatIsOneNothingIsSigned(_ secret: String) async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            if !secret.isEmpty {
                try await bench.store.programSecrets.keep(secret, as: NoticeCourier.SecretName.webhook)
            }
            try await bench.leave(toUser: false, toWebhook: true)
            try await bench.courier.deliver()
            #expect(bench.outside.calls.count == 1)
            #expect(bench.outside.calls.first?.headers["webhook-signature"] == nil)
        }
    }

    @Test func whereNoWebhookIsSetUpItsNoticeEndsAtOnce() async throws {
        try await CourierBench.with { bench in
            try await bench.leave(toUser: false, toWebhook: true)
            try await bench.courier.deliver()
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().map(\.detail.en) == ["no webhook is set up"])
        }
    }

    @Test func whatIsOfACompanyIsNoPrograms() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            let company = try await bench.store.companies.addVerified(
                "Anh Dương", taxCode: "0312345678", act: Act(by: .person("test"), at: bench.now))
            for event in [CompanyNotice.waiting, .verified] {
                try await bench.store.notices.leave(
                    NoticeDraft(event.word, event.text("Anh Dương"), about: .company(company)), for: [bench.user.id],
                    hasWebhook: true, now: bench.now)
            }
            try await bench.courier.deliver()
            #expect(bench.outside.calls.isEmpty)
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().isEmpty)
            // Whoever verifies is led to the list, whoever is verified to the own company.
            let addresses = try await bench.store.notices.all(of: bench.user.id).map(\.address)
            #expect(addresses == ["/company", "/companies"])
        }
    }
}
