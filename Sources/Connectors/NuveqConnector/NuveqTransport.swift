import Attendance
import ConnectorKit
import HTTPTransport
import Wire

/// How one page of events is asked for: the part in which v2 and v1 differ.
enum NuveqTransport: Sendable {
    /// `GET /api/events` with the key in `X-API-KEY` (contract 1.1, 1.2).
    case v2
    /// One `POST` with everything in its body (contract 2). Unverified: the event call is not public.
    case v1(operationCode: String)

    init(fields: FieldValues) {
        self = fields["version"] == "v1" ? .v1(operationCode: fields["operation-code"] ?? "") : .v2
    }

    func baseURL(_ fields: FieldValues) -> String {
        if let entered = fields["base-url"] { return entered }
        return switch self {
        case .v2: "https://api-v2.nuveq.cloud"
        case .v1: "https://api.nuveq.cloud"
        }
    }

    func call(_ fields: FieldValues, date: LocalDate, after: Int64, first: Int, timeout: Duration) -> HTTPCall {
        let base = baseURL(fields)
        let key = fields["token-key"] ?? ""
        switch self {
        case .v2:
            return HTTPCall(
                .get, WebAddress.join(base, "/api/events?date=\(date)&after=\(after)&first=\(first)"),
                headers: [(name: "X-API-KEY", value: key)], timeout: timeout)
        case .v1(let code):
            let body: JSONValue = [
                "port": .string(code), "api_id": JSONValue(fields["api-id"].flatMap { Int($0) }),
                "token_key": .string(key), "date": .string(date.description), "after": .integer(after),
                "first": .integer(Int64(first)),
            ]
            return HTTPCall(
                .post, WebAddress.join(base, "/api/"),
                headers: [(name: "Content-Type", value: "application/json")], body: body.bytes, timeout: timeout)
        }
    }
}
