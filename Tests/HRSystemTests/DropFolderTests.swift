import Attendance
import Foundation
import HRKit
import HTTPTransport
import TestSupport
import Testing

@testable import FileDrop

/// A file client writes below the folders that the machine's owner allowed, and nothing that it did not make.
@Suite struct DropFolderTests {
    private struct Place {
        let top: URL
        /// A data directory with `exports/` in it.
        let data: URL
        /// A folder that the owner allowed.
        let allowed: URL

        func system(_ path: String, folders: [String]? = nil, format: String = "csv") -> FileDropSystem {
            FileDropSystem(
                context: HRContext(
                    fields: FieldValues(["path": [path], "format": [format]]),
                    http: StubHTTP { _ in HTTPReply(status: 500) }, now: { Instant.now }, timeout: .seconds(2),
                    folders: FileFolders(dataDirectory: data, folders: folders ?? [allowed.path])))
        }

        func write(_ path: String, folders: [String]? = nil) async throws(BatchFailure) {
            _ = try await system(path, folders: folders).send([outgoing(1)])
        }
    }

    private func with(_ body: (Place) async throws -> Void) async throws {
        try await withTemporaryDirectory { top in
            let place = Place(top: top, data: top.appending(path: "data"), allowed: top.appending(path: "allowed"))
            for folder in ["data/exports", "allowed/sub", "other"] {
                try FileManager.default.createDirectory(
                    at: top.appending(path: folder), withIntermediateDirectories: true)
            }
            try await body(place)
        }
    }

    /// Everything below a folder with what it holds.
    private func contents(_ folder: URL) -> [String: Data] {
        var found: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? [] {
            found[name] = FileManager.default.contents(atPath: folder.appending(path: name).path) ?? Data()
        }
        return found
    }

    private func refusal(_ body: () async throws(BatchFailure) -> Void) async -> Phrase? {
        do throws(BatchFailure) {
            try await body()
            return nil
        } catch {
            guard case .clientRefused(let phrase) = error else {
                Issue.record("\(error)")
                return nil
            }
            return phrase
        }
    }

    @Test func theAllowedFoldersAndExportsAreWritten() async throws {
        try await with { place in
            for path in ["allowed/punches.csv", "allowed/sub/punches.csv", "data/exports/punches.csv"] {
                try await place.write(place.top.appending(path: path).path)
                #expect(FileManager.default.fileExists(atPath: place.top.appending(path: path).path))
            }
        }
    }

    @Test(arguments: [
        "other/punches.csv", "data/rollcall.key", "data/rollcall.db", "data/punches.csv", "data/locks/x", "allowed",
        "allowed/../other/x", "allowedX/x", "data/exports/../x",
    ])
    func nothingElseIsTouched(_ path: String) async throws {
        try await with { place in
            let before = contents(place.top)
            let phrase = await refusal { () throws(BatchFailure) in
                try await place.write(place.top.path + "/" + path)
            }
            #expect(phrase?.en.contains(place.allowed.path) == true)
            #expect(contents(place.top) == before)
        }
    }

