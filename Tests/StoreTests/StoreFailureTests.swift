import Access
import Attendance
import Database
import Foundation
import LocalNetwork
import Sealing
import Store
import Testing
import UnbindingCases

/// What a person reads when the store could not do it: the sentence is that of the room whose rule it is.
@Suite struct StoreFailureTests {
    static let data: [DataFailure] = [
        .directory(path: "/d", reason: "r"), .newerThanProgram(path: "/d"), .missingDatabase(path: "/d"),
        .damaged(path: "/d", detail: "x"), .damaged(path: "", detail: "y"), .notRollcall(path: "/d"), .locked,
        .inUse(path: "/d"), .diskFull, .readOnly, .io(detail: "x"),
    ]
    static let keys: [SealingFailure] = [
        .malformedKey(source: "s"), .exposedKeyFile(path: "/k"), .unreadableKeyFile(path: "/k", reason: "r"),
        .wrongKeyOrDamaged, .libraryUnavailable,
    ]
    static let refusals: [any Failure] = [
        NameTakenFailure("A"), DeviceFailure.unknown("A"), DeviceFailure.identityTaken(by: "A"),
        HRClientFailure.unknown("A"), PunchFailure.unknown("A"), UserFailure.unknown("A"), UserFailure.isNotTheFirst,
        UserFailure.isTheLastAdministrator, InvitationFailure.over, APITokenFailure.unknown("A"),
        NetworkListFailure.notKept, CompanyFailure.unknown("A"), CompanyFailure.isHereAlready,
        CompanyFailure.taxCodeTaken("1", by: "A"), EvidenceFailure.unknown("A"), EvidenceFailure.tooMany,
        EvidenceFailure.isHereAlready, CaseFailure.unknown("A"), CaseFailure.doesNotGo(number: "A", .filed),
        CaseFailure.isFiledAlready(number: "A"), CaseFailure.isTaken(number: "A", by: "an"),
        CaseFailure.hasChanged(number: "A"), CaseFailure.evidenceStays(number: "A", .filed),
        CaseFailure.keyStringStays(number: "A", .filed), CaseFailure.wasForged(number: "A"),
        CaseFailure.keyOpenedAnother(number: "A"), RequestFailure(en: "no", vi: "không"),
    ]
    static let all: [StoreFailure] =
        data.map { .data($0) } + keys.map { .key($0) } + refusals.map { .refused($0) } + [.cancelled]

    @Test func everyFaultHasASentenceOfItsOwnInBothLanguages() {
        let english = StoreFailureTests.all.map(\.phrase.en)
        #expect(Set(english).count == english.count)
        for phrase in StoreFailureTests.all.map(\.phrase) {
            #expect(!phrase.en.isEmpty && !phrase.vi.isEmpty && phrase.en != phrase.vi)
        }
    }

    @Test func aRefusalIsToldAsItsRoomTellsIt() {
        for failure in StoreFailureTests.refusals {
            let told = StoreFailure(failure)
            #expect(told.phrase == failure.phrase && told.blame == failure.blame && told.field == failure.field)
        }
        #expect(StoreFailure(NameTakenFailure("A")).field == "name")
        #expect(StoreFailure(NameTakenFailure("A")).blame == .conflict)
        #expect(StoreFailure(DeviceFailure.unknown("A")).blame == .absence)
        #expect(StoreFailure(CaseFailure.hasChanged(number: "A")).blame == .request)
        #expect(StoreFailure.data(.locked).blame == .load && StoreFailure.data(.diskFull).blame == .fullDisk)
        #expect(StoreFailure.data(.readOnly).blame == .machine && StoreFailure.cancelled.blame == .cancellation)
        #expect(StoreFailure.key(.wrongKeyOrDamaged).blame == .machine)
    }

    @Test(arguments: [
        (DatabaseError.full, "disk is full"), (.locked, "locked"), (.damaged("x"), "damaged"),
        (.notADatabase("x"), "damaged"), (.readOnly, "may not be written"), (.cancelled, "cancelled"),
        (.io("x"), "Check the disk"), (.cannotOpen("x"), "Check the disk"), (.failed("x"), "Check the disk"),
        (.notUnique("x"), "Check the disk"), (.violation("x"), "Check the disk"), (.closed, "Check the disk"),
        (.over, "Check the disk"),
    ])
    func aFaultOfTheDatabaseIsToldByItsKind(_ fault: DatabaseError, _ words: String) {
        let error = StoreFailure(fault)
        #expect(error.phrase.en.contains(words), "\(error.phrase.en)")
    }

    @Test func whatIsKnownStaysWhatItIs() {
        guard case .key(.wrongKeyOrDamaged) = StoreFailure(SealingFailure.wrongKeyOrDamaged),
            case .data(.locked) = StoreFailure(StoreFailure.data(.locked)),
            case .cancelled = StoreFailure(CancellationError()),
            case .data(.io(let detail)) = StoreFailure(POSIXError(.EIO))
        else {
            Issue.record("taken for something else")
            return
        }
        #expect(!detail.isEmpty)
    }
}
