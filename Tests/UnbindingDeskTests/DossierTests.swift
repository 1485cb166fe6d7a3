import Attendance
import Foundation
import Labels
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import UnbindingDesk

/// What is kept of a photo, and what goes to the vendor of a case.
@Suite struct DossierTests {
    @Test func whatWasReadIsKeptAndReadBack() throws {
        var generator = SystemRandomNumberGenerator()
        func place() -> Quadrilateral {
            Quadrilateral(
                (0..<4).map { _ in
                    Quadrilateral.Point(
                        x: Int.random(in: -9...9000, using: &generator), y: Int.random(in: -9...9000, using: &generator)
                    )
                })
        }
        for round in 0..<40 {
            var reading = LabelReading(width: 4000 + round, height: 3000)
            reading.finds = [
                LabelFind(source: .qr, text: "www.hik-connect.com\rQ01728482\rHZKQTW\rDS-1", place: place()),
                LabelFind(source: .barcode, text: "E12345678", place: place()),
                LabelFind(source: .qr, text: "https://example.vn", place: place()),
                LabelFind(source: .ocr, text: "Q01728482", place: place()),
            ]
            reading.unreadCodes = (0..<(round % 3)).map { _ in place() }
            reading.unreadTexts = (0..<(round % 4)).map { _ in place() }
            reading.hasReadText = round % 2 == 0
            let findings = Findings(reading)
            let text = findings.json.description
            #expect(!text.contains("HZKQTW"), "no verification code is kept in the open")
            #expect(Findings(try JSONValue(parsing: Array(text.utf8))) == findings)
            let facts = findings.facts(usedIn: .elsewhere)
            #expect(facts.finds.map(\.isDevicesOwn) == [true, false, false] && facts.usedIn == .elsewhere)
            #expect(facts.hasUnreadCode == (round % 3 > 0) && facts.hasUnreadText == (round % 4 > 0))
            #expect(facts.hasReadText == (round % 2 == 0))
            #expect(findings.codeSerials.map(\.text).sorted() == ["E12345678", "Q01728482"])
        }
    }

