import Attendance
import Database
import UnbindingCases
import Wire

extension Notice {
    static let columns = "notice.*, unbinding_case.number, company.name AS company_name"
    static let tables = """
        notice LEFT JOIN unbinding_case ON unbinding_case.id = notice.case_id
        LEFT JOIN company ON company.id = notice.company_id
        """

    init(_ row: Row) {
        let number: String? = row["number"]
        let company: String? = row["company_name"]
        let event: String = row["event"]
        self.init(
            id: row["id"], userName: row["user_name"],
            subject: event == Notice.logsEvent
                ? .caseLogs : number.map { .unbindingCase($0) } ?? .company(company ?? ""),
            event: event, text: Phrase(en: row["text_en"], vi: row["text_vi"]), at: row["at"],
            isSeen: (row["seen_at"] as Instant?) != nil,
            document: (row["document"] as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) })
    }
}
