import ArgumentParser
import Attendance

/// `device show`, `hr show`.
struct ShowCommand<Subject: CommandSubject>: StoreCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: Subject.abstracts.show)
    }

    @Argument(help: ArgumentHelp("Name or id.", valueName: Subject.word)) var selector: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let value = try await Subject.find(selector, in: session).json(in: session)
        session.json ? Terminal.print(value) : Terminal.print(members: value)
    }
}

/// `device enable`, `hr enable`.
struct EnableCommand<Subject: CommandSubject>: StoreCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "enable", abstract: Subject.abstracts.enable)
    }

    @Argument(help: ArgumentHelp("Name or id.", valueName: Subject.word)) var selector: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let subject = try await Subject.find(selector, in: session)
        try await subject.setEnabled(true, in: session)
        try await session.show(
            subject, Phrase(en: "Enabled “\(subject.name)”.", vi: "Đã kích hoạt “\(subject.name)”."))
    }
}

/// `device disable`, `hr disable`.
struct DisableCommand<Subject: CommandSubject>: StoreCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "disable", abstract: Subject.abstracts.disable)
    }

    @Argument(help: ArgumentHelp("Name or id.", valueName: Subject.word)) var selector: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let subject = try await Subject.find(selector, in: session)
        try await subject.setEnabled(false, in: session)
        try await session.show(
            subject, Phrase(en: "Disabled “\(subject.name)”.", vi: "Đã vô hiệu “\(subject.name)”."))
    }
}
