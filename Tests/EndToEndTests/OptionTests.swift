import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Server
import TestSupport
import Testing
import Wire

@testable import Commands

/// What is wrong usage, and what options mean, before any data directory is touched.
@Suite struct OptionTests {
    @Test(
        arguments: [
            (["--json", "status"], ["status", "--json"]), (["--data", "d", "status"], ["status", "--data", "d"]),
            (["--data=d", "--json", "sync", "X"], ["sync", "X", "--data=d", "--json"]),
            (["--json", "sync", "--", "--json"], ["sync", "--json", "--", "--json"]),
            (["status", "--json"], ["status", "--json"]), (["--data"], ["--data"]), (["--json"], ["--json"]),
            (["--version"], ["--version"]), ([], []), (["--data", "d"], ["--data", "d"]),
        ] as [([String], [String])])
    func optionsInFrontOfTheCommandAreThoseBehindIt(_ given: [String], _ meant: [String]) {
        #expect(CommonOptions.afterCommand(given) == meant)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:0", "::1", 0), ("host:65535", "host", 65_535),
        ("0.0.0.0:80", "0.0.0.0", 80),
    ])
    func whereToListenIsAHostAndAPort(_ text: String, _ host: String, _ port: Int) {
        let address = ListenAddress(argument: text)
        #expect(address?.host == host && address?.port == port)
    }

    @Test(arguments: ["", "8080", ":8080", "host:", "host:65536", "host:-1", "host:http", "[]:80"])
    func whatIsNoAddressToListenAtIsRefused(_ text: String) {
        #expect(ListenAddress(argument: text) == nil)
    }

    @Test func aConnectionIsProtectedInOneWayOnly() throws {
        for wrong in [
            ["--tls-certificate", "c"], ["--tls-key", "k"], ["--own-certificate", "--insecure-http"],
            ["--behind-proxy", "10.0.0.1", "--insecure-http"],
            ["--tls-certificate", "c", "--tls-key", "k", "--own-certificate"],
            ["--own-certificate", "--behind-proxy", "10.0.0.1"],
        ] {
            #expect(throws: (any Error).self, "\(wrong)") { try SecurityOptions.parse(wrong) }
        }
        guard case .automatic = try SecurityOptions.parse([]).security,
            case .ownAuthority = try SecurityOptions.parse(["--own-certificate"]).security,
            case .insecure = try SecurityOptions.parse(["--insecure-http"]).security,
            case .files("c", "k") = try SecurityOptions.parse(["--tls-certificate", "c", "--tls-key", "k"]).security,
            case .proxied(["a", "b"]) = try SecurityOptions.parse(["--behind-proxy", "a", "--behind-proxy", "b"])
                .security
        else {
            Issue.record("another way than was asked for")
            return
        }
    }

    @Test func fieldsKeepTheirOrderAndTheirEqualsSigns() throws {
        let values = try FieldOptions.parse(["--set", "a=1", "--set", "b=x=y", "--set", "a=2", "--set", "c="]).values()
        #expect(values.all("a") == ["1", "2"] && values["b"] == "x=y" && values.all("c") == [""])
        for wrong in ["a", "=1", ""] {
            #expect(throws: ValidationError.self, "\(wrong)") {
                try FieldOptions.parse(["--set", wrong]).values()
            }
        }
    }

    @Test func aFieldIsReadFromAFileWithoutItsLineEnd() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "token")
            try Data(" secret-token\r\n".utf8).write(to: file)
            let values = try FieldOptions.parse(["--set", "token=@\(file.path)"]).values()
            #expect(values["token"] == "secret-token")
            try Data(repeating: 0x61, count: (64 << 10) + 1).write(to: file)
            let long = try FieldOptions.parse(["--set", "token=@\(file.path)"]).values()
            #expect(long["token"]?.utf8.count == 64 << 10)
            #expect(throws: RequestFailure.self) {
                try FieldOptions.parse(["--set", "token=@\(directory.path)/none"]).values()
            }
        }
    }

    @Test func wrongUsageIsToldBeforeAnythingIsDone() {
        func refused<Command: ParsableCommand>(_ command: Command.Type, _ arguments: [String]) -> Bool {
            (try? command.parse(arguments)) == nil
        }
        #expect(refused(SyncCommand.self, []) && refused(SyncCommand.self, ["--all", "X"]))
        #expect(!refused(SyncCommand.self, ["--all"]) && !refused(SyncCommand.self, ["X", "Y"]))
        #expect(refused(PunchesCommand.self, ["--limit", "0"]) && !refused(PunchesCommand.self, ["--limit", "1"]))
        #expect(refused(PunchesCommand.self, ["--format", "xlsx"]))
        #expect(!refused(PunchesCommand.self, ["--format", "xlsx", "-o", "f"]))
        #expect(refused(HistoryCommand.self, ["--limit", "0"]) && !refused(HistoryCommand.self, ["--limit", "1"]))
        #expect(refused(CleanCommand.self, ["devices", "--before", "2026-01-01"]))
        #expect(!refused(CleanCommand.self, ["punches", "--before", "2026-01-01"]))
        #expect(refused(CaseVerifyLogCommand.self, []) && refused(CaseVerifyLogCommand.self, ["UB26-1", "--all"]))
        #expect(refused(DiscoverCommand.self, ["--site", "x"]) && refused(DiscoverCommand.self, ["--trust", "x"]))
        #expect(!refused(DiscoverCommand.self, ["--report", "https://a.test", "--site", "x", "--trust", "y"]))
        let mac = ["--mac", "00:11:22:33:44:55"]
        #expect(refused(UnbindExecuteCommand.self, []) && refused(UnbindExecuteCommand.self, ["UB26-1"] + mac))
        #expect(refused(UnbindExecuteCommand.self, mac + ["--authority", "manual"]))
        #expect(!refused(UnbindExecuteCommand.self, ["UB26-1", "--authority", "manual"]))
        #expect(refused(APITokenAddCommand.self, ["report"]))
    }

    @Test func theSearchOfTheNetworkIsBounded() {
        func isFine(_ arguments: String...) -> Bool { (try? NetworkOptions.parse(arguments)) != nil }
        #expect(isFine("--timeout", "0.5") && isFine("--timeout", "120") && isFine())
        #expect(!isFine("--timeout", "0.49") && !isFine("--timeout", "120.1") && !isFine("--timeout", "nan"))
        #expect(isFine("--group", "127.0.0.1") && isFine("--group", "127.0.0.1:1") && isFine("--listen-port", "0"))
        #expect(!isFine("--group", "127.0.0.1:0") && !isFine("--group", "127.0.0.1:65536") && !isFine("--group", ":1"))
        #expect(!isFine("--group", "a:1:2") && !isFine("--listen-port", "65536"))
    }

    @Test func aKeyStringIsGivenOnceAndADeviceIsAskedOnlyInItsNetwork() {
        func isFine(_ arguments: String...) -> Bool { (try? CaseOptions.parse(arguments)) != nil }
        #expect(isFine("--network", "lan", "--serial", "Q01728483", "--mac", "00:11:22:33:44:55"))
        #expect(!isFine("--network", "other", "--serial", "Q01728483", "--mac", "00:11:22:33:44:55"))
        #expect(isFine("--network", "other", "--serial", "x", "--key", "k"))
        #expect(!isFine("--network", "other", "--serial", "x", "--key", "k", "--key-file", "f"))
        #expect(!isFine("--network", "other", "--serial", "x", "--key-photo", "k", "--key-file", "f"))
        #expect(!isFine("--serial", "x") && !isFine("--network", "lan"))
    }

    @Test func datesAreReadInTheZoneThatIsMeant() throws {
        let dates = try DateOptions.parse(["--from", "2026-03-01", "--to", "2026-03-02"])
        let bounds = dates.bounds(in: .vietnam)
        #expect(
            bounds.from == Instant("2026-03-01T00:00:00+07:00") && bounds.to == Instant("2026-03-03T00:00:00+07:00"))
        let timed = try DateOptions.parse(["--to", "2026-03-02T08:00"]).bounds(in: .vietnam)
        #expect(timed.from == nil && timed.to == Instant("2026-03-02T08:00:00+07:00"))
        #expect(throws: (any Error).self) { try DateOptions.parse(["--from", "soon"]) }
    }

    @Test func nothingInATableSteersTheTerminal() {
        #expect(TextTable.printable("a\u{1B}[2Jb\u{7}\nc\u{9B}d\u{7F}") == "a[2Jbcd")
        #expect(TextTable.printable("Cổng – 5") == "Cổng – 5")
        #expect(TextTable.printable("a\u{9B}b") == "ab")
        var table = TextTable(["N", "NAME"])
        table.append(["1", "\u{1B}[31mx"])
        table.append(["100", ""])
        #expect(table.text == "N    NAME\n1    [31mx\n100  ")
        let value: JSONValue = ["a": .null, "b": true, "c": [1, "x"], "d": ["e": .double(2.5)]]
        #expect(value.line == "a=–  b=true  c=1, x  d=e=2.5")
        #expect("abc".padding(5) == "abc  " && "abcde".padding(5) == "abcde ")
    }
}
