// The codec of the discovery protocol under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads a datagram as every kind of answer, and holds what comes out against the limits.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let document = try? SADPDocument(bytes) else { return 0 }
    precondition(bytes.count <= SADPDocument.largest)
    let uuid = document["Uuid"] ?? ""
    guard let mac = MACAddress(document["MAC"] ?? "") ?? MACAddress("aa-bb-cc-dd-ee-ff") else {
        preconditionFailure("an address that is one was not read")
    }
    precondition(MACAddress(mac.announced) == mac && mac.key.utf8.count == 17)
    let operations: [SADPRequest.Operation] = [
        .keyCode, .encryptedKey, .bindingState, .exchange(publicKey: "K"), .unbind(password: "P"),
    ]
    for operation in operations {
        let request = SADPRequest(uuid: uuid, operation: operation, of: mac)
        // What we write is read again, whatever the peer made us write into it.
        precondition(!request.bytes.isEmpty)
        guard let answer = SADPAnswer(document, to: request) else { continue }
        precondition(document.isWhole, "an outcome counts only from a whole document")
        switch answer {
        case .announcement: preconditionFailure("an addressed request is not answered by an announcement")
        case .key(.key(let text)): precondition((1...255).contains(text.count))
        case .exchange(.code(let code)): precondition((1...254).contains(code.utf8.count))
        case .key, .exchange, .binding, .unbind: break
        }
    }
    check(DeviceAnnouncement(document))
    if let overheard = DeviceAnnouncement(overheard: document) { check(overheard) }
    return 0
}

private func check(_ device: DeviceAnnouncement) {
    precondition(device.serial.count <= 128 && device.model.count <= 64 && device.ipv4.count <= 16)
    for port in [device.httpPort, device.commandPort].compactMap(\.self) { precondition((0...65_535).contains(port)) }
    for (element, value) in device.values {
        guard case .text(let text) = value else { continue }
        precondition(text.unicodeScalars.count <= SADPDocument.longestValue, element.rawValue)
        precondition(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }
}
