import Attendance
import Database
import SADP
import Serials
import UnbindingCases

extension UnbindingCase {
    /// Nil where the row holds no case that can be read.
    init?(_ row: Row) {
        guard let serial = ShortSerial(exactly: row["serial"]), let state = CaseState(rawValue: row["state"]) else {
            return nil
        }
        self.init(
            id: row["id"], number: row["number"], serial: serial, state: state,
            network: Network(rawValue: row["network"]) ?? .other, installer: row["installer"],
            createdAt: row["created_at"])
        reasonCode = (row["reason_code"] as String?).flatMap(RejectionReason.init)
        reason = row["reason"]
        fullSerial = row["full_serial"]
        model = row["model"]
        mac = (row["mac"] as String?).flatMap { MACAddress($0) }
        ipv4 = row["ipv4"]
        interface = row["interface"]
        device = CaseFacts.DeviceWord(basis: row["device_basis"], word: row["device_word"])
        installerID = row["installer_id"]
        companyID = row["company_id"]
        program = row["program"]
        ownReference = row["own_reference"]
        onBehalfOf = row["on_behalf_of"]
        fileKey = row["file_key"]
        changedAt = row["changed_at"]
        filedAt = row["filed_at"]
        dueAt = row["due_at"]
        decidedAt = row["decided_at"]
        previousID = row["previous_id"]
        consentVersion = row["consent_version"]
        consentText = Column.phrase(row["consent_text"])
        calendarVersion = row["calendar_version"]
        workingTime = (row["working_seconds"] as Int?).map { .seconds($0) }
        reviewer = row["reviewer"]
        asked = row["asked"]
        authority = (row["authority"] as String?).flatMap(UnbindingAuthority.init)
        reference = row["reference"]
        isFiledByMachine = row["filed_by_machine"]
        expiredAt = row["expired_at"]
        logHead = (row["log_hash"], row["log_count"])
    }
}
