import Attendance
import Foundation
import Labels
import Scheduling
import Sealing
import Store
import Synchronization

/// One photo that was looked at.
public struct PhotoReading: Sendable {
    public let fileName: String
    /// What was read; the refusal where the file is not a picture that is taken.
    public let result: Result<LabelReading, PictureFailure>
    /// What is kept of it; nil where nobody asked, or it is not a picture.
    public let evidence: EvidencePicture?
    /// SHA-256 of the file, hexadecimal, and what it looks like; nil where it is not a picture.
    public let identity: (digest: String, hash: PictureHash)?
    /// From the bytes to what its codes say, or to its text where they say nothing.
    public let duration: Duration

    func taking(_ duration: Duration) -> PhotoReading {
        PhotoReading(fileName: fileName, result: result, evidence: evidence, identity: identity, duration: duration)
    }
}

/// Has photos read by processes of their own (`rollcall-labels`), two at once: the server loads none of the libraries
/// that decode pictures, and neither waits for one nor falls with it.
public final class PhotoReader: Sendable {
    /// A process is started by the first photo that is its turn: a command that reads one has one.
    private let pool: WorkerPool<ReadingProcess>
    private let lastObjections = Mutex<[Phrase]>([])

    /// Where the reading program lies: beside the program that runs.
    public static let program = ReadingProcess.program

    /// Photos whose turn has not come.
    public var waitingCount: Int { pool.waitingCount }

    /// - Parameters:
    ///   - path: of the reading program.
    ///   - limit: for one photo.
    public init(program path: String? = nil, limit: ReadingLimit = .usual) {
        let path = path ?? ReadingProcess.program
        pool = WorkerPool(
            "photos", width: 2, mostWaiting: 24, mostOfOne: 8,
            overload: Overload(
                Phrase(
                    en: "too many photos are being read: try again in a moment",
                    vi: "đang đọc quá nhiều ảnh: hãy thử lại sau giây lát"), retryAfter: .seconds(5))
        ) { ReadingProcess(path, limit: limit) }
    }

    /// Whether photos can be read on this machine, their text too, and what keeps the reading program from the rest.
    ///
    /// - Throws: `RequestFailure` with what to do where it cannot be started; `Overload`.
    public func condition() async throws -> ReadingHello {
        try await at(owner: nil) { process in
            do throws(ReadingFailure) { return .success(try process.greet()) } catch {
                return .failure(RequestFailure(error.phrase))
            }
        }
    }

    /// What the last look at this machine found amiss; empty before the first.
    public var knownObjections: [Phrase] { lastObjections.withLock { $0 } }

    /// What is amiss with the reading of photos on this machine, for whoever runs it.
    @discardableResult
    public func objections() async -> [Phrase] {
        let found = await look()
        lastObjections.withLock { $0 = found }
        return found
    }

    private func look() async -> [Phrase] {
        do {
            let found = try await condition()
            var objections: [Phrase] = []
            let missing = ["memory", "system calls", "files"].filter { !found.walls.contains($0) }
            if !missing.isEmpty {
                objections.append(
                    Phrase(
                        en:
                            "photos: this kernel does not shut rollcall-labels in as to \(missing.joined(separator: ", "))",
                        vi:
                            "ảnh: nhân hệ điều hành không cách ly được rollcall-labels về \(missing.joined(separator: ", "))"
                    ))
            }
            if !found.readsText {
                objections.append(
                    Phrase(
                        en:
                            "photos: letters cannot be read, so that no photo proves a serial; install tesseract-ocr-eng",
                        vi:
                            "ảnh: không đọc được chữ nên không ảnh nào chứng minh được số seri; hãy cài tesseract-ocr-eng"
                    ))
            }
            return objections
        } catch { return [error.explained.phrase] }
    }

    /// - Parameters:
    ///   - owner: whose photo it is: one of each is read at a time.
    ///   - text: when text is recognised.
    ///   - keeps: whether the picture is also made ready to be kept.
    /// - Throws: `Overload`; `RequestFailure` with what to do where the reading program cannot be started.
    public func read(
        _ bytes: [UInt8], named name: String, of owner: String, text: TextReading, keeps: Bool = false
    ) async throws -> PhotoReading {
        // What it costs to be told is not spent on what cannot be a photo.
        guard bytes.count <= PictureLimits.bytes else { return PhotoReader.refused(.tooManyBytes, name) }
        let start = ContinuousClock.now
        let request = ReadingRequest(name: name, text: text, keeps: keeps)
        return try await at(owner: owner) { process in
            do throws(ReadingFailure) {
                let (answer, pictures) = try process.read(request, bytes)
                return .success(
                    PhotoReader.reading(answer, pictures, of: bytes, name, ContinuousClock.now - start))
            } catch {
                if let refusal = PhotoReader.refusal(error) { return .failure(refusal) }
                return .success(
                    PhotoReader.refused(
                        error == .tookTooLong ? .tookTooLong : .endedReader, name, ContinuousClock.now - start))
            }
        }
    }

    private func at<Value: Sendable>(
        owner: String?, _ work: @Sendable (ReadingProcess) -> Result<Value, RequestFailure>
    ) async throws -> Value {
        try await pool.run(for: owner) { try work($0).get() }
    }

    /// Nil where it is the photo's fault.
    private static func refusal(_ failure: ReadingFailure) -> RequestFailure? {
        guard case .unavailable = failure else { return nil }
        return RequestFailure(failure.phrase)
    }

    private static func refused(
        _ refusal: PictureFailure, _ name: String, _ duration: Duration = .zero
    ) -> PhotoReading {
        PhotoReading(fileName: name, result: .failure(refusal), evidence: nil, identity: nil, duration: duration)
    }

    /// What came from a process that had a stranger's file in it is held against what it can be.
    private static func reading(
        _ answer: ReadingAnswer, _ pictures: [UInt8], of bytes: [UInt8], _ name: String, _ duration: Duration
    ) -> PhotoReading {
        switch answer.outcome {
        case .refused(let refusal): return refused(refusal, name, duration)
        case .read(let reading, let looks):
            var evidence: EvidencePicture?
            if let kept = answer.kept {
                guard (0...pictures.count).contains(kept.wholeLength), (1...4096).contains(kept.width),
                    (1...4096).contains(kept.height)
                else { return refused(.endedReader, name, duration) }
                let (whole, shown) = (pictures[..<kept.wholeLength], pictures[kept.wholeLength...])
                guard [whole, shown].allSatisfy({ PictureFormat(Array($0.prefix(16))) == .jpeg }) else {
                    return refused(.endedReader, name, duration)
                }
                evidence = EvidencePicture(
                    whole: Array(whole), shown: Array(shown), width: kept.width, height: kept.height)
            }
            guard let hash = PictureHash(looks) else { return refused(.endedReader, name, duration) }
            return PhotoReading(
                fileName: name, result: .success(reading), evidence: evidence,
                identity: (Digest.hexadecimal(Digest.sha256(bytes)[...]), hash), duration: duration)
        }
    }
}
