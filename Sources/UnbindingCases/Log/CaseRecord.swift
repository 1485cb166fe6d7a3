import Attendance
import Sealing
import Serials

/// What of a case its log vouches for, entry by entry: whoever changes any of it beside the program is found out.
public struct CaseRecord: Sendable {
    public struct Photo: Hashable, Sendable {
        public let id: Int64
        /// SHA-256 of the file as it was uploaded, hexadecimal.
        public let digest: String
        /// Who struck it out.
        public let struckBy: String?

        public init(id: Int64, digest: String, struckBy: String?) {
            self.id = id
            self.digest = digest
            self.struckBy = struckBy
        }
    }

    private let facts: [(name: String, value: String?)]

    /// - Parameter facts: each with a name of its own, in a fixed order.
    public init(_ facts: KeyValuePairs<String, String?>, photos: [Photo]) {
        let listed = photos.sorted { $0.id < $1.id }.flatMap { photo -> [(name: String, value: String?)] in
            [("photo \(photo.id)", photo.digest), ("photo \(photo.id) struck out by", photo.struckBy)]
        }
        self.facts = facts.map { (name: $0.key, value: $0.value) } + listed
    }

    /// SHA-256 over all of it, 64 hexadecimal digits. A fact that is not there differs from an empty one, and counts for
    /// nothing: so facts can be added in later versions, and what was sealed before them still fits.
    public var digest: String {
        var bytes: [UInt8] = []
        for fact in facts {
            guard let value = fact.value else { continue }
            bytes += Array("\(fact.name.utf8.count):\(fact.name)=\(value.utf8.count):\(value)\n".utf8)
        }
        return Digest.hexadecimal(Digest.sha256(bytes)[...])
    }
}
