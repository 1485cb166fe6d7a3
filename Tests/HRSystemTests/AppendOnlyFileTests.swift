import Attendance
import Foundation
import HRKit
import HTTPTransport
import TestSupport
import Testing
import Wire

@testable import FileDrop

/// A file that another program reads meanwhile: nothing is written twice, cut, or reported that is not there.
@Suite struct AppendOnlyFileTests {
    /// Whether another program could lock the file now, if only to read it.
    private func isFree(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0
    }

    @Test func theFileIsLockedWhileABatchIsWrittenAndFreeAfterwards() async throws {
        try await DropPlace.with { place in
            let file = try place.open()
            #expect(!isFree(place.path))
            file.close()
            #expect(isFree(place.path))
            _ = try await place.system().send([outgoing(1)])
            #expect(isFree(place.path))
            // Neither does a file that is refused stay locked.
            try place.put("something else\n")
            #expect(throws: FileDropFailure.self) { try place.open() }
            #expect(isFree(place.path))
        }
    }

    @Test func whatIsWrittenIntoADeletedFileIsNotDelivered() async throws {
        try await DropPlace.with { place in
            let file = try place.open()
            defer { file.close() }
            try FileManager.default.removeItem(atPath: place.path)
            do throws(FileDropFailure) {
                try file.append(Array("x\n".utf8))
                Issue.record("written")
            } catch {
                #expect(error.step == .write && word(error.failure(place.path, place.folders)) == "unavailable")
            }
        }
    }

    @Test func aFileThatWasMovedAwayWhileItWasOpenedIsLeftToItsReader() async throws {
        try await DropPlace.with { place in
            let file = try place.open()
            defer { file.close() }
            try FileManager.default.moveItem(atPath: place.path, toPath: place.path + ".taken")
            // Whoever comes next makes a new one and does not wait for the old one's lock.
            _ = try await place.system().send([outgoing(1)])
            #expect(place.lines.count == 2)
            #expect(FileManager.default.contents(atPath: place.path + ".taken")?.isEmpty == true)
        }
    }

    @Test func ofAWholeBatchThatWasWrittenBeforeNothingIsWrittenAgain() async throws {
        for format in ["csv", "jsonl"] {
            try await DropPlace.with { place in
                let batch = (1...500).map { outgoing($0, code: String($0)) }
                #expect(batch.count == place.system(format).batchSize)
                for _ in 0..<2 {
                    let outcomes = try await place.system(format).send(batch)
                    #expect(outcomes.count == 500 && outcomes.allSatisfy { word($0) == "delivered" })
                }
                #expect(place.lines.count == (format == "csv" ? 501 : 500))
                // And of a batch of which half was written, the other half.
                _ = try await place.system(format).send((400...520).map { outgoing($0) })
                let ids = place.lines.suffix(520).map {
                    $0.contains("\"id\"") ? $0.dropFirst(7).prefix(24) : $0.prefix(24)
                }
                #expect(ids.map(String.init) == (1...520).map { outgoing($0).recordID })
            }
        }
    }

    @Test func onlyTheTornEndIsCutOff() async throws {
        for (format, torn) in [("csv", "0000000000"), ("jsonl", "{\"id\":\"0000\",\"code\":\"1")] {
            try await DropPlace.with { place in
                _ = try await place.system(format).send([outgoing(1), outgoing(2)])
                let whole = place.text
                try place.put(whole + torn)
                _ = try await place.system(format).send([outgoing(3)])
                #expect(place.text.hasPrefix(whole) && place.lines.count == (format == "csv" ? 4 : 3))
                let lead = format == "csv" ? "" : "{\"id\":\""
                #expect(place.lines.last?.hasPrefix(lead + outgoing(3).recordID) == true)
                // A file that ends well is not touched.
                let next = place.text
                _ = try await place.system(format).send([outgoing(4)])
                #expect(place.text.hasPrefix(next))
            }
        }
    }

    @Test func aLineThatWasTornOffIsWrittenAgain() async throws {
        try await DropPlace.with { place in
            _ = try await place.system().send([outgoing(1), outgoing(2)])
            let whole = place.text
            // All of the second line but its end: it counts as not written.
            try place.put(String(whole.dropLast()))
            _ = try await place.system().send([outgoing(2)])
            #expect(place.text == whole)
        }
    }

    @Test func halfTheHeaderThatAPowerCutLeftIsOursAndIsWrittenAgain() async throws {
        for length in [1, PunchLines.csv.header.utf8.count / 2, PunchLines.csv.header.utf8.count - 1] {
            try await DropPlace.with { place in
                try place.put(String(PunchLines.csv.header.prefix(length)))
                _ = try await place.system().send([outgoing(1)])
                #expect(place.text.hasPrefix(PunchLines.csv.header))
                #expect(place.lines.count == 2)
            }
        }
    }

