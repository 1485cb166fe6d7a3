import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTransport
import HTTPTypes
import Hummingbird
import LocalNetwork
import SADP
import Sealing
import Store
import TestSupport
import Testing
import Wire

@testable import Console

/// What stands in every answer, and what people read of an error.
@Suite struct AnswerTests {
    @Test(
        arguments: [
            ("vi", Language.vi), ("en-GB", .en), ("fr, en;q=0.3, vi;q=0.2", .en), ("en;q=0.2,vi;q=0.9", .vi),
            ("VI", .vi), ("en;q=0", nil), ("fr", nil), ("", nil), ("en;q=x", .en), (";q=1", nil), ("en,vi", .en),
            (" vi ; q=0.5 , en ; q=0.4", .vi),
        ] as [(String, Language?)])
    func theBetterLikedOfOurLanguagesIsSpoken(_ header: String, _ language: Language?) {
        #expect(Language.asked(by: header) == language)
    }

    @Test func aHeaderWithoutEndIsNotRead() {
        #expect(Language.asked(by: "en," + String(repeating: "x", count: 996)) == .en)
        #expect(Language.asked(by: "en," + String(repeating: "x", count: 997)) == nil)
        #expect(Language.asked(by: nil) == nil)
    }

    @Test func theLanguageThatAPersonChoseComesFirst() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let english = (name: "Accept-Language", value: "en")
            func language(_ headers: [(name: String, value: String)]) async throws -> String {
                let page = try await admin.get("/devices", headers: headers).text
                return String(try #require(page.firstMatch(of: /<html lang="(..)"/)).1)
            }
            #expect(try await language([]) == "vi")
            #expect(try await language([english]) == "en")
            try await test.hub.store.settings.set(
                "language", "en", act: Act(by: .person("test"), at: test.hub.clock.now))
            #expect(try await language([]) == "en")
            #expect(try await language([(name: "Accept-Language", value: "vi")]) == "vi")
            let chosen = try await admin.post("/language", ["language": "vi", "return": "/devices?x=1"])
            #expect(chosen.header("Location") == "/devices?x=1")
            #expect(try await language([english]) == "vi", "with the account, in whatever browser")
            #expect(try await admin.post("/language", ["language": "fr"]).status == 400)
        }
    }

    @Test func pagesAreNeverKeptAndFilesOfTheConsoleAre() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            for path in ["/devices", "/login", "/nowhere", "/account", "/api/v1/openapi.json"] {
                #expect(try await admin.get(path).header("Cache-Control") == "no-store", "\(path)")
            }
            #expect(try await admin.get("/assets/console.js").header("Cache-Control")?.contains("public") == true)
            for path in ["/assets/nothing.js", "/assets/..%2Fpages%2Flogin.mustache", "/assets/console", "/ca.crt"] {
                #expect(try await admin.get(path).status == 404, "\(path)")
            }
            #expect(try await admin.get("/devices").header("Strict-Transport-Security") == nil)
        }
    }

    @Test func anErrorOnAPageStandsInTheFrameOfWhoeverIsSignedIn() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let lost = try await admin.get("/devices/999")
            #expect(lost.status == 404 && lost.text.contains(admin.name) && lost.text.contains("Không tìm thấy"))
            let stranger = try await test.stranger.get("/nowhere", headers: [(name: "Accept-Language", value: "en")])
            #expect(stranger.status == 404 && stranger.text.contains("Not found"))
            #expect(!stranger.text.contains("/logout"))
            let api = try await admin.get("/api/v1/nowhere")
            #expect(api.header("Content-Type") == "application/problem+json" && api.json["status"]?.integer == 404)
        }
    }

    @Test func eachKindOfFailureHasItsStatus() {
        let phrase = Phrase(en: "x", vi: "x")
        for (error, status) in [
            (DeviceFailure.unknown("x"), 404), (NameTakenFailure("x"), 409),
            (StoreFailure.refused(RequestFailure(phrase)), 422), (StoreFailure.data(.locked), 503),
            (DataFailure.diskFull, 507),
            (StoreFailure.cancelled, 499), (RequestFailure(phrase), 422), (PasswordClerk.overload, 503),
            (SADPFailure.busy, 409), (SADPFailure.noInterface, 503),
            (DevicePasswordFailure.empty, 422), (SealingFailure.libraryUnavailable, 500),
            (CancellationError(), 499), (HTTPError(.notFound), 404),
            (HTTPError(.badRequest), 400), (Refusal(.conflict, phrase), 409), (CocoaError(.fileNoSuchFile), 500),
        ] as [(any Error, Int)] {
            #expect(Refusal(error).status.code == status, "\(error)")
        }
        #expect(Refusal(PasswordClerk.overload).retryAfter == .seconds(2))
        #expect(Refusal(FieldFailure(field: "path", phrase)).field == "path")
        for (status, blame) in [
            (.unauthorized, .request), (.notFound, .absence), (.conflict, .conflict), (.tooManyRequests, .load),
            (.clientClosedRequest, .cancellation), (.insufficientStorage, .fullDisk), (.internalServerError, .program),
        ] as [(HTTPResponse.Status, Blame)] {
            let told = (Refusal(status, phrase) as any Error).explained
            #expect(told.blame == blame && told.phrase == phrase)
        }
    }

    @Test func aProblemOfTheAPICarriesWhatAProgramNeeds() {
        let phrase = Phrase(en: "wait", vi: "đợi")
        let slow = Refusal(.tooManyRequests, phrase, field: "limit", retryAfter: 7, facts: [.init("knownAs", ["a"])])
            .problem(.vi)
        #expect(slow.headers[.retryAfter] == "7" && slow.headers[.wwwAuthenticate] == nil)
        #expect(Refusal(.unauthorized, phrase).problem(.en).headers[.wwwAuthenticate] == "Bearer")
        #expect(slow.status == .tooManyRequests && slow.headers[.contentType] == "application/problem+json")
    }

    @Test func aMessageIsForTheNextPageOfItsSessionAndOnce() {
        let flashes = Flashes()
        flashes.leave(.good("saved"), for: "a")
        flashes.leave(.bad("lost"), for: nil)
        #expect(flashes.take("b") == nil && flashes.take(nil) == nil)
        #expect(flashes.take("a")?.text == "saved" && flashes.take("a") == nil)
        flashes.leave(.warn("1"), for: "a")
        flashes.leave(.bad("2"), for: "a")
        #expect(flashes.take("a")?.text == "2", "the last word counts")
        for number in 0..<1_500 { flashes.leave(.good("x"), for: "\(number)") }
        #expect(flashes.take("1499") != nil && flashes.take("3") == nil, "they are few")
    }

    @Test func numbersAndTimesReadAsPeopleHereWriteThem() {
        for (number, vi, en) in [
            (0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (-1_234_567, "-1.234.567", "-1,234,567"),
            (100_000, "100.000", "100,000"),
        ] { #expect(Texts.number(number, .vi) == vi && Texts.number(number, .en) == en) }
        let midnight = Instant("2026-03-15T17:05:59Z")
        #expect(Texts.time(midnight, in: .vietnam) == "16/03/2026 00:05" && Texts.time(nil, in: .vietnam) == "–")
        #expect(Texts.sentence("it waits") == "It waits." && Texts.sentence("") == ".")
    }

    @Test func aFileThatIsSentIsInAFolderOfItsOwnAndGoesWithIt() throws {
        var file: ExportFile? = try ExportFile("csv")
        let path = try #require(file?.path)
        let folder = (path as NSString).deletingLastPathComponent
        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(mode == 0o700 && path.hasSuffix(".csv"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: path))
        file = nil
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
