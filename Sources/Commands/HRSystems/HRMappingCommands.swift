import ArgumentParser
import Attendance
import AttendanceHub
import HRKit
import Store
import Wire

struct HRMapCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Send a person's punches to a client under another employee code; what was parked for it is due.")

    @Argument(help: "The HR client: name or id.") var client: String
    @Argument(help: "The employee code at the devices.") var code: String
    @Argument(help: "The employee code in HR.") var hrCode: String
    @Flag(help: "Also where another person is known here under the code in HR.") var confirm = false
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        let entry = try CodeEntry(code, to: hrCode)
        let outcome = try await CodeMapper(session.store.codeMappings).map(
            entry, for: client, MappingConfirmation(isGiven: confirm), act: session.act)
        switch outcome {
        case .unconfirmed(let warning):
            throw session.fail(
                warning.phrase(confirmedBy: Phrase(en: "Add --confirm", vi: "Thêm --confirm")))
        case .mapped(let change): show(change, entry, client, session)
        }
    }

    private func show(_ change: MappingChange, _ entry: CodeEntry, _ client: HRClient, _ session: Session) {
        if session.json {
            return Terminal.print(
                .object(
                    [
                        JSONValue.Member("hr", .string(client.name)), JSONValue.Member("code", .string(entry.code)),
                        JSONValue.Member("hrCode", .string(entry.hrCode)),
                    ] + change.members))
        }
        session.say(
            Phrase(
                en: "“\(entry.code)” goes to “\(client.name)” as “\(entry.hrCode)”;",
                vi: "“\(entry.code)” được gửi đến “\(client.name)” với mã “\(entry.hrCode)”;")
                + Phrase(en: " \(change.released) punches are due.", vi: " \(change.released) bản ghi đến lượt gửi."))
        if change.released > 0 {
            session.note(
                Phrase(
                    en: "A running server sends them; rollcall push does it now.",
                    vi: "Máy chủ đang chạy sẽ gửi; rollcall push gửi ngay."))
        }
        session.show(change.received)
    }
}

struct HRUnmapCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmap",
        abstract: "Send a person's punches under the device's code again, and list what HR had received till then.")

    @Argument(help: "The HR client: name or id.") var client: String
    @Argument(help: "The employee code at the devices.") var code: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        guard
            let removal = try await CodeMapper(session.store.codeMappings).takeBack(
                code, for: client, act: session.act)
        else {
            throw RequestFailure(
                en: "“\(code)” is not mapped at “\(client.name)”; see rollcall hr mappings",
                vi: "“\(code)” chưa được ghép tại “\(client.name)”; xem rollcall hr mappings")
        }
        if session.json {
            Terminal.print(.object(MappingRemoval.members(removal, of: code, at: client)))
        } else {
            session.say(
                Phrase(
                    en: "“\(code)” goes to “\(client.name)” as it is, no longer as “\(removal.hrCode)”.",
                    vi: "“\(code)” được gửi đến “\(client.name)” nguyên mã, không còn là “\(removal.hrCode)”."))
            session.show(removal.received)
        }
        if let caution = removal.caution(code) { session.note(caution) }
    }
}

struct HRMappingsCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "mappings", abstract: "Employee codes under which HR clients know people by another code.")

    @Option(help: "Only of this HR client.") var hr: String?
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.client(hr)
        let mappings = try await session.store.codeMappings.all().filter {
            client == nil || $0.hrClientID == client?.id
        }
        if session.json { return Terminal.print(.array(mappings.map(\.json))) }
        guard !mappings.isEmpty else {
            return session.say(Phrase(en: "No code is mapped.", vi: "Chưa ghép mã nào."))
        }
        var table = TextTable(
            session.language == .vi
                ? ["HRM CLIENT", "MÃ", "MÃ TRONG HRM", "TỪ", "NGƯỜI GHÉP", "CŨNG LÀ MÃ CỦA"]
                : ["HR CLIENT", "CODE", "CODE IN HR", "SINCE", "BY", "ALSO KNOWN AS"])
        for mapping in mappings {
            table.append([
                mapping.hrClient, mapping.code, mapping.hrCode, session.text(mapping.at), mapping.actor.name,
                mapping.alsoKnownAs.joined(separator: ", "),
            ])
        }
        Terminal.print(table.text)
    }
}

extension Session {
    /// What HR has under a code that it is no longer sent under.
    fileprivate func show(_ received: MappedReceipts) {
        guard received.total > 0 else { return }
        say(
            Phrase(
                en: "HR had received \(received.total) punches. They stay there; correct them in HR by this list:",
                vi:
                    "HRM đã nhận \(received.total) bản ghi. Các bản ghi này vẫn ở HRM; hãy sửa trong HRM theo danh sách này:"
            ))
        var table = TextTable(
            language == .vi
                ? ["ID", "THỜI GIAN", "MÃ", "MÃ TRONG HRM", "TÊN", "THIẾT BỊ", "MÃ BẢN GHI"]
                : ["ID", "TIME", "CODE", "CODE IN HR", "NAME", "DEVICE", "RECORD ID"])
        for receipt in received.items {
            table.append([
                String(receipt.punch.id), receipt.punch.local.description, receipt.punch.code, receipt.hrCode,
                receipt.punch.personName, receipt.punch.device, receipt.punch.recordID,
            ])
        }
        Terminal.print(table.text)
        if received.total > received.items.count {
            note(
                Phrase(
                    en: "These are the oldest \(received.items.count); the console's page of it exports all.",
                    vi: "Đây là \(received.items.count) bản ghi cũ nhất; trang web xuất được tất cả."))
        }
    }
}
