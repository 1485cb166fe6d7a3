import Access
import Attendance
import Notices
import UnbindingCases

/// What a person was told of, and where else they want to be told.
struct NoticesPage: PageModel {
    static let template = "notices"

    struct Row: Sendable {
        let address: String
        let text: String
        let at: String
        let isNew: Bool
    }

    let rows: [Row]
    let mail: String
    /// The server's public key, base64url.
    let pushKey: String
    let token: String
}

extension NoticesPage {
    /// - Parameters:
    ///   - pushKey: the server's public key, base64url.
    ///   - zone: of the program.
    init(_ notices: [Notice], mail: String?, pushKey: String, in zone: Zone, for reader: Reader) {
        rows = notices.map {
            Row(
                address: $0.address, text: $0.text[reader.language], at: Texts.time($0.at, in: zone),
                isNew: !$0.isSeen)
        }
        self.mail = mail ?? ""
        self.pushKey = pushKey
        token = reader.formToken
    }
}
