import Access
import Attendance
import AttendanceHub
import HRKit

/// All HR clients and how they are.
struct HRPage: PageModel {
    static let template = "hr"

    struct Client: Sendable {
        let id: Int64
        let name: String
        let kind: String
        let state: String
        let tone: String
        let reason: String
        let isEnabled: Bool
        let delivered: String
        let waiting: String
        let parked: String
        let rejected: String
        let upTo: String
        let mayWrite: Bool
        let token: String
    }

    let clients: [Client]
    let mayWrite: Bool
    let mayPush: Bool
}

/// An HR client with what stands on its card.
struct HRClientLook: Sendable {
    let client: HRClient
    /// When its next waiting punch is due.
    let nextDue: Instant?
    let counts: StatusCounts
    let deliveredUpTo: Instant?
}

extension HRPage {
    init(_ looks: [HRClientLook], _ kinds: HRKinds, in zone: Zone, for reader: Reader) {
        clients = looks.map { Client($0, kinds[$0.client.kind]?.title, in: zone, reader) }
        mayWrite = reader.may(.hrWrite)
        mayPush = reader.may(.deliveriesWrite)
    }
}

extension HRPage.Client {
    /// - Parameter kindTitle: nil for a kind that this version does not know.
    fileprivate init(_ look: HRClientLook, _ kindTitle: Phrase?, in zone: Zone, _ reader: Reader) {
        let (client, counts, language) = (look.client, look.counts, reader.language)
        id = client.id
        name = client.name
        kind = kindTitle?[language] ?? client.kind
        state = client.state[language]
        tone = client.tone
        reason = client.trouble(nextTry: client.nextTry(look.nextDue), in: zone)[language]
        isEnabled = client.isEnabled
        delivered = Texts.number(counts.delivered, language)
        waiting = Texts.number(counts.waiting, language)
        parked = Texts.number(counts.parked, language)
        rejected = Texts.number(counts.rejected, language)
        upTo = Texts.time(look.deliveredUpTo, in: zone)
        mayWrite = reader.may(.hrWrite)
        token = reader.formToken
    }
}

extension HRClient {
    /// Why it is in trouble, since when, and when it is tried again; empty while all is well.
    func trouble(nextTry: Instant?, in zone: Zone) -> Phrase {
        HROutage(self, nextTry: nextTry)?.sentence { Texts.time($0, in: zone) } ?? attention ?? Phrase(verbatim: "")
    }

    /// How its state is coloured.
    var tone: String {
        if !isEnabled { return "" }
        return attention != nil ? "bad" : failures > 0 ? "warn" : "good"
    }
}

extension StatusReport {
    /// Why an HR client is in trouble; nil while all is well.
    ///
    /// - Parameter zone: of the times in it.
    func trouble(ofClient line: Status.Line, in zone: Zone) -> Phrase? {
        outage(ofClient: line.name)?.sentence { Texts.time($0, in: zone) } ?? line.attention
    }
}

extension ConfirmPage {
    /// Asks before an HR client is removed.
    init(removing client: HRClient, for reader: Reader) {
        self.init(
            heading: reader.say("Delete “\(client.name)”?", "Xóa “\(client.name)”?"),
            action: "/hr/\(client.id)/delete", token: reader.formToken,
            text: reader.say(
                "Punches go there no longer. What it received is remembered, should it be added again.",
                "Bản ghi sẽ không gửi đến đây nữa. Những gì đã nhận vẫn được nhớ nếu thêm lại."),
            button: reader.say("Delete", "Xóa"), back: "/hr/\(client.id)")
    }
}
