import Access
import Attendance
import AttendanceHub

/// Lists of devices that were imported, newest first.
struct PastImportsPage: PageModel {
    static let template = "imports"

    struct Line: Sendable {
        let address: String
        let at: String
        let actor: String
        let file: String
        let added: String
        let changed: String
        let state: String
        let tone: String
    }

    let lines: [Line]
    let next: String?
}

extension PastImportsPage {
    /// - Parameter next: where older ones begin; nil where there are none.
    init(_ imports: [PastImport], next: Int64?, in zone: Zone, for reader: Reader) {
        lines = imports.map { Line($0, in: zone, reader) }
        self.next = next.map { "/devices/imports?before=\($0)" }
    }
}

extension PastImportsPage.Line {
    fileprivate init(_ past: PastImport, in zone: Zone, _ reader: Reader) {
        let language = reader.language
        address = "/devices/imports/\(past.id)"
        at = Texts.time(past.at, in: zone)
        actor = past.actor.name
        file = past.fileTitle
        added = Texts.number(past.added, language)
        changed = Texts.number(past.changed, language)
        let undoable = Texts.number(past.undoable, language)
        if past.undoable > 0 {
            tone = "good"
            state = reader.say("\(undoable) can be undone", "có thể hoàn tác \(undoable)")
        } else if past.undone > 0 {
            tone = "off"
            state = reader.say("undone", "đã hoàn tác")
        } else {
            tone = "off"
            state = reader.say("cannot be undone any more", "không hoàn tác được nữa")
        }
    }
}

extension PastImport {
    /// What people know it by.
    fileprivate var fileTitle: String { fileName.isEmpty ? "API" : fileName }
}

/// One import with its devices, and its undoing.
struct PastImportPage: PageModel {
    static let template = "import-past"

    struct Line: Sendable {
        let name: String
        /// Of the device; nil once it is gone.
        let address: String?
        let what: String
        let tone: String
        let state: String
    }

    let file: String
    let about: String
    let lines: [Line]
    /// For what is not shown; nil where everything is.
    let more: String?
    let undoAddress: String
    /// Nil where nothing can be undone.
    let undoText: String?
    let token: String
}

extension PastImportPage {
    /// Devices that are shown.
    private static let most = 500

    init(_ past: PastImport, _ devices: [PastImportedDevice], in zone: Zone, for reader: Reader) {
        let language = reader.language
        let (added, changed) = (Texts.number(past.added, language), Texts.number(past.changed, language))
        let (at, undoable) = (Texts.time(past.at, in: zone), Texts.number(past.undoable, language))
        file = past.fileTitle
        about = reader.say(
            "\(past.actor.name) imported it at \(at): \(added) added, \(changed) changed.",
            "\(past.actor.name) đã nhập lúc \(at): thêm \(added), sửa \(changed).")
        lines = devices.prefix(PastImportPage.most).map { Line($0, reader) }
        let rest = Texts.number(devices.count - PastImportPage.most, language)
        more =
            devices.count > PastImportPage.most
            ? reader.say("\(rest) more devices", "còn \(rest) thiết bị nữa") : nil
        undoAddress = "/devices/imports/\(past.id)/undo"
        undoText =
            past.undoable > 0
            ? reader.say(
                past.undoable == 1 ? "Undo (1 device)" : "Undo (\(undoable) devices)", "Hoàn tác (\(undoable) thiết bị)"
            ) : nil
        token = reader.formToken
    }
}

extension PastImportPage.Line {
    fileprivate init(_ device: PastImportedDevice, _ reader: Reader) {
        name = device.name
        address = device.deviceID.map { "/devices/\($0)" }
        what = device.wasAdded ? reader.say("added", "đã thêm") : reader.say("changed", "đã sửa")
        state = device.state.phrase[reader.language]
        switch device.state {
        case .undoable: tone = "good"
        case .undone, .removed: tone = "off"
        case .edited, .hasPunches: tone = "warn"
        }
    }
}
