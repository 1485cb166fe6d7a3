import Attendance
import BaseCheckin
import FileDrop
import Foundation
import HRKit
import Simulators
import TestSupport
import Webhook
import Wire

extension HRKindUnderTest {
    static var baseCheckin: HRKindUnderTest {
        let base = BaseCheckinSimulator(
            token: "hush-hush-token", password: "hush-hush-password", codes: PunchSample.codesWithoutZeros)
        return HRKindUnderTest(
            name: "base-checkin", kind: BaseCheckinKind.kind, simulators: [base],
            fields: { ["token": "hush-hush-token", "password": "hush-hush-password", "base-url": $0.address] },
            target: { _ in "http://127.0.0.1" },
            // Base files a punch under the office's day, by a code without leading zeros, and wants no names.
            facts: { punch in
                let day = (punch.at.seconds + 7 * 3600) / 86_400 * 86_400 - 7 * 3600
                let code = Int(punch.code).map(String.init) ?? punch.code
                return [punch.recordID, code, String(punch.at.seconds), String(day), punch.sourceIdentity]
            },
            arrived: { _ in
                base.records.map { [$0, $1.userCode, String($1.time), String($1.date), $1.ip] }
            },
            troubles: [
                .unreachable(.time) { _ in ["base-url": "http://127.0.0.1:9"] },
                HRTrouble(
                    name: "wrong token", move: .person, fields: { _ in ["token": "hush-hush-other"] }, names: "Base"),
                .noAnswer(.records), .tooManyRequests(.time), .status(500, .records), .status(503, .time),
                .html(502, .time), .status(401, .person), .status(403, .person), .status(410, .person),
                .moved(301, .person), .moved(302, .time),
            ],
            unbelieved: [
                .garbage, .html(200), .truncated, .oversized(megabytes: 40), .body(.cutOff), .body(.huge), .lostAnswer,
            ],
            leaveOut: { base.setLeftOut(Omission(records: [$0.recordID])) },
            refuse: { base.setPoison([$1]) },
            refuseRepetitions: { base.setDuplicates(.reject) })
    }

    /// A webhook's receiver is not known: every failure is the record's, tried again on the schedule of the standard.
    static var webhook: HRKindUnderTest {
        let receiver = WebhookReceiver()
        return HRKindUnderTest(
            name: "webhook", kind: WebhookKind.kind, simulators: [receiver],
            fields: {
                [
                    "url": $0.address + "/hook?key=hush-hush-key",
                    "secret": "whsec_aHVzaC1odXNoLXNlY3JldC1vZi1hLXRlc3Q=",
                ]
            },
            target: { _ in "http://127.0.0.1" }, facts: PunchSample.facts,
            arrived: { _ in
                try receiver.calls.map { call in
                    let event = try JSONValue(parsing: call.body)
                    return [String(call.id.dropFirst("punch_".count))] + PunchSample.facts(in: event["data"])
                }
            },
            troubles: [
                .unreachable(.records) { _ in ["url": "http://127.0.0.1:9/hook?key=hush-hush-key"] },
                .noAnswer(.records), .tooManyRequests(.records), .status(500, .records), .status(503, .records),
                .html(502, .records), .status(401, .records), .status(403, .records), .status(410, .person),
                .moved(301, .records), .moved(302, .records),
            ],
            unbelieved: [.lostAnswer],
            believed: [.garbage, .html(200), .oversized(megabytes: 40)] + BadBody.allCases.map { .body($0) },
            leaveOut: { receiver.setPoison(["punch_\($0.recordID)"]) },
            refuse: { id, _ in receiver.setPoison(["punch_\(id)"]) })
    }

    /// A file answers nothing, refuses no record, and has the whole batch or none of it.
    static func file(_ format: String) -> HRKindUnderTest {
        let name = "punches.\(format)"
        return HRKindUnderTest(
            name: "file \(format)", kind: FileDropKind.kind,
            fields: { ["path": $0.folder.appending(path: name).path, "format": format] },
            target: { $0.folder.path }, facts: PunchSample.facts,
            arrived: { place in
                let bytes = FileManager.default.contents(atPath: place.folder.appending(path: name).path) ?? Data()
                let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
                return format == "csv"
                    ? lines.dropFirst().map { PunchSample.facts(csv: $0) }
                    : try lines.map { line in
                        let value = try JSONValue(parsing: Array(line.utf8))
                        return [value["id"]?.text ?? ""] + PunchSample.facts(in: value)
                    }
            },
            troubles: [
                HRTrouble(
                    name: "no folder", move: .person,
                    fields: { ["path": $0.folder.appending(path: "nowhere/\(name)").path] }),
                HRTrouble(
                    name: "a folder of its name", move: .person,
                    fields: { ["path": $0.folder.appending(path: "folder").path] },
                    cause: {
                        try FileManager.default.createDirectory(
                            at: $0.folder.appending(path: "folder"), withIntermediateDirectories: true)
                    }),
                HRTrouble(
                    name: "somebody else's file", move: .person,
                    fields: { ["path": $0.folder.appending(path: "letters.txt").path] },
                    cause: { try Data("Dear Lan,\n".utf8).write(to: $0.folder.appending(path: "letters.txt")) }),
                HRTrouble(
                    name: "a folder that nobody allowed", move: .person,
                    fields: { ["path": $0.folder.appending(path: "data/\(name)").path] }),
            ])
    }
}

extension HRTrouble {
    static func unreachable(
        _ move: Move, _ fields: @escaping @Sendable (HRPlace) -> [String: String]
    ) -> HRTrouble {
        HRTrouble(name: "unreachable", move: move, fields: fields)
    }

    static func noAnswer(_ move: Move) -> HRTrouble {
        HRTrouble(name: "no answer", move: move, fault: .hang(seconds: 60), timeout: .seconds(1))
    }

    static func tooManyRequests(_ move: Move) -> HRTrouble {
        HRTrouble(name: "too many requests", move: move, fault: .status(429, retryAfter: 7), wait: .seconds(7))
    }

    static func status(_ status: Int, _ move: Move) -> HRTrouble {
        HRTrouble(name: "HTTP \(status)", move: move, fault: .status(status))
    }

    static func html(_ status: Int, _ move: Move) -> HRTrouble {
        HRTrouble(name: "a proxy's page", move: move, fault: .html(status))
    }

    static func moved(_ status: Int, _ move: Move) -> HRTrouble {
        HRTrouble(
            name: "moved (\(status))", move: move, fault: .redirect(status, to: "https://hr.test/new?key=hush-hush"))
    }
}
