import Access
import Attendance
import Foundation
import HRKit
import Store

/// Asks once more before a code stands for somebody whom HR knows under another name.
struct MapConfirmPage: PageModel {
    static let template = "map-confirm"

    let heading: String
    let text: String
    let hrName: String
    let hrID: String
    let code: String
    let hrCode: String
    /// Whom the person was told of.
    let mark: String
    let token: String
}

extension MapConfirmPage {
    init(_ warning: MappingWarning, _ client: HRClient, for reader: Reader) {
        heading = reader.say(
            "Is “\(warning.hrCode)” the right person?", "“\(warning.hrCode)” có đúng là người này không?")
        text = warning.phrase[reader.language]
        hrName = client.name
        hrID = String(client.id)
        code = warning.code
        hrCode = warning.hrCode
        mark = warning.mark
        token = reader.formToken
    }
}

/// What an HR client received of a code under other codes.
struct ReceivedPage: PageModel {
    static let template = "received"

    struct Row: Sendable {
        let id: Int64
        let time: String
        let name: String
        let device: String
        let recordID: String
        let hrCode: String
        let receivedAt: String
    }

    let heading: String
    let total: String
    let rows: [Row]
    let hasRows: Bool
    /// Said where there are more than are shown.
    let more: String?
    let csvAddress: String
}

extension ReceivedPage {
    /// - Parameters:
    ///   - since: what was received before is left out.
    ///   - zone: of the program.
    init(
        _ receipts: MappedReceipts, of code: String, by client: HRClient, since: Instant?, in zone: Zone,
        for reader: Reader
    ) {
        let shown = Texts.number(receipts.items.count, reader.language)
        let total = Texts.number(receipts.total, reader.language)
        heading = reader.say(
            "What “\(client.name)” received of “\(code)” under other codes",
            "Những gì “\(client.name)” đã nhận của “\(code)” với mã khác")
        self.total = total
        rows = receipts.items.map { receipt in
            Row(
                id: receipt.punch.id,
                time: "\(Texts.date(receipt.punch.local.date)) \(receipt.punch.local.timeText)",
                name: receipt.punch.personName, device: receipt.punch.device, recordID: receipt.punch.recordID,
                hrCode: receipt.hrCode, receivedAt: Texts.time(receipt.receivedAt, in: zone))
        }
        hasRows = !receipts.items.isEmpty
        more =
            receipts.total > receipts.items.count
            ? reader.say(
                "The oldest \(shown) of \(total) are shown; the file has all.",
                "Hiển thị \(shown) bản ghi cũ nhất trong \(total); tệp có đủ tất cả.") : nil
        csvAddress = ReceivedPage.address(
            of: code, hrClientID: client.id, since: since, path: "/parked/received/export.csv")
    }

    static func address(
        of code: String, hrClientID: Int64, since: Instant? = nil, path: String = "/parked/received"
    ) -> String {
        var allowed = CharacterSet(charactersIn: "-._~")
        allowed.formUnion(CharacterSet(charactersIn: "a"..."z"))
        allowed.formUnion(CharacterSet(charactersIn: "A"..."Z"))
        allowed.formUnion(CharacterSet(charactersIn: "0"..."9"))
        let encoded = code.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        return "\(path)?hr=\(hrClientID)&code=\(encoded)" + (since.map { "&since=\($0.milliseconds)" } ?? "")
    }
}
