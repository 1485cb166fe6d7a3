import Wire

/// The wrapping of every Hanet reply. Three generations of it differ in everything but `returnCode` and `data`
/// (contract 1.1); a reply whose `returnCode` is missing or no integer is refused.
struct HanetEnvelope<Content: Sendable>: Sendable {
    let returnCode: Int64
    let message: String
    /// What `data` held, as read by the caller's function; nil where there was none.
    let content: Content?

    /// Reads one reply, handing the reader to `readContent` at `data`.
    static func read(
        _ body: [UInt8], _ readContent: (inout JSONReader) throws(JSONFailure) -> Content?
    ) throws(JSONFailure) -> HanetEnvelope? {
        var reader = JSONReader(body)
        var code: Int64?
        var message = ""
        var content: Content?
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch key {
            case "returnCode":
                if try reader.peek() == .number { code = try reader.integer() } else { try reader.skipValue() }
            case "returnMessage": message = try reader.text() ?? ""
            case "data": content = try readContent(&reader)
            default: try reader.skipValue()
            }
        }
        try reader.finish()
        return code.map { HanetEnvelope(returnCode: $0, message: message, content: content) }
    }
}
