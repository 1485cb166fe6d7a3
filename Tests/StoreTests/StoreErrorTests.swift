import Attendance
import Database
import Foundation
import Sealing
import Store
import Testing

/// What a person reads when the store could not do it.
@Suite struct StoreErrorTests {
    static let all: [StoreError] =
        [
            .directory(path: "/d", reason: "r"), .newerThanProgram(path: "/d"), .missingDatabase(path: "/d"),
            .damaged(path: "/d", detail: "x"), .damaged(path: "", detail: "y"), .notRollcall(path: "/d"), .locked,
            .inUse(path: "/d"), .diskFull, .readOnly, .io(detail: "x"), .nameTaken(.device, "A"),
            .identityTaken(by: "A"), .key(.malformedKey(source: "s")), .key(.exposedKeyFile(path: "/k")),
            .key(.unreadableKeyFile(path: "/k", reason: "r")), .key(.wrongKeyOrDamaged), .key(.libraryUnavailable),
            .refused(Phrase(en: "no", vi: "không")), .cancelled,
        ]
        + [.device, .hrClient, .punch, .setting, .user, .apiToken, .invitation, .unbindingCase, .company, .evidence]
        .map { StoreError.noSuch($0, "A") }

    @Test func everyFaultHasASentenceOfItsOwnInBothLanguages() {
        let english = StoreErrorTests.all.map(\.phrase.en)
        #expect(Set(english).count == english.count)
        for phrase in StoreErrorTests.all.map(\.phrase) {
            #expect(!phrase.en.isEmpty && !phrase.vi.isEmpty && phrase.en != phrase.vi)
        }
    }

    @Test(arguments: [
        (DatabaseError.full, "disk is full"), (.locked, "locked"), (.damaged("x"), "damaged"),
        (.notADatabase("x"), "damaged"), (.readOnly, "may not be written"), (.cancelled, "cancelled"),
        (.io("x"), "Check the disk"), (.cannotOpen("x"), "Check the disk"), (.failed("x"), "Check the disk"),
        (.notUnique("x"), "Check the disk"), (.violation("x"), "Check the disk"), (.closed, "Check the disk"),
        (.over, "Check the disk"),
    ])
    func aFaultOfTheDatabaseIsToldByItsKind(_ fault: DatabaseError, _ words: String) {
        let error = StoreError(fault)
        #expect(error.phrase.en.contains(words), "\(error.phrase.en)")
    }

    @Test func whatIsKnownStaysWhatItIs() {
        guard case .key(.wrongKeyOrDamaged) = StoreError(SealingFailure.wrongKeyOrDamaged),
            case .locked = StoreError(StoreError.locked), case .io(let detail) = StoreError(POSIXError(.EIO)),
            case .cancelled = StoreError(CancellationError())
        else {
            Issue.record("taken for something else")
            return
        }
        #expect(!detail.isEmpty)
    }
}
