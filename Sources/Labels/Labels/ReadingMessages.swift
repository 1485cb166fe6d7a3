import Foundation

/// What the reading process is asked of one photo. The photo's bytes go along behind it.
public struct ReadingRequest: Codable, Sendable {
    /// The file's name.
    public let name: String
    public let text: TextReading
    /// Whether the picture is also made ready to be kept.
    public let keeps: Bool

    public init(name: String, text: TextReading, keeps: Bool) {
        self.name = name
        self.text = text
        self.keeps = keeps
    }
}

/// What it answers. Behind it go the pictures to be kept: the whole one, then the shown one.
public struct ReadingAnswer: Codable, Sendable {
    public struct Kept: Codable, Sendable {
        /// Bytes of the whole one.
        public let wholeLength: Int
        /// Of the shown one, in pixels.
        public let width: Int
        public let height: Int

        public init(_ evidence: EvidencePicture) {
            wholeLength = evidence.whole.count
            width = evidence.width
            height = evidence.height
        }
    }

    public enum Outcome: Codable, Sendable {
        /// - looks: what the picture looks like.
        case read(LabelReading, looks: [UInt8])
        case refused(PictureFailure)
    }

    public let outcome: Outcome
    public let kept: Kept?

    public init(_ outcome: Outcome, kept: Kept? = nil) {
        self.outcome = outcome
        self.kept = kept
    }
}

/// What it says first, once it is warm and shut in.
public struct ReadingHello: Codable, Sendable {
    /// Whether text can be recognised on this machine.
    public let readsText: Bool
    /// What keeps it from the rest of the machine: `memory`, `system calls`, `files`.
    public let walls: [String]

    public init(readsText: Bool, walls: [String]) {
        self.readsText = readsText
        self.walls = walls
    }
}
