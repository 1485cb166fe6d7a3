import Access
import Attendance
import LocalNetwork

/// Where a case begins: with a device of the network, or with a serial.
struct NewCasePage: PageModel {
    static let template = "case-new"

    struct List: Sendable {
        let address: String
        let name: String
        let isClaimed: Bool
    }

    /// Why nothing can be filed yet; nil when it can.
    let stop: String?
    let lists: [List]
    let serial: String
    let hint: String?
    let token: String
}

extension NewCasePage {
    /// - Parameters:
    ///   - stop: why nothing can be filed yet.
    ///   - serial: what the field shows.
    ///   - hint: where that came from.
    init(_ lists: [NetworkList], stop: Phrase?, serial: String, hint: String?, for reader: Reader) {
        self.stop = stop?[reader.language]
        self.lists = lists.map {
            List(address: "/network?list=\($0.id)", name: $0.network, isClaimed: $0.isReported)
        }
        self.serial = serial
        self.hint = hint
        token = reader.formToken
    }
}

/// Says that a case was filed.
struct CaseFiledPage: PageModel {
    static let template = "case-filed"

    let number: String
    let title: String
    let due: String
}