    @Test func whatWasReadByFormerRulesCountsAsNotWhollyRead() throws {
        let old = try #require(
            Findings(["width": 10, "height": 10, "text": true, "finds": [], "unread": [[0, 0, 1, 0, 1, 1, 0, 1]]]))
        #expect(!old.hasReadText && old.unreadTexts.isEmpty && old.unreadCodes.count == 1)
        for document in [
            JSONValue.null, [:], ["width": 10, "height": 10, "finds": []], ["width": 10, "height": 10, "unread": []],
            ["height": 10, "finds": [], "unread": []],
        ] { #expect(Findings(document) == nil) }
        // A place that is none is not a find, and no serial but a whole one is read.
        let odd = try #require(
            Findings([
                "width": 10, "height": 10, "unread": [[1, 2, 3]],
                "finds": [
                    ["source": "qr", "serial": "Q01728482", "place": [1, 2]],
                    ["source": "magic", "serial": "Q01728482", "place": [0, 0, 1, 0, 1, 1, 0, 1]],
                    ["source": "qr", "serial": "XQ01728482", "place": [0, 0, 1, 0, 1, 1, 0, 1]],
                ],
            ]))
        #expect(odd.finds.count == 1 && odd.finds[0].serial == nil && !odd.finds[0].isDevicesOwn)
        #expect(odd.unreadCodes.isEmpty)
    }

    private func report(_ fixture: DeskFixture, _ found: UnbindingCase) async throws -> DossierReport {
        let assessment = try await fixture.desk.assess(found)
        return DossierReport(
            unbindingCase: found, assessment: assessment, log: try await fixture.store.cases.log(of: found),
            deadline: try await fixture.store.cases.deadline(of: found, now: fixture.now),
            photos: (assessment.evidence + assessment.struckEvidence).map { ($0, $0.struck == nil ? "p.jpg" : nil) })
    }

    @Test func strangersWordsStayWordsAndTheKeyStringStaysHere() async throws {
        try await DeskFixture.with { fixture in
            let markup = "<script>alert(1)</script>&\"'"
            _ = try await fixture.account("an", company: markup)
            let filed = try await fixture.filed(by: .person("an"))
            var reject = CaseStep(.reject(.other))
            reject.reason = markup
            let found = try await fixture.desk.decide(filed, by: reject, actor: .person("<lan>"))
            let report = try await report(fixture, found)
            #expect(!report.html.contains("<script") && !report.html.contains("<lan>"))
            #expect(report.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;"))
            #expect(report.html.components(separatedBy: "&lt;lan&gt;").count == 2)
            for text in [report.html, report.json.description, DossierReport.explanation(found)] {
                #expect(!text.contains(DeskFixture.key))
            }
            // That there is one, and whose, is said.
            #expect(report.json["facts"]?["Key string"]?.text == "✓ Q01728482")
            #expect(report.json["facts"]?["Company"]?.text?.hasPrefix(markup) == true)
            #expect(report.json["facts"]?["Decided"]?.text == DeskFixture.morning)
            #expect(report.json["facts"]?["Due"]?.text == "2026-11-23T09:10:00+07:00")
            #expect(report.json["facts"]?["Outcome"]?.text?.contains(RejectionReason.other.sentence.en) == true)
            #expect(report.json["reasonCode"]?.text == "other")
            #expect(report.json["logHead"]?.text == found.logHead.hash)
            #expect(report.json["logEntries"]?.integer == Int64(found.logHead.count))
            #expect(report.json["checks"]?.array?.count == CaseCheck.Name.allCases.count)
        }
    }

    @Test func photosThatWereStruckOutAreListedAsSuch() async throws {
        try await DeskFixture.with { fixture in
            let filed = try await fixture.filed(by: .command)
            let asked = try await fixture.asked(filed)
            let first = try #require(try await fixture.store.evidence.all(of: asked).first)
            _ = try await fixture.store.evidence.add(
                DeskFixture.photo(look: 9), to: asked, act: Act(by: .person("an"), at: fixture.now))
            try await fixture.store.evidence.remove(first, from: asked, act: Act(by: .person("<an>"), at: fixture.now))
            let report = try await report(fixture, try await fixture.store.cases.find(asked.number))
            let photos = try #require(report.json["photos"]?.array)
            #expect(photos.map { $0["struckBy"]?.text } == [nil, "<an>"])
            // Each with the digest by which it can be held against the file.
            let digests = try await fixture.store.evidence.all(of: asked).map(\.digest) + [first.digest]
            #expect(digests.allSatisfy { report.html.contains("<figcaption>SHA-256 <code>\($0)</code>") })
            #expect(photos.map { $0["file"]?.text } == ["p.jpg", nil])
            #expect(photos[1]["originalSHA256"]?.text == first.digest)
            #expect(report.html.contains("struck out: &lt;an&gt;") && report.html.contains("src=\"p.jpg\""))
            #expect(report.html.contains("the clock stands still") == false, "no time has passed since it was asked")
        }
    }

    @Test func theVendorGetsTheCoveredPictureAndNeverTheWholeOne() async throws {
        try await DeskFixture.with { fixture in
            var photo = DeskFixture.photo()
            // What cannot be made smaller stands in a ZIP as it is.
            photo.whole = (0..<600).map { _ in UInt8.random(in: 0...255) }
            photo.shown = (0..<600).map { _ in UInt8.random(in: 0...255) }
            let found = try await fixture.desk.file(
                try await fixture.draft(by: Actor.command.name, photo), hasConsented: true, by: .command)
            let zip = Data(try await fixture.desk.dossier(of: found))
            #expect(zip.range(of: Data(photo.shown)) != nil)
            #expect(zip.range(of: Data(photo.whole)) == nil)
            #expect(zip.range(of: Data(photo.whole.prefix(40))) == nil)
            // Once it is forgotten it is in no dossier, and the dossier can be made all the same.
            _ = try await fixture.desk.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            fixture.clock.advance(by: .hours(24 * 400))
            #expect(try await fixture.desk.forgetExpired() == 1)
            let later = Data(try await fixture.desk.dossier(of: try await fixture.store.cases.find(found.number)))
            #expect(later.range(of: Data(photo.shown)) == nil && later.range(of: Data("case.json".utf8)) != nil)
            #expect(later.range(of: Data("photos/".utf8)) == nil)
        }
    }
}
