import Access
import Attendance
import Database
import Foundation
import SQLiteDatabase
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// Photos belong to one case, are found again in others, and are forgotten in time.
@Suite struct EvidenceScopeTests {
    private let now = CaseFixture.morning

    @Test func aPhotoIsSeenOutOfItsOwnCaseAlone() async throws {
        try await CaseFixture.with { store in
            let (one, other) = (try await CaseFixture.opened(store), try await CaseFixture.opened(store))
            let photo = try await store.evidence.add(.sample(1), to: one, act: Act(by: .person("thợ"), at: now))
            #expect(try await store.evidence.picture(photo.id, of: one) == [4, 5, 6])
            #expect(try await store.evidence.picture(photo.id, of: one, covered: false) == [1, 2, 3])
            #expect(try await store.evidence.picture(photo.id, of: other) == nil)
            #expect(try await store.evidence.picture(photo.id, of: other, covered: false) == nil)
            #expect(try await store.evidence.picture(photo.id + 1, of: one) == nil)
            // Nor is it taken back out of another.
            try await store.evidence.remove(photo, from: other, act: Act(by: .person("thợ"), at: now))
            #expect(try await store.evidence.all(of: one).map(\.id) == [photo.id])
            #expect(try await store.evidence.all(of: other).isEmpty)
            #expect(photo.addedBy == "thợ" && photo.addedAt == now && photo.isKept && photo.struck == nil)
        }
    }

