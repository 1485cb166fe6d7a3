import Attendance
import Foundation
import GRDB
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
        (ResultCode.SQLITE_FULL, "disk is full"), (.SQLITE_BUSY, "locked"), (.SQLITE_LOCKED, "locked"),
        (.SQLITE_CORRUPT, "damaged"), (.SQLITE_NOTADB, "damaged"), (.SQLITE_READONLY, "may not be written"),
        (.SQLITE_IOERR, "Check the disk"), (.SQLITE_CANTOPEN, "Check the disk"), (.SQLITE_ERROR, "Check the disk"),
        (.SQLITE_CONSTRAINT, "Check the disk"),
    ])
    func aFaultOfTheDatabaseIsToldByItsKind(_ code: ResultCode, _ words: String) {
        let error = StoreError(DatabaseError(resultCode: code, message: "message of it"))
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
