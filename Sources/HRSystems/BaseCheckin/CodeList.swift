import Synchronization
import Wire

/// The list of codes as it was read in this pass.
final class CodeList: Sendable {
    struct Read: Sendable { let codes: Set<String>? }
    private let state = Mutex<Read?>(nil)

    var value: Read? { state.withLock { $0 } }

    func keep(_ codes: Set<String>?) { state.withLock { $0 = Read(codes: codes) } }

    /// Under which key Base lists the codes is not public: an array at `codes` or `data`, of texts or of objects
    /// with `code` (contract 1.2). Nil for anything else.
    static func codes(in reply: JSONValue) -> Set<String>? {
        guard let list = reply["codes"]?.array ?? reply["data"]?.array ?? reply["data"]?["codes"]?.array else {
            return nil
        }
        var codes: Set<String> = []
        for element in list {
            guard let text = element.text ?? element["code"]?.text else { return nil }
            codes.insert(BaseCode.normalized(text))
        }
        return codes
    }
}
