import Attendance
import Foundation
import HRKit
import HTTPTransport
import TestSupport
import Testing
import Wire

@testable import FileDrop

@Suite struct FileDropTests {
    private func system(_ path: String, _ format: String) -> FileDropSystem {
        FileDropSystem(
            context: context(
                ["path": path, "format": format], StubHTTP { _ in HTTPReply(status: 500) },
                folders: [URL(fileURLWithPath: path).deletingLastPathComponent().path]))
    }

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test(arguments: ["csv", "jsonl"]) func aBatchThatWasAppendedBeforeTheCrashIsNotAppendedAgain(_ format: String)
        async throws
    {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "punches").path
            let header = format == "csv" ? 1 : 0
            _ = try await system(path, format).send([outgoing(1), outgoing(2)])
            // The store never heard of it: the same punches come again, with one more.
            _ = try await system(path, format).send([outgoing(1), outgoing(2), outgoing(3)])
            let found = try lines(path)
            #expect(found.count == 3 + header)
            #expect(found.last?.contains(outgoing(3).recordID) == true)
        }
    }

    @Test func aLineThatAPowerCutLeftHalfIsMended() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "punches.jsonl").path
            _ = try await system(path, "jsonl").send([outgoing(1)])
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            try (whole + Data("{\"id\":\"00000000".utf8)).write(to: URL(fileURLWithPath: path))
            _ = try await system(path, "jsonl").send([outgoing(2)])
            let found = try lines(path)
            #expect(found.count == 2)
            for line in found { _ = try JSONValue(parsing: Array(line.utf8)) }
        }
    }

    /// The cells of lines without line ends in them, read as RFC 4180 says and not by our own reader.
    private func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        var previous: Character?
        for character in line {
            switch character {
            case "\"" where !isQuoted && previous == "\"": cells[cells.count - 1] += "\""; isQuoted = true
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
            previous = character == "," && !isQuoted ? nil : character
        }
        return cells
    }

    @Test(arguments: [
        "-12", "@7", "+84", "=1+1", "'007", "0012", "A,B", "a\"b", "\"", "x;y", " 12 ", "-", "Đ-01",
    ])
    func aCodeStandsInTheFileAsItIs(_ code: String) async throws {
        try await withTemporaryDirectory { directory in
            let punch = OutgoingPunch(
                recordID: outgoing(1).recordID, code: code, personName: "=HYPERLINK(\"http://evil\")",
                at: outgoing().at, local: outgoing().local, offset: 25_200, direction: .unknown, device: "-D",
                deviceKind: "hanet", sourceIdentity: "@1", sourceDevice: "")
            let csv = directory.appending(path: "punches.csv").path
            _ = try await system(csv, "csv").send([punch])
            let row = cells(try lines(csv)[1])
            #expect(row.count == 11)
            #expect(row[0] == punch.recordID && row[1] == code && row[2] == punch.personName)
            #expect(row[7] == "-D" && row[9] == "@1")
            let json = directory.appending(path: "punches.jsonl").path
            _ = try await system(json, "jsonl").send([punch])
            #expect(try JSONValue(parsing: Array(lines(json)[0].utf8))["code"]?.text == code)
        }
    }

    @Test(arguments: ["moved", "deleted", "emptied"])
    func theFileThatTheReaderTookAwayBeginsAgainWithItsHeader(_ way: String) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "punches.csv").path
            let system = system(path, "csv")
            _ = try await system.send([outgoing(1)])
            switch way {
            case "moved": try FileManager.default.moveItem(atPath: path, toPath: path + ".taken")
            case "deleted": try FileManager.default.removeItem(atPath: path)
            default: try Data().write(to: URL(fileURLWithPath: path))
            }
            _ = try await system.send([outgoing(2)])
            let found = try lines(path)
            #expect(found.count == 2 && found[0].hasPrefix("id,code,name,"))
            #expect(found[1].hasPrefix(outgoing(2).recordID))
            if way == "moved" { #expect(try lines(path + ".taken").count == 2) }
        }
    }

    @Test func aFolderThatCannotBeReadIsWritten() async throws {
        try await withTemporaryDirectory { directory in
            let folder = directory.appending(path: "drop")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try FileManager.default.setAttributes([.posixPermissions: 0o300], ofItemAtPath: folder.path)
            _ = try await system(folder.appending(path: "punches.csv").path, "csv").send([outgoing(1)])
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
            #expect(try lines(folder.appending(path: "punches.csv").path).count == 2)
        }
    }

    @Test func aFolderThatDoesNotExistIsAPersonsMatter() async throws {
        do throws(BatchFailure) {
            _ = try await system("/nonexistent/rollcall/punches.csv", "csv").send([outgoing()])
            Issue.record("written")
        } catch {
            guard case .clientRefused(let phrase) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(phrase.en.contains("/nonexistent/rollcall/punches.csv"))
        }
    }

    @Test func aRelativePathIsStoredWhole() throws {
        let values = try FileDropKind.kind.checked(FieldValues(["path": ["out/../punches.csv"]]))
        #expect(values["path"]?.hasPrefix("/") == true && values["path"]?.contains("..") == false)
    }
}
