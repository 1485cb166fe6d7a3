import Attendance
import ConnectorKit

/// What the head of a call under `/iclock` asks for (contract 2, 7, 11.3).
enum ADMSHead {
    static func read(_ head: PushHead) -> PushHeadReading {
        guard head.page.utf8.count + head.query.utf8.count <= PushHead.longest else {
            return .unreadable(
                Phrase(en: "the address is longer than any terminal's", vi: "địa chỉ dài hơn mọi máy chấm công"))
        }
        var page = head.page.lowercased()
        // Some firmware calls the pages so (contract 1).
        if page.hasSuffix(".aspx") { page.removeLast(".aspx".count) }
        let query = ADMSQuery(head.query)
        guard let purpose = purpose(page, isPost: head.isPost, query) else { return .noSuchPage }
        guard let serial = query["sn"], ADMSHead.isSerial(serial), !query.ambiguous.contains("sn") else {
            return .unreadable(
                Phrase(
                    en: "SN, the serial number, is missing or not one", vi: "thiếu SN (số seri) hoặc SN không hợp lệ"))
        }
        return .call(PushCall(serial: serial, purpose: purpose))
    }

    /// 1 to 40 letters, digits, `-`, `_` and `.`, all of ASCII.
    static func isSerial(_ text: String) -> Bool { (1...40).contains(text.utf8.count) && isWord(text, and: "-_.") }

    /// Whether there are letters and digits of ASCII alone, and `others`.
    static func isWord(_ text: String, and others: String = "") -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: others.utf8.contains(byte)
            }
        }
    }

    private static func purpose(_ page: String, isPost: Bool, _ query: ADMSQuery) -> PushPurpose? {
        switch (page, isPost) {
        case ("cdata", true): upload(query)
        // What a terminal asks of a server for a person or a moment: nothing is let through by us (contract 11.3).
        case ("cdata", false): query["table"] == nil ? registration(query) : .unread
        case ("getrequest", false): .poll(facts(inPassing: query["info"] ?? ""))
        case ("devicecmd", true): .reports
        case ("ping", _): .poll(TerminalFacts())
        case ("exchange", true): .unread
        case ("registry", true), ("push", true), ("querydata", true): .wrongMode
        default: nil
        }
    }

    private static func upload(_ query: ADMSQuery) -> PushPurpose {
        switch query["table"]?.lowercased() {
        case "attlog": .punches(stamp: stamp(query))
        case "operlog": .people(stamp: stamp(query))
        case "options": .facts
        // Access control's tables (contract 7).
        case "rtlog", "rtstate", "tabledata": .wrongMode
        default: .unread
        }
    }

    /// A cursor is a number of the terminal's own; what is none is not kept, and the rows that came with it are.
    private static func stamp(_ query: ADMSQuery) -> String? {
        guard let stamp = query["stamp"], (1...20).contains(stamp.utf8.count), !query.ambiguous.contains("stamp"),
            stamp.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return nil }
        return stamp
    }

    private static func registration(_ query: ADMSQuery) -> PushPurpose {
        let facts = facts(query)
        return .registration(facts, speaksAttendance: facts[.deviceType]?.lowercased() != "acc")
    }

    private static func facts(_ query: ADMSQuery) -> TerminalFacts {
        var facts = TerminalFacts()
        facts.set(.deviceType, query["devicetype"] ?? "")
        facts.set(.pushVersion, query["pushver"] ?? "")
        facts.set(.language, query["language"] ?? "")
        return facts
    }

    /// `firmware,users,fingers,logs,address,…` (contract 2).
    private static func facts(inPassing info: String) -> TerminalFacts {
        var facts = TerminalFacts()
        let parts = info.split(separator: ",", maxSplits: 6, omittingEmptySubsequences: false).map(String.init)
        for (place, name) in [(0, TerminalFacts.Name.firmware), (1, .users), (3, .records), (4, .ownAddress)]
        where place < parts.count {
            facts.set(name, parts[place])
        }
        return facts
    }
}
