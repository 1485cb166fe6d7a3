import ArgumentParser
import Attendance
import AttendanceHub
import Store
import Wire

struct DeviceImportsCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports", abstract: "Lists of devices that were imported, newest first; undo one of them.")

    @Option(help: "Put the devices of this import (by its number) back to what they were.") var undo: String?
    @Option(help: "At most so many.") var limit = 20
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !(1...1000).contains(limit) { throw ValidationError("--limit must be from 1 to 1000.") }
    }

    func run(_ session: Session) async throws {
        if let undo { return try await putBack(undo, session) }
        let imports = try await session.store.deviceImports.page(before: nil, limit: limit).imports
        if session.json { return Terminal.print(.array(imports.map(\.json))) }
        for past in imports {
            let words = Phrase(
                en:
                    "\(past.added) added, \(past.changed) changed, \(past.undone) undone, \(past.undoable) can be undone",
                vi:
                    "thêm \(past.added), sửa \(past.changed), đã hoàn tác \(past.undone), có thể hoàn tác \(past.undoable)"
            )
            Terminal.print(
                "\(String(past.id).padding(5))\(session.text(past.at))  \(past.actor.name.padding(10))\(past.fileName): \(words[session.language])"
            )
        }
    }

    private func putBack(_ id: String, _ session: Session) async throws {
        let result = try await session.hub.undo(importWithID: id, act: session.act)
        for (name, reason) in result.kept { session.note(Phrase(verbatim: "“\(name)”: ") + reason) }
        if session.json {
            Terminal.print([
                "undone": JSONValue(result.undone),
                "kept": .array(
                    result.kept.map { ["name": .string($0.name), "reason": .string($0.reason[session.language])] }),
            ])
        } else {
            session.say(
                Phrase(
                    en: "Undone: \(result.undone) devices; \(result.kept.count) left as they are.",
                    vi: "Đã hoàn tác \(result.undone) thiết bị; giữ nguyên \(result.kept.count)."))
        }
        // Nothing of what was asked for could be done.
        if result.undone == 0 && !result.kept.isEmpty { throw ExitCode(1) }
    }
}

extension PastImport {
    /// For programs.
    fileprivate var json: JSONValue {
        [
            "id": .integer(id), "at": .string(Zone.vietnam.rfc3339(at)), "actor": .string(actor.name),
            "file": .string(fileName), "added": JSONValue(added), "changed": JSONValue(changed),
            "undone": JSONValue(undone), "undoable": JSONValue(undoable),
        ]
    }
}
