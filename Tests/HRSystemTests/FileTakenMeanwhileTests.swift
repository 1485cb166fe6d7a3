import Attendance
import Foundation
import HRKit
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import FileDrop

/// A file that is taken away while its lock is waited for, and one that cannot grow.
@Suite struct FileTakenMeanwhileTests {
    /// Waits for locks on a thread of its own.
    private final class Writer: Sendable {
        private let outcome = Mutex<String?>(nil)

        var said: String? { outcome.withLock { $0 } }

        func start(_ place: DropPlace) {
            Thread.detachNewThread {
                let said = Writer.write(place)
                self.outcome.withLock { $0 = said }
            }
        }

        private static func write(_ place: DropPlace) -> String {
            do throws(FileDropFailure) {
                let file = try place.open()
                defer { file.close() }
                try file.append(Array("x\n".utf8))
                return "written"
            } catch {
                let failure = error.failure(place.path, place.folders)
                return "\(word(failure)): \(failure.phrase.en)"
            }
        }
    }

    /// Moves the file away once somebody waits for it.
    private func take(_ place: DropPlace, _ suffix: String) async throws {
        let isWaitedFor = try await eventually { place.isWaitedFor }
        #expect(isWaitedFor)
        try FileManager.default.moveItem(atPath: place.path, toPath: place.path + suffix)
    }

    @Test func whoWaitedForAFileThatWasMovedAwayWritesTheNextOne() async throws {
        try await DropPlace.with { place in
            let held = try place.hold()
            let writer = Writer()
            writer.start(place)
            try await take(place, ".taken")
            #expect(writer.said == nil)
            close(held)
            _ = try await eventually { writer.said != nil }
            #expect(writer.said == "written" && place.text("") == "x\n" && place.text(".taken")?.isEmpty == true)
        }
    }

    @Test func aFileThatIsTakenAwayAgainAndAgainIsTriedLater() async throws {
        try await DropPlace.with { place in
            var held = try place.hold()
            let writer = Writer()
            writer.start(place)
            for round in 1...5 {
                try await take(place, ".\(round)")
                let next = try place.hold()
                close(held)
                held = next
            }
            _ = try await eventually { writer.said != nil }
            close(held)
            let said = writer.said ?? "it still waits"
            #expect(said.hasPrefix("unavailable: "), "\(said)")
            #expect(said.contains("cannot be locked: Resource temporarily unavailable"), "\(said)")
            for suffix in ["", ".1", ".2", ".3", ".4", ".5"] { #expect(place.text(suffix)?.isEmpty == true) }
        }
    }

    @Test func aBatchThatDoesNotFitLeavesTheFileAsItWas() async throws {
        try await DropPlace.with { place in
            let file = try place.open()
            defer { file.close() }
            try file.append(Array(PunchLines.csv.header.utf8))
            // As large as this file system lets a file become, but for ten bytes; holes take no room.
            var (fits, tooMuch) = (off_t(PunchLines.csv.header.utf8.count), off_t.max)
            while tooMuch - fits > 1 {
                let middle = fits + (tooMuch - fits) / 2
                if truncate(place.path, middle) == 0 { fits = middle } else { tooMuch = middle }
            }
            try #require(truncate(place.path, fits - 10) == 0)
            do throws(FileDropFailure) {
                try file.append([UInt8](repeating: 0x31, count: 100))
                Issue.record("written")
            } catch {
                #expect(error.step == .write && word(error.failure(place.path, place.folders)) == "unavailable")
            }
            var after = stat()
            #expect(stat(place.path, &after) == 0 && after.st_size == fits - 10)
        }
    }
}

extension DropPlace {
    fileprivate func text(_ suffix: String) -> String? {
        FileManager.default.contents(atPath: path + suffix).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Makes the file where it is not there, and locks it.
    fileprivate func hold() throws -> Int32 {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return descriptor
    }

    /// Whether somebody besides the holder has opened the file.
    fileprivate var isWaitedFor: Bool {
        var file = stat()
        guard stat(path, &file) == 0 else { return false }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.count { name in
            var other = stat()
            return stat("/proc/self/fd/\(name)", &other) == 0 && other.st_ino == file.st_ino
                && other.st_dev == file.st_dev
        } > 1
    }
}
