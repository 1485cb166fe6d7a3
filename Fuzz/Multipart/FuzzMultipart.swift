// Multipart forms under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads bytes as the body of a multipart form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let form = Form(multipart: bytes, boundary: "b") else { return 0 }
    let values = form.names.flatMap { form.all($0) }
    precondition(values.count + form.files.count <= Form.mostFields)
    precondition(values.reduce(0) { $0 + $1.utf8.count } <= Form.mostText)
    precondition(form.files.values.reduce(0) { $0 + $1.bytes.count } <= bytes.count, "nothing is made up")
    precondition(form.files.values.allSatisfy { $0.name.utf8.count <= Form.longestFileName })
    return 0
}
