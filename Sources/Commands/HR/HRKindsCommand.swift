import ArgumentParser
import Attendance
import HRKit
import Hub
import Server
import Wire

struct HRKindsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds", abstract: "Kinds of HR systems with their fields (* required, ! secret).")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let language = Language.ofTerminal
        if common.json {
            return Terminal.print(.array(Kinds.hrSystems.all.map { $0.json(language) }))
        }
        for kind in Kinds.hrSystems.all {
            Terminal.print("\(kind.id)  \(kind.title[language])\n\(kind.fields.listing(language))\n")
        }
    }
}
