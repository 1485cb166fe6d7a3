import Attendance
import Foundation
import Labels
import Scheduling
import Serials
import TestSupport
import Testing
import UnbindingDesk

/// Photos read by the real `rollcall-labels`, whatever they are.
@Suite struct PhotoReaderTests {
    /// For photos that are to be read: the machine that tests may be busy.
    private static let patient = ReadingLimit(processor: .seconds(60), clock: .seconds(120))

    private func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appending(path: "LabelsTests/Pictures/\(name)")))
    }

    private func refusal(_ reading: PhotoReading) -> PictureFailure? {
        if case .failure(let refusal) = reading.result { refusal } else { nil }
    }

    @Test func aPhotoIsReadAndMadeReadyToBeKept() async throws {
        let reader = PhotoReader(limit: Self.patient)
        let reading = try await reader.read(
            try fixture("label.jpg"), named: "label.jpg", of: "lan", text: .always, keeps: true)
        let read = try reading.result.get()
        #expect(read.serials.map(\.text) == ["Q01728482"])
        #expect(read.finds.first?.payload?.verificationCode?.secret == "HZKQTW")
        #expect(read.hasReadText)
        let kept = try #require(reading.evidence)
        #expect(PictureFormat(kept.whole) == .jpeg && PictureFormat(kept.shown) == .jpeg && kept.width > 100)
        #expect(reading.identity?.digest.count == 64)
    }

    @Test func theProgramThatReadsHasNothingOfTheMachine() async throws {
        let hello = try await PhotoReader().condition()
        #expect(hello.readsText)
        #expect(hello.walls.contains("memory"))
        #expect(hello.walls.contains("system calls"))
    }

    @Test func aFileThatIsNoPictureIsRefusedWithItsReason() async throws {
        let reader = PhotoReader(limit: Self.patient)
        let drawing = try await reader.read(Array("<svg/>".utf8), named: "x.svg", of: "lan", text: .never)
        #expect(refusal(drawing) == .drawing)
        let contrived = try await reader.read(
            HEICFile([.init("iden", of: [1])]).bytes, named: "x.heic", of: "lan", text: .never)
        #expect(refusal(contrived) == .contrived(.heic))
        let huge = try await reader.read(
            [UInt8](repeating: 0, count: PictureLimits.bytes + 1), named: "x", of: "lan", text: .never)
        #expect(refusal(huge) == .tooManyBytes)
    }

    @Test func aPhotoThatTakesTooLongIsRefusedAndTheNextOneIsRead() async throws {
        // No time at all: whatever it is takes too long.
        let hasty = PhotoReader(limit: ReadingLimit(processor: .zero, clock: .zero))
        let reading = try await hasty.read(try fixture("label.jpg"), named: "label.jpg", of: "lan", text: .always)
        #expect(refusal(reading) == .tookTooLong)
        let again = try await hasty.read(try fixture("label.jpg"), named: "label.jpg", of: "lan", text: .always)
        #expect(refusal(again) == .tookTooLong)
    }

    @Test func aReaderThatDiesIsStartedAgainAndThePhotoIsRefused() async throws {
        try await withTemporaryDirectory { directory in
            // Dies of a large photo, as a decoder with a fault does.
            let program = directory.appending(path: "mortal")
            let real = PhotoReader.program
            try Data("#!/bin/sh\ndd bs=1 count=500000 2>/dev/null | \"\(real)\"\n".utf8).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            let reader = PhotoReader(program: program.path, limit: Self.patient)
            let small = try fixture("label.jpg")
            let first = try await reader.read(small, named: "label.jpg", of: "lan", text: .never)
            #expect(try first.result.get().serials.count == 1)
            let large = small + [UInt8](repeating: 0, count: 800_000)
            let second = try await reader.read(large, named: "label.jpg", of: "lan", text: .never)
            #expect(refusal(second) == .endedReader)
            let third = try await reader.read(small, named: "label.jpg", of: "lan", text: .never)
            #expect(try third.result.get().serials.count == 1)
        }
    }

    @Test func withoutTheProgramItIsSaidWhatIsMissing() async throws {
        let reader = PhotoReader(program: "/nowhere/rollcall-labels")
        #expect(reader.knownObjections.isEmpty)
        let objections = await reader.objections()
        #expect(!objections.isEmpty && reader.knownObjections == objections)
        let error = await #expect(throws: (any Error).self) {
            _ = try await reader.read([1], named: "x", of: "lan", text: .never)
        }
        #expect("\(String(describing: error))".contains("/nowhere/rollcall-labels"))
    }

    @Test func whoSendsManyWaitsForThemAndNobodyElseDoes() async throws {
        let reader = PhotoReader(limit: Self.patient)
        let photo = try fixture("label.jpg")
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    _ = try await reader.read(photo, named: "label.jpg", of: "busy", text: .always)
                    await order.note("busy")
                }
            }
            // Once those wait, somebody comes with one photo.
            let theyWait = try await eventually { reader.waitingCount == 5 }
            #expect(theyWait)
            group.addTask {
                _ = try await reader.read(photo, named: "label.jpg", of: "honest", text: .always)
                await order.note("honest")
            }
            try await group.waitForAll()
        }
        let places = await order.names
        // Two are read at once, one of each owner: at most what was under way comes before.
        #expect((places.firstIndex(of: "honest") ?? 9) <= 2, "\(places)")
    }

    @Test func tooManyOfOneOwnerAreTurnedAwayAndAnotherIsNot() async throws {
        let reader = PhotoReader(limit: Self.patient)
        let photo = try fixture("label.jpg")
        let turnedAway = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<14 {
                group.addTask {
                    do {
                        _ = try await reader.read(photo, named: "label.jpg", of: "busy", text: .always)
                    } catch is Overload { await turnedAway.note("busy") }
                }
            }
            let isFull = try await eventually { await turnedAway.names.count >= 4 }
            #expect(isFull)
            let other = try await reader.read(photo, named: "label.jpg", of: "honest", text: .never)
            #expect(try other.result.get().serials.count == 1)
            try await group.waitForAll()
        }
    }
}

private actor Order {
    private(set) var names: [String] = []

    func note(_ name: String) { names.append(name) }
}