    @Test func photosAreSealedEachInItsPlace() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.opened(store)
            var draft = EvidenceDraft.sample(1)
            draft.whole = Array("the-whole-picture".utf8)
            draft.shown = Array("the-shown-picture".utf8)
            let photo = try await store.evidence.add(draft, to: found, act: Act(by: .person("thợ"), at: now))
            for name in ["rollcall.db", "rollcall.db-wal"] {
                let bytes = (try? Data(contentsOf: store.directory.appending(path: name))) ?? Data()
                for secret in ["the-whole-picture", "the-shown-picture"] {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
                }
            }
            // The uncovered picture in the other's place is none.
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            try queue.write { try $0.execute(sql: "UPDATE evidence SET shown = whole") }
            await #expect(throws: StoreFailure.self) { _ = try await store.evidence.picture(photo.id, of: found) }
        }
    }

    @Test func eightPhotosStandAndTheSameOneOnce() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.opened(store)
            for number in 0..<8 {
                _ = try await store.evidence.add(.sample(number), to: found, act: Act(by: .person("thợ"), at: now))
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await store.evidence.add(.sample(8), to: found, act: Act(by: .person("thợ"), at: now))
            }
            let all = try await store.evidence.all(of: found)
            #expect(all.map(\.fileName) == (0..<8).map { "\($0).jpg" })
            try await store.evidence.remove(all[3], from: found, act: Act(by: .person("thợ"), at: now))
            await #expect(throws: StoreFailure.self) {
                _ = try await store.evidence.add(.sample(4), to: found, act: Act(by: .person("thợ"), at: now))
            }
            _ = try await store.evidence.add(.sample(3), to: found, act: Act(by: .person("thợ"), at: now))
            #expect(try await store.evidence.all(of: found).count == 8)
            // Another case may have the same photo: the rules say what that means.
            let other = try await CaseFixture.opened(store)
            _ = try await store.evidence.add(.sample(3), to: other, act: Act(by: .person("thợ"), at: now))
        }
    }

    @Test(arguments: [[CaseEvent](), [.take], [.approve], [.approve, .execute, .fail], [.withdraw]])
    func onlyADraftAndACaseThatIsAskedAboutTakePhotos(_ events: [CaseEvent]) async throws {
        try await CaseFixture.with { store in
            var found = try await CaseFixture.filed(store)
            for event in events { found = try await CaseFixture.moved(store, found, event) }
            let photo = try #require(try await store.evidence.all(of: found).first)
            await #expect(throws: StoreFailure.self) {
                _ = try await store.evidence.add(.sample(2), to: found, act: Act(by: .person("thợ"), at: now))
            }
            await #expect(throws: StoreFailure.self) {
                try await store.evidence.remove(photo, from: found, act: Act(by: .person("thợ"), at: now))
            }
            #expect(try await store.evidence.all(of: found).map(\.struck?.by) == [nil])
        }
    }

    @Test func whoseAnEarlierPhotoIsIsToldByItsCase() async throws {
        try await CaseFixture.with { store in
            let company = try await CaseFixture.company(store, "Một", "0312345678")
            let user = try await CaseFixture.account(store, "an", company: company)
            let first = try await CaseFixture.opened(store, "Q01728482", by: user.name)
            let second = try await CaseFixture.opened(store)
            for found in [first, second] {
                _ = try await store.evidence.add(.sample(1), to: found, act: Act(by: .person("thợ"), at: now))
            }
            let sample = EvidenceDraft.sample(1)
            let uses = try await store.evidence.similar(digest: sample.digest, looks: sample.looks, besides: nil)
            #expect(uses.map(\.number) == [first.number, second.number])
            #expect(uses.map(\.serial) == ["Q01728482", "E12345678"])
            let besides = try await store.evidence.similar(
                digest: sample.digest, looks: sample.looks, besides: first.id)
            #expect(besides.map(\.number) == [second.number])
            #expect(uses[0].belongs(to: user.id, nil) && uses[0].belongs(to: nil, company.id))
            #expect(uses[0].belongs(to: user.id + 1, company.id))
            #expect(!uses[0].belongs(to: user.id + 1, company.id + 1) && !uses[0].belongs(to: nil, nil))
            // A case that nobody's account and company is of belongs to nobody.
            #expect(!uses[1].belongs(to: nil, nil) && !uses[1].belongs(to: user.id, company.id))
        }
    }

    @Test func whatLooksOtherwiseIsNoCopy() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.opened(store)
            _ = try await store.evidence.add(.sample(0), to: found, act: Act(by: .person("thợ"), at: now))
            let none = try await store.evidence.similar(
                digest: "x", looks: [UInt8](repeating: 0xFF, count: 32), besides: nil)
            #expect(none.isEmpty)
        }
    }

    @Test func onlyWhatEndedBeforeIsForgottenAndItsLogSaysSo() async throws {
        try await CaseFixture.with { store in
            let key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
            func ended(_ event: CaseEvent, at end: Instant) async throws -> UnbindingCase {
                var draft = try CaseFixture.draft()
                draft.key = key
                let opened = try await store.cases.open(draft, installer: "thợ", now: now)
                _ = try await store.evidence.add(.sample(1), to: opened, act: Act(by: .person("thợ"), at: now))
                let filed = try await store.cases.file(
                    opened, consent: .current, working: .minutes(10), act: Act(by: .command, at: now), isMachine: true
                ).unbindingCase
                return try await CaseFixture.moved(store, filed, event, now: end)
            }
            let limit = now + .hours(48)
            let rejected = try await ended(.reject(.notBound), at: limit - .milliseconds(1))
            let withdrawn = try await ended(.withdraw, at: limit - .hours(1))
            let late = try await ended(.withdraw, at: limit)
            let open = try await ended(.approve, at: now)
            #expect(try await store.evidence.expire(endedBefore: limit, now: limit + .hours(5)) == 2)
            for (found, isGone) in [(rejected, true), (withdrawn, true), (late, false), (open, false)] {
                let present = try await store.cases.find(found.number)
                let photo = try #require(try await store.evidence.all(of: found).first)
                #expect(photo.isKept == !isGone && (present.expiredAt == limit + .hours(5)) == isGone)
                for covered in [true, false] {
                    let picture = try await store.evidence.picture(photo.id, of: found, covered: covered)
                    #expect((picture == nil) == isGone)
                }
                let key = try await store.cases.key(of: found)
                #expect((key == nil) == isGone)
                #expect(try await store.cases.flaw(of: present) == nil)
                let last = try await store.cases.log(of: found).last
                #expect(
                    (last?.event == "evidence-expired") == isGone && (last?.actor == .machine(.retention)) == isGone)
            }
            // Once forgotten it is not counted again; the photo is known again all the same.
            #expect(try await store.evidence.expire(endedBefore: limit, now: limit + .hours(6)) == 0)
            let sample = EvidenceDraft.sample(1)
            #expect(
                try await store.evidence.similar(digest: sample.digest, looks: sample.looks, besides: nil).count == 4)
        }
    }

    @Test func aCaseThatOtherHandsChangedKeepsItsPhotosAndHoldsUpNoOther() async throws {
        try await CaseFixture.with { store in
            let changed = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .withdraw)
            let sound = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .withdraw)
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            let id = changed.id
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET installer = 'x' WHERE id = ?", arguments: [id])
            }
            #expect(try await store.evidence.expire(endedBefore: now + .hours(1), now: now + .hours(1)) == 1)
            #expect(try await store.evidence.all(of: changed).map(\.isKept) == [true])
            #expect(try await store.evidence.all(of: sound).map(\.isKept) == [false])
        }
    }
}