    @Test func othersMayNotReadANewFile() async throws {
        try await DropPlace.with { place in
            _ = try await place.system().send([outgoing(1)])
            let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
            #expect(mode & 0o007 == 0 && mode & 0o020 == 0)
        }
    }

    @Test func noLineIsLongerThanWhatIsReadBack() {
        let long = String(repeating: "€\"", count: 400)
        let punch = OutgoingPunch(
            recordID: outgoing(1).recordID, code: "1001", personName: long, at: outgoing().at, local: outgoing().local,
            offset: -12_600, direction: .entry, device: "Office", deviceKind: "hanet", sourceIdentity: "13433",
            sourceDevice: long)
        for format in [PunchLines.csv, .jsonLines] {
            let line = format.line(punch)
            #expect(line.utf8.count <= PunchLines.longestLine && line.last?.isNewline == true)
            #expect(format.recordIDs(in: Array(line.utf8)) == [punch.recordID])
            // The offset that ties the shown time to the moment.
            #expect(line.contains("T10:23:46-03:30"))
        }
    }

    @Test func aFileWithoutAWholeIdInItHasNoRecords() {
        #expect(PunchLines.csv.recordIDs(in: Array("12345678901234567890123\n".utf8)).isEmpty)
        #expect(PunchLines.jsonLines.recordIDs(in: Array(outgoing(1).recordID.utf8)).isEmpty)
        #expect(PunchLines.jsonLines.recordIDs(in: Array("{\"id\":\"\(outgoing(1).recordID)".utf8)).count == 1)
    }

    @Test(arguments: [
        (FileDropFailure.Step.lock, "unavailable", "cannot be locked"), (.write, "unavailable", "cannot be written"),
        (.open, "clientRefused", "cannot be opened"), (.foreign, "clientRefused", "did not write"),
        (.link, "clientRefused", "links are not followed"), (.notAllowed, "clientRefused", "--file-folder"),
    ])
    func whatMayPassIsTriedAgainAndTheRestNeedsAPerson(_ step: FileDropFailure.Step, _ kind: String, _ words: String) {
        let folders = FileFolders(dataDirectory: URL(fileURLWithPath: "/data"), folders: ["/drop"])
        let failure = FileDropFailure(step).failure("/drop/x.csv", folders)
        #expect(word(failure) == kind && failure.phrase.en.contains(words))
        #expect(failure.phrase.vi.contains("/drop/x.csv"))
    }
}

@Suite struct FileFoldersTests {
    private let folders = FileFolders(
        dataDirectory: URL(fileURLWithPath: "/var/rollcall"), folders: ["/drop", "/drop/inner/", "/other/../srv"])

    @Test(
        arguments: [
            ("/drop/x", "/drop"), ("/drop/inner/x", "/drop/inner"), ("/drop/innerX/x", "/drop"), ("/srv/a/b", "/srv"),
            ("/var/rollcall/exports/x", "/var/rollcall/exports"), ("/drop/../drop/x", "/drop"), ("/dropX/x", nil),
            ("/drop", nil), ("/var/rollcall/x", nil), ("/drop/../etc/x", nil), ("/other/x", nil), ("/", nil),
        ] as [(String, String?)])
    func aFileLiesInTheInnermostFolderThatIsAllowed(_ path: String, _ root: String?) {
        #expect(folders.root(of: path) == root)
    }

    @Test func theWholeMachineMayBeAllowed() {
        let all = FileFolders(dataDirectory: URL(fileURLWithPath: "/var/rollcall"), folders: ["/"])
        #expect(all.root(of: "/etc/x") == "/" && all.root(of: "/var/rollcall/exports/x") == "/var/rollcall/exports")
    }

    @Test(arguments: [
        ("/var/rollcall", true), ("/var/rollcall/locks", true), ("/var/rollcall/exportsX", true),
        ("/var/rollcall/exports", false), ("/var/rollcall/exports/a", false), ("/var/rollcallX", false),
        ("/var", false),
    ])
    func theDataDirectoryIsOursButForExports(_ folder: String, _ isOwn: Bool) {
        #expect(folders.isOwn(folder) == isOwn)
    }

    @Test func aRefusalNamesWhatIsAllowed() {
        let phrase = folders.refusal(of: "/etc/x")
        for text in [phrase.en, phrase.vi] {
            #expect(text.contains("/etc/x") && text.contains("/var/rollcall/exports, /drop, /drop/inner, /srv"))
        }
    }
}
