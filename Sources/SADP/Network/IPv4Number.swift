/// An IPv4 address as the kernel's structures hold it: four bytes in the order in which they are written.
struct IPv4Number: Sendable {
    private var bytes: (UInt8, UInt8, UInt8, UInt8)

    /// Takes dotted decimal.
    init?(_ text: String) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        let parts = words.compactMap { UInt8($0) }
        guard words.count == 4, parts.count == 4, text.utf8.count <= 15 else { return nil }
        bytes = (parts[0], parts[1], parts[2], parts[3])
    }

    /// 224.0.0.0 to 239.255.255.255.
    var isMulticast: Bool { (224...239).contains(bytes.0) }
}

/// The kernel's `ip_mreqn`: which group a socket joins, and where.
struct GroupMembership: Sendable {
    var group: IPv4Number
    var address: IPv4Number
    var interfaceIndex: Int32
}
