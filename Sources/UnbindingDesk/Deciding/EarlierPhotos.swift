import Labels
import Serials
import Store
import UnbindingCases

/// A photo as it is looked for among those of other cases.
struct PhotoTrace: Sendable {
    /// SHA-256 of the file, hexadecimal.
    let digest: String
    /// What it looks like, 32 bytes.
    let looks: [UInt8]
    /// Nil where nothing is known of what is on it.
    let findings: Findings?

    /// Whether a photo of another case is this one: the same file, or a copy that looks the same. Labels look alike: a
    /// photo whose code names another device than the other case is not a copy of its photo.
    func isSame(as other: EvidenceRepository.Look) -> Bool {
        if other.digest == digest { return true }
        guard let hash = PictureHash(looks), let otherHash = PictureHash(other.bytes),
            hash.distance(to: otherHash) <= PictureHash.nearness
        else { return false }
        let codes = findings?.codeSerials ?? []
        return codes.isEmpty || codes.contains { $0.text == other.serial }
    }
}

extension Desk {
    /// What the rules look at of a photo, and where it was used before.
    ///
    /// - Parameters:
    ///   - unbindingCase: the case that it is in, by id; nil where it is in none yet.
    ///   - own: cases that may show it again.
    ///   - mayName: whether whoever reads it may know a case by its number.
    func facts(
        of photo: PhotoTrace, in unbindingCase: Int64?, besides own: Set<Int64>,
        naming mayName: (EvidenceRepository.Look) -> Bool
    ) async throws -> PhotoFacts {
        let used = try await store.evidence.similar(
            digest: photo.digest, looks: photo.looks, besides: unbindingCase
        ).first { !own.contains($0.caseID) && photo.isSame(as: $0) }
        let earlier = used.map { mayName($0) ? EarlierUse.named($0.number) : .elsewhere }
        return photo.findings?.facts(usedIn: earlier) ?? PhotoFacts(isPicture: false, finds: [], usedIn: earlier)
    }
}
