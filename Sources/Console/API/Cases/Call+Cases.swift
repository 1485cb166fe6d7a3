import Attendance
import Foundation
import HTTPTypes
import Hummingbird
import Serials
import UnbindingDesk
import Wire

/// What bodies and headers of case operations carry.
extension Call {
    /// By which a program does something once, however often it sends it.
    var idempotencyKey: String? { HTTPField.Name("Idempotency-Key").flatMap { visit.request.headers[$0] } }

    static func photo(_ value: JSONValue) throws -> (name: String, bytes: [UInt8]) {
        guard let data = value["data"]?.text.flatMap({ Data(base64Encoded: $0) }) else {
            throw Refusal(
                .unprocessableContent,
                Phrase(en: "“data” is the photo's bytes in base64", vi: "“data” là nội dung ảnh ở dạng base64"),
                field: "data")
        }
        return (value["name"]?.text ?? "photo", Array(data))
    }

    static func key(_ text: String) throws -> KeyString {
        do throws(KeyStringFailure) { return try KeyString(text) } catch {
            throw Refusal(.unprocessableContent, error.phrase, field: "key")
        }
    }
}
