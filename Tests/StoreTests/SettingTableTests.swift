import Attendance
import Foundation
import ProgramSettings
import TestSupport
import Testing

/// The table of settings is whole: each property is in it once, and each entry in the manual.
@Suite struct SettingTableTests {
    @Test func everyPropertyIsSetByOneSettingAndNoOther() throws {
        var setBy: [String: Int] = [:]
        for sample in SettingSample.all {
            let plain = Settings()
            var settings = plain
            let other = sample.taken.first { $0 != sample.setting.defaultText } ?? "Asia/Tokyo"
            try settings.set(sample.setting.name, other)
            let before = Mirror(reflecting: plain).children.map { "\($0.value)" }
            let changed = Mirror(reflecting: settings).children.enumerated().filter {
                "\($0.element.value)" != before[$0.offset]
            }
            // A list of no hosts is what there is already.
            if sample.setting.name == "inside-hosts" { try settings.set("inside-hosts", "nas") }
            #expect(settings != plain, "\(sample.setting.name)")
            #expect(changed.count <= 1, "\(sample.setting.name)")
            setBy[changed.first?.element.label ?? "insideHosts", default: 0] += 1
        }
        // Automatic decisions are two settings of one value.
        #expect(setBy.removeValue(forKey: "automation") == 2)
        #expect(
            Set(setBy.keys)
                == Set(Mirror(reflecting: Settings()).children.compactMap(\.label)).subtracting(["automation"]))
        #expect(setBy.values.allSatisfy { $0 == 1 })
    }

    @Test func everyNameIsUniqueAndInTheManual() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let manual = try String(contentsOf: root.appending(path: "docs/manual/command-line.md"), encoding: .utf8)
        let names = SettingSpecification.all.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names { #expect(manual.contains("`\(name)`"), "\(name)") }
    }

    @Test func aTextThatWasStoredUnderAWiderBoundHolds() {
        let stored = "only " + Array(repeating: "08:20-09:40", count: 60).joined(separator: ",")
        var settings = Settings()
        #expect(throws: SettingFailure.self) { try settings.set("sync-hours", stored) }
        settings.restore("sync-hours", stored)
        #expect(settings.syncHours.description == stored)
        settings.restore("auto-sync-minutes", "1441")
        settings.restore("of-the-future", "x")
        #expect(settings.autoSyncMinutes == Settings().autoSyncMinutes)
    }
}