    /// `--file-folder /` would cover the data directory too.
    @Test func theDataDirectoryIsClosedWhateverWasAllowed() async throws {
        try await with { place in
            let link = place.top.appending(path: "allowed/way")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: place.data)
            let before = contents(place.data)
            for (path, folders) in [
                (place.data.path + "/x", ["/"]), (place.data.path + "/x", [place.data.path]),
                (link.path + "/x", [link.path]), (link.path + "/x", [place.allowed.path]),
            ] {
                #expect(
                    await refusal { () throws(BatchFailure) in try await place.write(path, folders: folders) } != nil)
            }
            #expect(contents(place.data) == before)
            try await place.write(link.path + "/exports/x.csv", folders: [link.path])
        }
    }

    @Test func noLinkIsFollowedOutOfAnAllowedFolder() async throws {
        try await with { place in
            let victim = place.top.appending(path: "other/start.sh")
            try Data("echo\n".utf8).write(to: victim)
            let links = [("file.csv", victim), ("folder", victim.deletingLastPathComponent())]
            for (name, target) in links {
                try FileManager.default.createSymbolicLink(
                    at: place.allowed.appending(path: name), withDestinationURL: target)
            }
            try FileManager.default.linkItem(at: victim, to: place.allowed.appending(path: "second.csv"))
            for name in ["file.csv", "folder/punches.csv", "second.csv"] {
                let path = place.allowed.appending(path: name).path
                #expect(await refusal { () throws(BatchFailure) in try await place.write(path) } != nil)
                #expect(await refusal { () throws(BatchFailure) in _ = try await place.system(path).test() } != nil)
            }
            #expect(contents(place.top.appending(path: "other")) == ["start.sh": Data("echo\n".utf8)])
        }
    }

    /// One that looks like ours, or like nothing yet: its other name is somebody's who did not ask for it.
    @Test(arguments: ["", "id,code,name,localDate,localTime,at,direction,device,kind,source,sourceDevice\r\n"])
    func aSecondNameOfAnotherFileIsRefusedWhateverStandsInIt(_ text: String) async throws {
        try await with { place in
            let victim = place.top.appending(path: "other/theirs.csv")
            try Data(text.utf8).write(to: victim)
            let path = place.allowed.appending(path: "second.csv").path
            try FileManager.default.linkItem(atPath: victim.path, toPath: path)
            #expect(await refusal { () throws(BatchFailure) in try await place.write(path) } != nil)
            #expect(await refusal { () throws(BatchFailure) in _ = try await place.system(path).test() } != nil)
            #expect(try Data(contentsOf: victim) == Data(text.utf8))
        }
    }

    @Test(arguments: ["#!/bin/sh\n", "id\n", "{\"id\":1}\n", "\n", "id,code,name\n"])
    func whatOthersWroteIsLeftAlone(_ text: String) async throws {
        try await with { place in
            for format in ["csv", "jsonl"] {
                let file = place.allowed.appending(path: "a.\(format)")
                try Data(text.utf8).write(to: file)
                let system = place.system(file.path, format: format)
                #expect(await refusal { () throws(BatchFailure) in _ = try await system.send([outgoing(1)]) } != nil)
                #expect(await refusal { () throws(BatchFailure) in _ = try await system.test() } != nil)
                #expect(try Data(contentsOf: file) == Data(text.utf8))
            }
        }
    }

    @Test func aFolderThatIsNotThereIsSaidToBeMissingAndAFileInItsPlaceToBeInTheWay() async throws {
        try await with { place in
            let missing = place.allowed.appending(path: "gone/punches.csv").path
            let phrase = await refusal { () throws(BatchFailure) in try await place.write(missing) }
            #expect(phrase?.en.contains("cannot be opened: No such file") == true, "\(phrase?.en ?? "none")")
            try Data().write(to: place.allowed.appending(path: "file"))
            let behind = place.allowed.appending(path: "file/punches.csv").path
            let other = await refusal { () throws(BatchFailure) in try await place.write(behind) }
            #expect(other?.en.contains("links are not followed") == true, "\(other?.en ?? "none")")
        }
    }

    @Test func aPipeOrAFolderInItsPlaceHoldsNobodyUp() async throws {
        try await with { place in
            let pipe = place.allowed.appending(path: "pipe.csv").path
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in [pipe, place.allowed.appending(path: "sub").path] {
                #expect(await refusal { () throws(BatchFailure) in try await place.write(path) } != nil)
                #expect(await refusal { () throws(BatchFailure) in _ = try await place.system(path).test() } != nil)
            }
        }
    }

    @Test func aTestChangesNothing() async throws {
        try await with { place in
            let path = place.allowed.appending(path: "punches.csv").path
            let before = contents(place.top)
            #expect(try await place.system(path).test().en.contains("will make it"))
            #expect(contents(place.top) == before)
            try await place.write(path)
            // Half a line, as a power cut leaves it: to be mended by the next delivery, not by a test.
            let torn = try Data(contentsOf: URL(fileURLWithPath: path)) + Data("0000".utf8)
            try torn.write(to: URL(fileURLWithPath: path))
            #expect(try await place.system(path).test().en.contains("can be written"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == torn)
            #expect(chmod(place.allowed.path, 0o555) == 0)
            // Root may write everywhere.
            if geteuid() != 0 {
                let other = place.allowed.appending(path: "new.csv").path
                #expect(await refusal { () throws(BatchFailure) in _ = try await place.system(other).test() } != nil)
            }
            chmod(place.allowed.path, 0o755)
        }
    }
}
