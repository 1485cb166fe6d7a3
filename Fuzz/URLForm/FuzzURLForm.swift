// URL-encoded forms under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads bytes as a URL-encoded form; what was read is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let form = Form(urlEncoded: text) else { return 0 }
    let values = form.names.flatMap { form.all($0) }
    precondition(values.count <= Form.mostFields && values.reduce(0) { $0 + $1.utf8.count } <= Form.mostText)
    let written = form.names.flatMap { name in
        form.all(name).map { PercentEncoding.encode(name) + "=" + PercentEncoding.encode($0) }
    }
    if let again = Form(urlEncoded: written.joined(separator: "&")) {
        precondition(again.values == form.values, "what is written is read back")
    }
    return 0
}
