import ArgumentParser
import Attendance
import AttendanceHub
import ConnectorKit
import Store
import SyncEngine
import Synchronization
import Wire

struct DevicePauseCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop the timed syncs of a device; rollcall sync still reads it.")

    @Argument(help: "Name or id.") var device: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let device = try await session.store.devices.find(device)
        try await session.hub.setPaused(true, [device], act: session.act)
        try await session.show(
            device, Phrase(en: "Paused “\(device.name)”.", vi: "Đã tạm dừng đồng bộ “\(device.name)”."))
    }
}

struct DeviceResumeCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with the timed syncs of a device.")

    @Argument(help: "Name or id.") var device: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let device = try await session.store.devices.find(device)
        try await session.hub.setPaused(false, [device], act: session.act)
        try await session.show(
            device, Phrase(en: "Resumed “\(device.name)”.", vi: "Đã tiếp tục đồng bộ “\(device.name)”."))
    }
}

struct DeviceRemoveCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a device. Its punches are kept unless told otherwise.")

    @Argument(help: "Name or id.") var device: String
    @Flag(help: "Remove its punches too.") var withPunches = false
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let device = try await session.store.devices.find(device)
        let removed = try await session.hub.remove(device, withPunches: withPunches, act: session.act)
        if session.json {
            return Terminal.print(["removed": .string(device.name), "punchesRemoved": .integer(Int64(removed))])
        }
        session.say(
            withPunches
                ? Phrase(
                    en: "Removed “\(device.name)” and \(removed) punches.",
                    vi: "Đã xóa “\(device.name)” và \(removed) bản ghi.")
                : Phrase(
                    en: "Removed “\(device.name)”; its \(device.punchCount) punches are kept.",
                    vi: "Đã xóa “\(device.name)”; giữ lại \(device.punchCount) bản ghi."))
    }
}

struct DeviceTestCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Go through a device's connection and name the step that fails.")

    @Argument(help: "Name or id.") var device: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let device = try await session.store.devices.find(device)
        let steps = Mutex<[JSONValue]>([])
        let isFine = try await session.engine.test(device, by: .command) { title, result in
            let step: JSONValue
            switch result {
            case .success(let detail):
                step = [
                    "step": .string(title[session.language]), "ok": true, "detail": .string(detail[session.language]),
                ]
                if !session.json { session.say(Phrase(verbatim: "✓ ") + title + Phrase(verbatim: ": ") + detail) }
            case .failure(let failure):
                step = [
                    "step": .string(title[session.language]), "ok": false,
                    "detail": .string(failure.phrase[session.language]),
                ]
                if !session.json { session.say(Phrase(verbatim: "✗ ") + title) }
                Terminal.complain("\(device.name): \(failure.phrase[session.language])")
            }
            steps.withLock { $0.append(step) }
        }
        if session.json {
            Terminal.print([
                "device": .string(device.name), "ok": .bool(isFine), "steps": .array(steps.withLock { $0 }),
            ])
        }
        if !isFine { throw ExitCode(1) }
    }
}
