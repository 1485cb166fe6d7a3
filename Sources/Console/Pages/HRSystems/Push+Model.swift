import Access
import Attendance

/// Asks what is to be delivered, and to whom.
struct PushPage: PageModel {
    static let template = "push"

    let token: String
    let clients: [Choice]
}

extension PushPage {
    init(_ clients: [HRClient], for reader: Reader) {
        token = reader.formToken
        self.clients = clients.map { Choice(String($0.id), $0.name) }
    }
}
