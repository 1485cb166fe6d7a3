import Attendance
import Foundation
import Labels
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases
import UnbindingDesk

/// What is made of a photo once it was read, by whichever door it came. The reader is a program that gives one answer.
@Suite struct PhotoAnswerTests {
    private static let label = "www.hik-connect.com\rQ01728482\rHZKQTW\rDS-1"
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
    private static let patient = ReadingLimit(processor: .seconds(60), clock: .seconds(120))

    private static func finds(_ finds: (LabelFind.Source, String)...) -> ReadingAnswer.Outcome {
        var reading = LabelReading(width: 1200, height: 900)
        let place = Quadrilateral(left: 0, top: 0, right: 100, bottom: 100)
        reading.finds = finds.map { LabelFind(source: $0.0, text: $0.1, place: place) }
        reading.hasReadText = true
        return .read(reading, looks: [UInt8](repeating: 7, count: 32))
    }

    private static func frame(_ head: some Encodable, _ body: [UInt8] = []) throws -> [UInt8] {
        let document = try JSONEncoder().encode(head)
        let lengths = [document.count, body.count].flatMap { count in
            (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
        }
        return lengths + document + body
    }

    private func with(
        _ outcome: ReadingAnswer.Outcome, keeps: Bool = true,
        _ body: @escaping @Sendable (DeskFixture, Desk) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let kept = EvidencePicture(whole: Self.jpeg, shown: Self.jpeg, width: 40, height: 30)
            let answer = try Self.frame(
                ReadingAnswer(outcome, kept: keeps ? ReadingAnswer.Kept(kept) : nil), keeps ? Self.jpeg + Self.jpeg : []
            )
            let hello = try Self.frame(ReadingHello(readsText: true, walls: []))
            let said = hello + [[UInt8]](repeating: answer, count: 16).flatMap(\.self)
            try Data(said).write(to: directory.appending(path: "said"))
            let program = directory.appending(path: "program")
            try Data("#!/bin/sh\n/bin/cat '\(directory.path)/said'\nexec /bin/cat >/dev/null\n".utf8).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            let reader = PhotoReader(program: program.path, limit: Self.patient)
            try await DeskFixture.with { fixture in
                try await body(
                    fixture,
                    Desk(
                        store: fixture.store, devices: fixture.desk.devices, http: fixture.desk.http, photos: reader,
                        now: { fixture.clock.now }))
            }
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do { try await body() } catch { return error.explained.phrase.en }
        return ""
    }

    @Test func theSerialOfAFieldIsTheOneThatIsThere() async throws {
        for (outcome, serial, words) in [
            (Self.finds((.qr, Self.label)), "Q01728482", ""), (Self.finds((.ocr, "E12345678")), "E12345678", ""),
            (Self.finds((.qr, Self.label), (.ocr, "Q01728482")), "Q01728482", ""),
            (Self.finds((.qr, Self.label), (.ocr, "E12345678")), nil, "several serials (Q01728482, E12345678)"),
            (Self.finds((.qr, "https://example.vn")), nil, "no serial can be read"),
            (.refused(.tooManyBytes), nil, PictureFailure.tooManyBytes.phrase.en),
        ] as [(ReadingAnswer.Outcome, String?, String)] {
            try await with(outcome) { _, desk in
                let found = try? await desk.serial(on: [1], named: "a.jpg", by: .command)
                #expect(found?.text == serial)
                let said = await refusal { _ = try await desk.serial(on: [1], named: "a.jpg", by: .command) }
                #expect(words.isEmpty ? said.isEmpty : said.contains(words), "\(said)")
            }
        }
    }

    @Test func aKeyStringIsReadOutOfItsQRCodeAndEveryOtherCodeIsNamed() async throws {
        for (outcome, words) in [
            (Self.finds((.qr, DeskFixture.key)), nil),
            (Self.finds((.qr, "https://example.vn"), (.qr, DeskFixture.key)), nil),
            (Self.finds((.barcode, DeskFixture.key), (.ocr, DeskFixture.key)), "no QR code can be read"),
            (Self.finds((.qr, Self.label)), "code of the device's label"),
            (Self.finds((.qr, "https://example.vn")), "this is a link"),
            (Self.finds((.qr, "Q01728482")), "this is a serial"),
            (Self.finds((.qr, String(DeskFixture.key.dropLast()))), "the last character of the key string"),
            (Self.finds((.qr, String(DeskFixture.key.dropLast(4)))), "20 of 24 characters"),
        ] as [(ReadingAnswer.Outcome, String?)] {
            try await with(outcome) { _, desk in
                let found = try? await desk.key(on: [1], named: "a.jpg", by: .command)
                #expect(found?.secret == (words == nil ? DeskFixture.key : nil))
                let said = await refusal { _ = try await desk.key(on: [1], named: "a.jpg", by: .command) }
                #expect(words.map { said.contains($0) } ?? said.isEmpty, "\(said)")
            }
        }
    }

    @Test func aPhotoOfAKeyStringIsNoEvidenceAndIsNotKept() async throws {
        for (outcome, words) in [
            (Self.finds((.qr, DeskFixture.key)), "QR code of the key string"),
            (.refused(.hidesSomething), PictureFailure.hidesSomething.phrase.en),
        ] {
            try await with(outcome) { fixture, desk in
                let draft = try await DeskDrafts.bare(fixture)
                let said = await refusal { _ = try await desk.add([1], named: "a.jpg", to: draft, by: .command) }
                #expect(said.contains(words), "\(said)")
                #expect(try await fixture.store.evidence.all(of: draft).isEmpty)
            }
        }
    }

    @Test func aReaderThatSendsNothingToKeepIsNotSaidToHaveReadAnEmptyFile() async throws {
        try await with(Self.finds((.qr, Self.label)), keeps: false) { fixture, desk in
            let draft = try await DeskDrafts.bare(fixture)
            for said in [
                await refusal { _ = try await desk.add([1], named: "a.jpg", to: draft, by: .command) },
                await refusal { _ = try await desk.papers([1], named: "a.jpg", by: .command) },
            ] { #expect(said == PictureFailure.endedReader.phrase.en) }
            #expect(try await fixture.store.evidence.all(of: draft).isEmpty)
        }
    }

    @Test func aPhotoIsKeptOnceUnderANameThatIsOne() async throws {
        try await with(Self.finds((.qr, Self.label), (.ocr, "Q01728482"))) { fixture, desk in
            let draft = try await DeskDrafts.bare(fixture)
            for (place, (name, kept)) in [
                ("C:\\ảnh\\nhãn <1>.jpg", "nhãn 1.jpg"), ("../../etc/passwd", "passwd"), ("//", "photo"),
                ("\"'", "photo"),
                (String(repeating: "a", count: 200), String(repeating: "a", count: 80)),
            ].enumerated() {
                let bytes = [UInt8(place)]
                let photo = try await desk.addOnce(bytes, named: name, to: draft, by: .person("an"))
                #expect(photo.fileName == kept && photo.addedBy == "an" && photo.width == 40 && photo.height == 30)
                let again = try await desk.addOnce(bytes, named: name, to: draft, by: .person("an"))
                #expect(again.id == photo.id)
                await #expect(throws: StoreFailure.self) {
                    _ = try await desk.add(bytes, named: name, to: draft, by: .person("an"))
                }
            }
            let all = try await fixture.store.evidence.all(of: draft)
            #expect(all.count == 5)
            #expect(all.allSatisfy { $0.reading?.facts().finds.map(\.isDevicesOwn) == [true, false] })
        }
    }

    @Test func aCompanysPapersAreKeptAsAPictureAndNothingElse() async throws {
        try await with(Self.finds()) { _, desk in
            #expect(try await desk.papers([1], named: "a.jpg", by: .command) == Self.jpeg)
            _ = try await desk.papers([1], named: "a.jpg", by: .command)
        }
        try await with(.refused(.document)) { _, desk in
            let said = await refusal { _ = try await desk.papers([1], named: "a.jpg", by: .command) }
            #expect(said == PictureFailure.document.phrase.en)
            _ = try? await desk.papers([1], named: "a.jpg", by: .command)
        }
    }

    @Test func aQuestionWithPhotosNamesOthersCasesToNobody() async throws {
        try await with(Self.finds((.qr, Self.label), (.ocr, "Q01728482"))) { fixture, desk in
            _ = try await fixture.account("an", company: "Một")
            _ = try await fixture.account("bình", company: "Một")
            _ = try await fixture.account("chi", company: "Hai")
            let earlier = try await fixture.draft(by: "an", DeskFixture.photo(look: 7))
            for (user, isNamed) in [("bình", true), ("chi", false), (nil, true)] as [(String?, Bool)] {
                var question = CaseQuestion(serial: try #require(ShortSerial(exactly: DeskFixture.serial)))
                question.photos = [(name: "a.jpg", bytes: [1])]
                question.user = user
                let answer = try await desk.check(question)
                let check = try #require(answer.verdict.checks.first { $0.name == .evidenceReuse })
                #expect(check.result == .fail && check.detail.en.contains(earlier.number) == isNamed, "\(user ?? "-")")
                #expect(answer.photos.count == 1 && answer.verdict.checks.first?.result == .pass)
            }
        }
    }
}

/// Cases that have nothing yet.
enum DeskDrafts {
    static func bare(_ fixture: DeskFixture) async throws -> UnbindingCase {
        try await fixture.store.cases.open(
            CaseDraft(network: .other, serial: try #require(ShortSerial(exactly: DeskFixture.serial))),
            installer: "command", now: fixture.now)
    }
}
