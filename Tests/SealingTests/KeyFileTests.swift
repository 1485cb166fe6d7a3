import Foundation
import TestSupport
import Testing

@testable import Sealing

/// The key of a data directory: whose eyes it is for, and in which form.
@Suite struct KeyFileTests {
    private static let hexadecimal = String(repeating: "0f", count: 32)

    private func load(_ file: URL, create: Bool = false, _ environment: [String: String] = [:]) throws -> SealingKey? {
        try SealingKey.load(file: file, environment: environment, createIfMissing: create)
    }

    private func withFile(
        _ text: String, mode: mode_t = 0o600, _ body: (URL) throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "rollcall.key")
            try Data(text.utf8).write(to: file)
            #expect(chmod(file.path, mode) == 0)
            try body(file)
        }
    }

    @Test(arguments: [0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o660, 0o644, 0o777] as [mode_t])
    func aKeyFileThatAnybodyElseMayTouchIsRefused(_ mode: mode_t) async throws {
        try await withFile(Self.hexadecimal, mode: mode) { (file: URL) throws -> Void in
            for create in [false, true] {
                #expect(throws: SealingFailure.exposedKeyFile(path: file.path)) { try load(file, create: create) }
            }
            // It is left as it is, for whoever looks into it.
            #expect(try String(contentsOf: file, encoding: .utf8) == Self.hexadecimal)
        }
    }

    @Test(arguments: [0o600, 0o700] as [mode_t])
    func aKeyFileOfItsOwnerAloneIsRead(_ mode: mode_t) async throws {
        try await withFile(Self.hexadecimal, mode: mode) { (file: URL) throws -> Void in
            #expect(try load(file)?.text == "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=")
        }
    }

    @Test func aKeyFileWithoutAKeyIsSaidToBeBrokenAndNeverMadeAnew() async throws {
        for text in ["", "\n", "too short", Self.hexadecimal + "00"] {
            try await withFile(text) { (file: URL) throws -> Void in
                #expect(throws: SealingFailure.malformedKey(source: file.path)) { try load(file, create: true) }
                #expect(try String(contentsOf: file, encoding: .utf8) == text)
            }
        }
    }

    @Test func whatIsNoFileIsUnreadableAndNotMissing() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "rollcall.key")
            try FileManager.default.createDirectory(
                at: file, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            #expect(throws: SealingFailure.self) { try load(file, create: true) }
            // A path through a file is not a path: that the key is missing cannot be told from it.
            let plain = directory.appending(path: "plain")
            try Data().write(to: plain)
            let through = URL(fileURLWithPath: plain.path + "/rollcall.key")
            for create in [false, true] {
                let error = #expect(throws: SealingFailure.self) { try load(through, create: create) }
                #expect(
                    error == .unreadableKeyFile(path: through.path, reason: String(cString: strerror(ENOTDIR))))
            }
        }
    }

    @Test func aKeyIsMadeOnlyWhereThatIsAllowedAndNothingIsLeftBeside() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "rollcall.key")
            func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: directory.path) }
            #expect(try load(file) == nil)
            #expect(try names().isEmpty)
            let key = try #require(try load(file, create: true))
            #expect(try names() == ["rollcall.key"])
            #expect(try String(contentsOf: file, encoding: .utf8) == key.text + "\n")
            #expect(try load(file)?.text == key.text)
            let elsewhere = directory.appending(path: "no/such/rollcall.key")
            let error = #expect(throws: SealingFailure.self) { try load(elsewhere, create: true) }
            #expect(error == .unreadableKeyFile(path: elsewhere.path, reason: String(cString: strerror(ENOENT))))
        }
    }

    @Test func firstRunsAtTheSameTimeAgreeOnOneKey() async throws {
        for _ in 0..<5 {
            try await withTemporaryDirectory { directory in
                let file = directory.appending(path: "rollcall.key")
                let texts = try await withThrowingTaskGroup(of: String?.self) { group in
                    for _ in 0..<12 { group.addTask { try load(file, create: true)?.text } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let kept = try load(file)?.text
                #expect(texts.count == 12 && Set(texts) == [kept] && kept != nil)
                #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["rollcall.key"])
            }
        }
    }

    @Test func theEnvironmentsKeyGoesBeforeTheFilesUnlessItIsEmpty() async throws {
        let other = String(repeating: "aa", count: 32)
        try await withFile(Self.hexadecimal) { file in
            let fromFile = try load(file)?.text
            #expect(try load(file, ["ROLLCALL_KEY": ""])?.text == fromFile)
            #expect(try load(file, ["ROLLCALL_KEY": other])?.text == "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=")
            #expect(try load(file, ["KEY": other])?.text == fromFile)
        }
    }

    @Test(arguments: [
        hexadecimal, hexadecimal.uppercased(), " \(hexadecimal)\r\n", "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=",
        "\tDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=\n",
    ])
    func bothFormsOfAKeyAreRead(_ text: String) throws {
        #expect(try SealingKey(text: text, source: "t").text == "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=")
    }

    @Test(arguments: [
        "", "0f", String(hexadecimal.dropLast()), hexadecimal + "0", hexadecimal + "0f",
        String(repeating: "0g", count: 32), String(repeating: "+f", count: 32), String(repeating: "-0", count: 32),
        "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw==", "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8P",
        "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8",
    ])
    func whatIsNeitherFormIsNoKey(_ text: String) {
        #expect(throws: SealingFailure.malformedKey(source: "t")) { try SealingKey(text: text, source: "t") }
    }
}
