import ArgumentParser
import Attendance
import ConnectorKit
import Foundation
import Hub
import Server
import Wire

struct DeviceKindsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds", abstract: "Connection types with their fields (* required, ! secret) and windows.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let language = Language.ofTerminal
        if common.json { return Terminal.print(.array(Kinds.devices.all.map { $0.json(language) })) }
        for kind in Kinds.devices.all {
            Terminal.print("\(kind.id)  \(kind.title[language])")
            if let unverified = kind.unverified {
                Terminal.print(
                    "    " + Phrase(en: "unverified: ", vi: "chưa kiểm chứng: ")[language] + unverified[language])
            }
            Terminal.print("    " + kind.policy.line(language))
            Terminal.print(kind.fields.listing(language) + "\n")
        }
    }
}

extension SyncPolicy {
    func line(_ language: Language) -> String {
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
            parts.append(Phrase(en: "at most \(months) months back", vi: "tối đa \(months) tháng trước"))
        }
        return parts.map { $0[language] }.joined(separator: "; ")
    }
}
