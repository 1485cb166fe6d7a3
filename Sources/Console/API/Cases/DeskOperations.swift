import Access
import Attendance
import AttendanceHub
import Hummingbird
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire
import WorkingTime

/// What the desk works by, for programs: the register of bindings, the calendar.
struct DeskOperations: Sendable {
    let bindings: BindingRegister
    let calendars: CalendarRepository

    private static let readers = RouteAccess.any([.deskWrite, .casesDecide])

    var operations: [Operation] {
        [
            Operation(
                .get, "/bindings", access: DeskOperations.readers, "listBindings",
                "The register of bindings, the newest first", reply: .json(.ok, .page(.binding)), listBindings),
            Operation(
                .put, "/bindings/{serial}", .deskWrite, "noteBinding",
                "Note which account holds a device; null: none does",
                body: .object([.init("account", .nullable(.string(minimum: 1, maximum: 200)))]),
                reply: .json(.ok, .binding), noteBinding),
            Operation(
                .get, "/calendar", access: DeskOperations.readers, "showCalendar", "The working calendar in force",
                reply: .json(.ok, .anything), showCalendar),
            Operation(
                .put, "/calendar", .deskWrite, "replaceCalendar",
                "Put another calendar in force, in the form that GET gives; filed cases keep theirs",
                body: .object([], allowsOthers: true), reply: .json(.ok, .anything), replaceCalendar),
        ]
    }

    @Sendable private func listBindings(_ call: Call) async throws -> Response {
        .page(try await bindings.all(limit: 1000).map(\.json))
    }

    @Sendable private func noteBinding(_ call: Call) async throws -> Response {
        try call.visit.caseRights.requireDesk()
        guard let serial = ShortSerial(in: call.visit.parameter("serial")) else {
            throw Refusal(
                .unprocessableContent, Phrase(en: "this is not a serial", vi: "đây không phải số seri"),
                field: "serial")
        }
        try await bindings.set(serial, account: call.body["account"]?.text, act: call.visit.act)
        guard let entry = try await bindings.entry(serial) else { throw EvidenceFailure.unknown(serial.text) }
        return .json(entry.json)
    }

    @Sendable private func showCalendar(_ call: Call) async throws -> Response {
        .json(DeskOperations.json(try await calendars.current()))
    }

    @Sendable private func replaceCalendar(_ call: Call) async throws -> Response {
        try call.visit.caseRights.requireDesk()
        return .json(DeskOperations.json(try await calendars.replace(call.body, act: call.visit.act)))
    }

    private static func json(_ calendar: WorkingCalendar) -> JSONValue {
        CalendarDocument.json(calendar).adding("version", JSONValue(calendar.version))
    }
}
