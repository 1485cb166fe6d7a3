import Access
import Attendance
import Serials

/// The register of bindings that the desk keeps itself.
struct BindingsPage: PageModel {
    static let template = "bindings"

    struct Row: Sendable {
        let serial: String
        let account: String
        let who: String
    }

    let rows: [Row]
    let mayWrite: Bool
    let token: String
}

extension BindingsPage {
    init(_ rows: [Row], for reader: Reader) {
        self.rows = rows
        mayWrite = reader.may(.deskWrite)
        token = reader.formToken
    }
}

extension BindingsPage.Row {
    /// - Parameters:
    ///   - account: nil where the device is free.
    ///   - zone: of the program.
    init(
        _ serial: ShortSerial, account: String?, by actor: String, at: Instant, in zone: Zone, for reader: Reader
    ) {
        self.serial = serial.text
        self.account = account ?? reader.say("free", "chưa liên kết")
        who = "\(Texts.time(at, in: zone)) · \(actor)"
    }
}
