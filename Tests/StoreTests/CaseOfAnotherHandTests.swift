import Database
import Foundation
import SQLiteDatabase
import Store
import TestSupport
import Testing
import UnbindingCases

/// Rows that no step of the program writes.
@Suite struct CaseOfAnotherHandTests {
    @Test(arguments: ["state = 'of-tomorrow'", "serial = 'no serial'"])
    func aCaseThatCannotBeReadIsNoneAndHidesNoOther(_ change: String) async throws {
        try await CaseFixture.with { store in
            let odd = try await CaseFixture.opened(store, "E12345678")
            let good = try await CaseFixture.opened(store, "E12345679")
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET \(change) WHERE id = ?", arguments: [odd.id])
            }
            try queue.close()
            let left = try await store.cases.search(CaseSearch(), after: nil, limit: 10).cases
            #expect(left.map(\.id) == [good.id])
        }
    }
}
