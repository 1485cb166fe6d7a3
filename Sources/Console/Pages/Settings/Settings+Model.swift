import Access
import Attendance
import AttendanceHub
import ProgramSettings

/// The settings of the whole program, what can be cleaned away, and what the desk signs in with elsewhere.
struct SettingsPage: PageModel {
    static let template = "settings"

    struct Field: Sendable {
        let name: String
        let label: String
        let help: String
        let value: String
        let isText: Bool
        let isChoice: Bool
        let choices: [Choice]
        let error: String?
    }

    struct Cleaning: Sendable {
        let what: String
        let title: String
        let help: String
        let hasDate: Bool
    }

    /// Something sealed: its value is written and never shown.
    struct Secret: Sendable {
        let name: String
        let label: String
        let isSet: Bool
    }

    struct Authority: Sendable {
        let fingerprint: String
    }

    let fields: [Field]
    let cleanings: [Cleaning]
    let mayWrite: Bool
    let mayClean: Bool
    let authority: Authority?
    let secrets: [Secret]
    let token: String
}

extension SettingsPage {
    /// What a form said that was not taken, and why.
    struct Attempt: Sendable {
        var typed: [String: String] = [:]
        var failures: [String: SettingFailure] = [:]
    }

    /// - Parameters:
    ///   - attempt: shown in place of what is stored.
    ///   - storedSecrets: the names of those secrets that have a value; nil for whom they are no business.
    ///   - fingerprint: of the server's own certificate authority, where it has one.
    init(
        _ settings: Settings, _ attempt: Attempt, storedSecrets: Set<String>?, fingerprint: String?,
        for reader: Reader
    ) {
        fields = SettingSpecification.all.map { Field($0, settings, attempt, reader.language) }
        cleanings = CleaningSubject.allCases.map {
            Cleaning(
                what: $0.rawValue, title: $0.title[reader.language], help: $0.help[reader.language],
                hasDate: $0.takesDate)
        }
        mayWrite = reader.may(.settingsWrite)
        mayClean = reader.may(.clean)
        authority = fingerprint.map { Authority(fingerprint: $0) }
        secrets =
            storedSecrets.map { stored in
                SealedSecret.all.map {
                    Secret(name: $0.name, label: $0.label[reader.language], isSet: stored.contains($0.name))
                }
            } ?? []
        token = reader.formToken
    }
}

extension SettingsPage.Field {
    init(
        _ setting: SettingSpecification, _ settings: Settings, _ attempt: SettingsPage.Attempt, _ language: Language
    ) {
        let shown = attempt.typed[setting.name] ?? setting.text(in: settings)
        name = setting.name
        label = setting.label[language]
        help = setting.help[language]
        value = shown
        choices = setting.shape.choices.map { Choice($0.word, $0.title[language], isChosen: $0.word == shown) }
        isChoice = !choices.isEmpty
        isText = choices.isEmpty
        error = attempt.failures[setting.name]?.phrase[language]
    }
}
