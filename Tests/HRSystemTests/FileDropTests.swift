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
        FileDropSystem(context: context(["path": path, "format": format], StubHTTP { _ in HTTPReply(status: 500) }))
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

    @Test func aNameThatIsAFormulaIsHarmlessInTheFile() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "punches.csv").path
            let punch = OutgoingPunch(
                recordID: outgoing(1).recordID, code: "1001", personName: "=HYPERLINK(\"http://evil\")",
                at: outgoing().at, local: outgoing().local, offset: 25_200, direction: .unknown, device: "D",
                deviceKind: "hanet", sourceIdentity: "1", sourceDevice: "")
            _ = try await system(path, "csv").send([punch])
            #expect(try lines(path)[1].contains("\"'=HYPERLINK(\"\"http://evil\"\")\""))
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
