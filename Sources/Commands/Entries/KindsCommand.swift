import ArgumentParser
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import Server
import Wire

/// A kind as `device kinds` and `hr kinds` list it.
protocol ListedKind: SystemKind {
    static var registry: KindRegistry<Self> { get }
    /// What `--help` says of the list.
    static var abstract: String { get }
    /// What stands between the kind's title and its fields.
    var notes: [Phrase] { get }

    func json(_ language: Language) -> JSONValue
}

/// `device kinds`, `hr kinds`.
struct KindsCommand<Member: ListedKind>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "kinds", abstract: Member.abstract)
    }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let language = Language.ofTerminal
        if common.json { return Terminal.print(.array(Member.registry.all.map { $0.json(language) })) }
        for kind in Member.registry.all {
            Terminal.print("\(kind.id)  \(kind.title[language])")
            for note in kind.notes { Terminal.print("    " + note[language]) }
            Terminal.print(kind.fields.listing(language) + "\n")
        }
    }
}

extension HRKind: ListedKind {
    static var registry: HRKinds { Kinds.hrSystems }
    static var abstract: String { "Kinds of HR systems with their fields (* required, ! secret)." }
    var notes: [Phrase] { [] }
}

extension DeviceKind: ListedKind {
    static var registry: DeviceKinds { Kinds.devices }
    static var abstract: String { "Connection types with their fields (* required, ! secret) and windows." }

    var notes: [Phrase] {
        let unverified = unverified.map { Phrase(en: "unverified: ", vi: "chưa kiểm chứng: ") + $0 }
        return [unverified, policy.line].compactMap { $0 }
    }
}

extension SyncPolicy {
    /// The windows of the kind in one line.
    fileprivate var line: Phrase {
        var parts = [
            Phrase(en: "first sync \(first)", vi: "lần đầu \(first)"),
            Phrase(en: "timed \(periodic)", vi: "định kỳ \(periodic)"),
            Phrase(en: "sync records \(device)", vi: "đồng bộ bản ghi \(device)"),
            Phrase(en: "sync all \(all)", vi: "đồng bộ từ thiết bị \(all)"),
        ]
        if let lookBack, lookBack != periodic {
            parts.append(Phrase(en: "hourly \(lookBack)", vi: "mỗi giờ \(lookBack)"))
        }
        if let months = furthestBackMonths {
            parts.append(Phrase(en: "at most \(months) months back", vi: "tối đa \(months) tháng gần nhất"))
        }
        return parts.dropFirst().reduce(parts[0]) { $0 + Phrase(verbatim: "; ") + $1 }
    }
}
