import Access
import Attendance
import AttendanceHub
import Hummingbird
import Store
import Wire

/// Under which code HR knows a person: saying so, confirming it where it is another's code, and taking it back.
struct CodeMappingPages: Pages {
    let mapper: CodeMapper
    let clients: HRClientRepository

    var routes: [Route] {
        [
            Route(.post, "/parked/map", .permission(.deliveriesWrite), map),
            Route(.post, "/parked/unmap", .permission(.deliveriesWrite), unmap),
        ]
    }

    @Sendable private func map(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let client = try await clients.find(id: form["hr"])
        let entry = try CodeEntry(form["code"], to: form["hr-code"])
        let confirmation = MappingConfirmation(isGiven: !form["confirm"].isEmpty, mark: form["mark"])
        switch try await mapper.map(entry, for: client, confirmation, act: visit.act) {
        case .unconfirmed(let warning):
            let model = MapConfirmPage(warning, client, for: visit.reader)
            return visit.page(model, title: model.heading)
        case .mapped(let change):
            let sentence = visit.say(
                "“\(entry.code)” goes as “\(entry.hrCode)”: \(change.released) punches are on their way.",
                "“\(entry.code)” được gửi là “\(entry.hrCode)”: \(change.released) bản ghi đang được gửi.")
            guard change.received.total > 0 else { return visit.redirect("/parked", .good(sentence)) }
            return visit.redirect(
                ReceivedPage.address(of: entry.code, hrClientID: client.id, since: change.since), .warn(sentence))
        }
    }

    @Sendable private func unmap(_ visit: Visit) async throws -> Response {
        let client = try await clients.find(visit.form["hr"])
        let code = visit.form["code"]
        guard let removal = try await mapper.takeBack(code, for: client, act: visit.act) else {
            return visit.redirect(
                "/parked", .warn(visit.say("“\(code)” is not mapped.", "“\(code)” chưa được ghép.")))
        }
        let caution = removal.caution(code).map { " " + $0[visit.language] } ?? ""
        let sentence =
            visit.say(
                "“\(code)” goes as it is, no longer as “\(removal.hrCode)”.",
                "“\(code)” được gửi nguyên mã, không còn là “\(removal.hrCode)”.") + caution
        guard removal.received.total > 0 else {
            return visit.redirect("/parked", caution.isEmpty ? .good(sentence) : .warn(sentence))
        }
        return visit.redirect(
            ReceivedPage.address(of: code, hrClientID: client.id, since: removal.since), .warn(sentence))
    }
}
