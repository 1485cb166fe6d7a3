import Foundation

/// Takes secrets out of what strangers say: a vendor that echoes a token must not put it into our history.
public struct SecretMask: Sendable {
    /// Of words for people: every secret in the forms in which it may come back.
    private let words: ByteStrings
    /// Of records: those that are too long to stand there by chance.
    private let long: ByteStrings

    /// Shorter ones are words, not secrets, and would tear every sentence apart.
    public static let shortest = 6
    /// Six digits stand in many a record's number, sixteen characters of a token do not.
    private static let shortestOfRecords = 16
    /// What stands in the place of a secret.
    public static let bullets = "•••"

    public static let none = SecretMask([])

    public init(_ secrets: some Sequence<String>) {
        let pieces = Set(secrets.flatMap(SecretPieces.pieces))
        words = ByteStrings(pieces.filter { $0.utf8.count >= SecretMask.shortest }.flatMap(SecretPieces.forms))
        long = ByteStrings(pieces.filter { $0.utf8.count >= SecretMask.shortestOfRecords }.flatMap(SecretPieces.forms))
    }

    /// The text with bullets in the place of every secret.
    public func masked(_ text: String) -> String {
        words.replaced(in: Array(text.utf8), by: Array(SecretMask.bullets.utf8)).map {
            String(decoding: $0, as: UTF8.self)
        } ?? text
    }

    /// A vendor's records with bullets in the place of every long secret; nil where there is none, as nearly always.
    public func maskedRecords(_ bytes: [UInt8]) -> [UInt8]? {
        long.replaced(in: bytes, by: Array(SecretMask.bullets.utf8))
    }
}
