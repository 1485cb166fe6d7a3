import Access
import ArgumentParser
import Attendance
import AttendanceHub
import Labels
import LocalNetwork
import Serials
import Store
import SyncEngine
import UnbindingCases
import UnbindingDesk
import Wire

struct CaseCheckCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "What the checks would make of a case. Files nothing; any verdict exits with 0.",
        discussion: "What is not given stays unknown, and the verdict does not depend on the settings of automation.")

    @OptionGroup var question: CaseOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let desk = session.desk(network.devices)
        var asked = CaseQuestion(serial: try question.shortSerial())
        asked.photos = try question.photos()
        asked.key = try await question.keyString(desk)
        asked.hasConsent = question.consent ? true : nil
        if let user = question.user { asked.user = try await session.store.users.find(user).name }
        if let mac = question.mac {
            do { asked.device = try await desk.hear(mac) } catch {
                // A device that is silent is not known, which is a verdict too.
                Terminal.complain(error.explained.phrase[session.language])
            }
        }
        let answer = try await desk.check(asked)
        for photo in answer.photos {
            guard case .failure(let refusal) = photo.result else { continue }
            Terminal.complain("\(photo.fileName): \(refusal.phrase[session.language])")
        }
        if session.json { return Terminal.print(answer.json(session.language)) }
        Terminal.print(answer.verdict.kind.label[session.language])
        if let why = answer.verdict.reason?.sentence { session.say(why) }
        for check in answer.verdict.checks {
            Terminal.print("\(check.name.rawValue)  \(check.result.rawValue)  \(check.detail[session.language])")
        }
        for photo in answer.photos {
            let serials = photo.serialsFound.map { "\($0.serial) (\($0.source.rawValue))" }.joined(separator: ", ")
            Terminal.print(TextTable.printable("\(photo.fileName)  \(serials)"))
        }
    }
}

struct CaseNewCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "File a case: from here its clock runs.")

    @OptionGroup var question: CaseOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let desk = session.desk(network.devices)
        let photos = try question.photos()
        guard !photos.isEmpty else {
            throw RequestFailure(en: "give a photo: --photo FILE", vi: "hãy gửi ảnh: --photo TỆP")
        }
        guard question.consent else {
            throw RequestFailure(
                en: "consent is needed to file: read it and add --consent\n\(Consent.current.text.en)",
                vi: "cần đồng ý chịu trách nhiệm: hãy đọc và thêm --consent\n\(Consent.current.text.vi)")
        }
        var account: User?
        if let user = question.user { account = try await session.store.users.find(user) }
        let actor = account.map { Actor.person($0.name) } ?? .command
        var draft = try question.draft()
        draft.key = try await question.keyString(desk)
        if let mac = question.mac { try await desk.fill(&draft, from: mac) }
        // Bad photos are refused before there is a case.
        for photo in photos {
            let reading = try await desk.photos.read(photo.bytes, named: photo.name, of: actor.name, text: .never)
            let objection =
                switch reading.result {
                case .failure(let refusal): Optional(refusal.phrase)
                case .success(let read): Desk.objection(to: read)
                }
            if let objection {
                throw RequestFailure(en: "\(photo.name): \(objection.en)", vi: "\(photo.name): \(objection.vi)")
            }
        }
        if let account, try await desk.filingFailure(of: account.id) != nil {
            throw RequestFailure(FilingFailure.phrase(naming: account.name))
        }
        let opened = try await session.store.cases.open(draft, installer: actor.name, now: desk.now())
        for photo in photos {
            _ = try await desk.add(photo.bytes, named: photo.name, to: opened, by: actor)
        }
        let filed = try await desk.file(opened, hasConsented: true, by: actor)
        try await session.show(filed, desk)
    }
}

extension Session {
    /// What is done with cases, on this command's store.
    func desk(_ devices: LocalDevices = LocalDevices()) -> Desk {
        Desk(store: store, devices: devices, http: engine.http)
    }

    /// A case as `unbind show` prints it.
    func show(_ found: UnbindingCase, _ desk: Desk) async throws {
        let log = try await store.cases.log(of: found)
        let verdict = try await desk.assess(found).verdict
        if json { return Terminal.print(found.json(verdict, log: log, language)) }
        Terminal.print(members: found.json(language))
        Terminal.print("")
        for check in verdict.checks {
            Terminal.print("\(check.name.rawValue)  \(check.result.rawValue)  \(check.detail[language])")
        }
        Terminal.print("")
        for entry in log {
            let line = "\(text(entry.at))  \(entry.actor)  \(entry.event)  \(entry.detail)"
            Terminal.print(TextTable.printable(line))
        }
    }
}
