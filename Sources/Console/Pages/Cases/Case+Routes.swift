import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import LocalNetwork
import ProgramSettings
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import WorkingTime

/// One case.
extension Visit {
    func casePage() async throws -> Response {
        let unbinding = try await unbindingCase()
        if query("part") == "state" {
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: unbinding.state.rawValue)))
        }
        let assessment = try await console.desk.assess(unbinding, namingAll: may(.casesRead))
        let found = CasePage.Found(
            unbinding: unbinding, assessment: assessment, log: try await store.cases.log(of: unbinding),
            deadline: try await store.cases.deadline(of: unbinding, now: now),
            related: try await store.cases.others(for: unbinding).filter { may(.casesRead) || maySeeShared($0) },
            before: Set(try await store.cases.line(of: unbinding).dropFirst().map(\.id)),
            missing: console.desk.missing(
                assessment, of: unbinding, hasConsented: true, by: .person(unbinding.installer)), now: now)
        return page(
            CasePage(found, in: try await store.settings.current().zone, for: reader), title: unbinding.number)
    }
}
