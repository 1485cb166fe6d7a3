import Dispatch
import Labels
import Synchronization

/// One photo that was looked at.
public struct PhotoReading: Sendable {
    public let fileName: String
    /// What was read; the refusal where the file is no picture that is taken.
    public let result: Result<LabelReading, PictureRefusal>
    /// What is kept of it; nil where nobody asked, or it is no picture.
    public let evidence: EvidencePicture?
    /// SHA-256 of the file, hexadecimal, and what it looks like; nil where it is no picture.
    public let identity: (digest: String, hash: PictureHash)?
    /// From the bytes to the reading, without what is kept.
    public let duration: Duration
}

/// Reads photos on threads of its own: each takes up to two seconds of a processor and a hundred megabytes, which
/// neither the server's threads nor its memory should feel.
public final class PhotoReader: Sendable {
    public struct Overload: Error {}

    private let queue = DispatchQueue(label: "rollcall.photos", attributes: .concurrent)
    private let slots = DispatchSemaphore(value: 2)
    private let reader = LabelReader()
    private let waiting = Mutex(0)
    private static let mostWaiting = 24

    public init() {}

    /// Whether text on photos can be recognised on this machine.
    public var readsText: Bool { reader.readsText }

    /// - Parameters:
    ///   - text: when text is recognised.
    ///   - keeps: whether the picture is also made ready to be kept.
    /// - Throws: `Overload` while too many photos wait.
    public func read(
        _ bytes: [UInt8], named name: String, text: LabelReader.Text, keeps: Bool = false
    ) async throws -> PhotoReading {
        let isTaken = waiting.withLock { count in
            guard count < PhotoReader.mostWaiting else { return false }
            count += 1
            return true
        }
        guard isTaken else { throw Overload() }
        defer { waiting.withLock { $0 -= 1 } }
        return await withCheckedContinuation { continuation in
            queue.async { [self] in
                slots.wait()
                let reading = work(bytes, name, text, keeps)
                slots.signal()
                continuation.resume(returning: reading)
            }
        }
    }

    private func work(_ bytes: [UInt8], _ name: String, _ text: LabelReader.Text, _ keeps: Bool) -> PhotoReading {
        let start = ContinuousClock.now
        do throws(PictureRefusal) {
            let picture = try Picture(bytes, named: name)
            let isPatient = if case .always = text { true } else { false }
            let reading = try reader.read(
                picture, text: text, budget: isPatient ? LabelReader.patientBudget : LabelReader.usualBudget)
            let duration = ContinuousClock.now - start
            let evidence = keeps ? try EvidencePicture(picture, reading) : nil
            let hash = if let evidence { evidence.hash } else { try picture.hash() }
            return PhotoReading(
                fileName: name, result: .success(reading), evidence: evidence, identity: (picture.digest, hash),
                duration: duration)
        } catch {
            return PhotoReading(
                fileName: name, result: .failure(error), evidence: nil, identity: nil,
                duration: ContinuousClock.now - start)
        }
    }
}
