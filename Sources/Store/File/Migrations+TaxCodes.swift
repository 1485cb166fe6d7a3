import Attendance
import Database

extension Migrations {
    /// One company a tax code, said by the table itself.
    static let taxCodes = """
        -- Of former versions, beside another with its tax code; an administrator refuses one of them.
        ALTER TABLE company ADD COLUMN shares_tax_code INTEGER NOT NULL DEFAULT 0;
        UPDATE company SET shares_tax_code = 1 WHERE state <> 'refused' AND EXISTS (SELECT 1 FROM company AS other
          WHERE other.tax_code = company.tax_code AND other.state <> 'refused'
          AND (other.state = 'verified', -other.id) > (company.state = 'verified', -company.id));
        CREATE UNIQUE INDEX company_tax_code ON company (tax_code) WHERE state <> 'refused' AND shares_tax_code = 0;
        """
}

extension Database {
    /// Says which companies of former versions have one tax code.
    func reportSharedTaxCodes(now: Instant) throws {
        try makeRoomForHistoryFacts()
        let rows = try Row.fetchAll(
            self, sql: "SELECT name, tax_code FROM company WHERE shares_tax_code = 1 ORDER BY id")
        for row in rows {
            try recordHistory(
                .company(.sharesTaxCode(row["tax_code"])), of: row["name"], act: Act(by: .machine(.upgrade), at: now))
        }
    }
}
