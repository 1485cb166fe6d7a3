// Serials, label codes and key strings under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads a text as everything that an installer may paste, scan or upload.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let serial = ShortSerial(exactly: text) { precondition(ShortSerial(exactly: serial.text) == serial) }
    if let serial = ShortSerial(in: text) { precondition(serial.text.utf8.count == 9) }
    if let full = FullSerial(text) {
        precondition(FullSerial(full.text) == full, "what was read is read again")
        precondition(ShortSerial(in: full.text) == full.short && full.text.hasPrefix(full.model))
    }
    _ = LabelPayload(text)
    _ = VerificationCode(text)
    for key in [try? KeyString(text), try? KeyString(file: bytes)].compactMap(\.self) {
        precondition((1...1024).contains(key.secret.utf8.count))
        precondition((try? KeyString(key.secret)) == key, "a key string is itself, cleaned or not")
        precondition(!"\(key)".contains(key.secret) || key.secret.utf8.count < 12, "a secret shows nowhere")
    }
    return 0
}
