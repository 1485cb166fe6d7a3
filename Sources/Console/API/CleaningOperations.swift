import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Wire

/// What is removed for good.
struct CleaningOperations: Sendable {
    let cleaning: Cleaning

    var operations: [Operation] {
        [
            Operation(
                .post, "/clean", .clean, "clean", "Remove devices, punches, or the memory of what was pushed",
                body: .object([
                    .init("what", .choice(CleaningSubject.allCases.map(\.rawValue))),
                    .init("before", .date, required: false), .init("confirm", .choice([Cleaning.confirmation])),
                ]), reply: .json(.ok, .object([.init("removed", .count)]))
            ) { call in
                guard let what = call.body["what"]?.text.flatMap(CleaningSubject.init) else {
                    throw Refusal(HTTPError(.badRequest))
                }
                let removed = try await cleaning.remove(
                    what, before: call.body["before"]?.text.flatMap { TimeText($0) },
                    confirmedBy: call.body["confirm"]?.text ?? "", act: call.visit.act)
                return .json(["removed": JSONValue(removed)])
            }
        ]
    }
}
