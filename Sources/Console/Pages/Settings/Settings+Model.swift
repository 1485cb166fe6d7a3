import Access
import Attendance
import AttendanceHub
import ProgramSettings

/// The settings of the whole program, what can be cleaned away, and what the desk signs in with elsewhere.
struct SettingsPage: PageModel {
    static let template = "settings"

    /// Settings under one heading.
    struct Section: Sendable {
        let sectionTitle: String
        let about: String
        let fields: [FieldInput]
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

    let refusal: FormRefusal?
    let sections: [Section]
    let cleanings: [Cleaning]
    let mayWrite: Bool
    let mayClean: Bool
    let authority: Authority?
    let secrets: [Secret]
    let token: String
}

extension SettingsPage {
    /// What a form said that was not taken, by the settings' names, and why.
    struct Attempt: Sendable {
        var typed: [String: String] = [:]
        var problems = FormProblems()
    }

    /// - Parameters:
    ///   - attempt: shown in place of what is stored.
    ///   - storedSecrets: the names of those secrets that have a value; nil for whom they are no business.
    ///   - fingerprint: of the server's own certificate authority, where it has one.
    init(
        _ settings: Settings, _ attempt: Attempt, storedSecrets: Set<String>?, fingerprint: String?,
        for reader: Reader
    ) {
        let sections = SettingSection.all.map {
            Section($0, settings, attempt, isDisabled: !reader.may(.settingsWrite), reader.language)
        }
        self.sections = sections
        refusal = FormRefusal(attempt.problems, sections.flatMap(\.fields), reader.language)
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

extension SettingsPage.Section {
    fileprivate init(
        _ section: SettingSection, _ settings: Settings, _ attempt: SettingsPage.Attempt, isDisabled: Bool,
        _ language: Language
    ) {
        sectionTitle = section.title[language]
        about = section.about[language]
        fields = section.settings.map { setting in
            FieldInput(
                setting.name, Control(setting), label: setting.label, help: setting.help,
                FieldState(
                    values: [attempt.typed[setting.name] ?? setting.text(in: settings)], isDisabled: isDisabled),
                attempt.problems, language)
        }
    }
}
