import Attendance
import HTTPTransport
import Wire

/// What Base answers: always a `code`, of which 1 is success, mostly a `message` (contract 1.1).
struct BaseReply {
    let document: JSONValue
    let message: Phrase
    let isQuotable: Bool

    /// Nil where it is not an answer of Base's.
    init?(_ reply: HTTPReply) {
        guard let document = try? JSONValue(parsing: reply.body), document["code"] != nil else { return nil }
        self.document = document
        message = reply.quote(document["message"]?.text)
        isQuotable = reply.isQuotable
    }

    var isSuccess: Bool { document["code"]?.integer == 1 }

    var refusal: Phrase {
        let code = document["code"]?.integer.map(String.init) ?? "?"
        return Phrase(
            en: "Base refuses (code \(code)): \(message.en)", vi: "Base từ chối (mã \(code)): \(message.vi)")
    }
}
