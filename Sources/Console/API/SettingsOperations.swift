import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import Wire

/// The settings of the whole program.
struct SettingsOperations: Sendable {
    let settings: SettingsRepository

    var operations: [Operation] {
        [
            Operation(
                .get, "/settings", .settingsRead, "showSettings", "The settings of the whole program",
                reply: .json(.ok, .settings)
            ) { _ in .json(try await settings.current().json) },
            Operation(
                .patch, "/settings", .settingsWrite, "changeSettings", "Change settings; what is not given stays",
                body: .object(Schema.settingsMembers(areRequired: false)), reply: .json(.ok, .settings)
            ) { call in
                try await settings.set(SettingSpecification.changes(in: call.body), act: call.visit.act)
                return .json(try await settings.current().json)
            },
        ]
    }
}

extension Schema {
    static let settings = Schema.object(settingsMembers(areRequired: true))

    /// All settings; a change names those that it changes.
    static func settingsMembers(areRequired: Bool) -> [Schema.Property] {
        SettingSpecification.all.map { Property($0.jsonName, Schema($0.shape), required: areRequired) }
    }

    private init(_ shape: SettingShape) {
        self =
            switch shape {
            case .integer(let range): .integer(Int64(range.lowerBound)...Int64(range.upperBound))
            case .flag: .boolean
            case .choice(let choices): .choice(choices.map(\.word))
            case .text(let maximum): .string(maximum: maximum)
            }
    }
}
