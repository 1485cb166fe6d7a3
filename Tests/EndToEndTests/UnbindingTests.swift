import Database
import Foundation
import SQLiteDatabase
import Simulators
import TestSupport
import Testing
import Wire

/// The journey of a case, with the real program against simulated devices and drawn photos.
@Suite struct UnbindingTests {
    private static let mac = "44-47-CC-00-20-01"

    private func terminal(
        binding: SimulatedTerminal.Binding = .bound, quirks: Set<SimulatedTerminal.Quirk> = []
    ) -> SimulatedTerminal {
        SimulatedTerminal(
            .init(
                model: "DS-2CD2143G0-I", serial: "DS-2CD2143G0-I20210415AAWR\(LabelPhotos.serial)", mac: Self.mac,
                address: "127.0.0.1", firmware: "V5.7.3 build 220112"), password: "Abc12345", binding: binding,
            quirks: quirks)
    }

    private func with(
        _ binding: SimulatedTerminal.Binding = .bound, quirks: Set<SimulatedTerminal.Quirk> = [],
        _ body: @escaping @Sendable (RollcallBinary, SimulatedTerminal, [String]) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let terminal = terminal(binding: binding, quirks: quirks)
        try await SimulatedNetwork.with([terminal]) { port in
            let network = [
                "--interface", "127.0.0.1", "--listen-port", "0", "--group", "127.0.0.1:\(port)", "--timeout", "1",
            ]
            try await body(RollcallBinary(data: folder), terminal, network)
        }
    }

    @Test func fromDiscoveryToAVerifiedUnbinding() async throws {
        try await with { program, terminal, network in
            let found = try await program.start(["discover", "--json"] + network).finish().json
            #expect(found["devices"]?.array?.first?["shortSerial"]?.text == LabelPhotos.serial)
            let key = try await program.start(["unbind", "key", "--mac", Self.mac] + network).finish().output
            #expect(key.count > 20)

            let filed = try await program.start(
                [
                    "unbind", "new", "--network", "lan", "--serial", LabelPhotos.serial, "--mac", Self.mac, "--photo",
                    LabelPhotos.path("label.jpg"), "--key", key, "--consent", "--json",
                ] + network
            ).finish()
            #expect(filed.status == 0, "\(filed.errors)")
            let number = try #require(filed.json["number"]?.text)
            #expect(filed.json["state"]?.text == "filed")
            #expect(filed.json["dueAt"]?.text != nil)
            for name in ["evidence.serial", "evidence.format", "evidence.reuse", "key.serial", "binding", "consent"] {
                let check = filed.json["checks"]?.array?.first { $0["name"]?.text == name }
                #expect(check?["result"]?.text == "pass", "\(name): \(check?["detail"]?.text ?? "")")
            }
            // No step is skipped.
            let early = try await program.start(["unbind", "execute", number] + network, input: "Abc12345\n").finish()
            #expect(early.status == 1 && terminal.binding == .bound)

            #expect(try await program.run("unbind", "approve", number).status == 0)
            let wrong = try await program.start(["unbind", "execute", number] + network, input: "Abc00000\n").finish()
            #expect(wrong.status == 1 && wrong.errors.contains("refused the password"))
            #expect(try await program.run("unbind", "show", number, "--json").json["state"]?.text == "failed")

            let done = try await program.start(
                ["unbind", "execute", number, "--json"] + network, input: "Abc12345\n"
            ).finish()
            #expect(done.status == 0, "\(done.errors)")
            #expect(done.json["state"]?.text == "unbound")
            #expect(terminal.binding == .notBound)
            #expect(done.json["reason"]?.text == "The device has been unbound.")
            #expect(
                done.json["log"]?.array?.compactMap { $0["event"]?.text } == [
                    "opened", "evidence-added", "filed", "checked", "approved", "executing", "failed", "executing",
                    "unbound",
                ])

            #expect(try await program.run("unbind", "verify-log", number).status == 0)
            try await Self.verifyElsewhere(program, number)
            let store = try SQLiteFile(path: program.directory.appending(path: "rollcall.db").path)
            try store.write {
                try $0.execute(sql: "UPDATE case_log SET detail = replace(detail, 'key', 'kez') WHERE place = 0")
            }
            try store.close()
            let broken = try await program.run("unbind", "verify-log", number)
            #expect(broken.status == 1 && broken.errors.contains("entry 1"))
        }
    }

    /// A copy verifies, against what a backup noted too; one that somebody wrote into does not.
    private static func verifyElsewhere(_ program: RollcallBinary, _ number: String) async throws {
        let backup = program.directory.deletingLastPathComponent().appending(path: "copy.backup").path
        let written = try await program.run("backup", backup, "--json")
        let noted = try #require(written.json["caseLogs"]?.text)
        let copy = RollcallBinary(
            data: program.directory.deletingLastPathComponent().appending(path: "copy"))
        for forgery in [
            nil, "UPDATE unbinding_case SET state = 'rejected'", "UPDATE unbinding_case SET serial = 'Q01728483'",
            "UPDATE unbinding_case SET reviewer = 'mai'", "UPDATE evidence SET digest = 'x'",
        ] {
            try? FileManager.default.removeItem(at: copy.directory)
            try FileManager.default.copyItem(at: program.directory, to: copy.directory)
            if let forgery {
                let store = try SQLiteFile(path: copy.directory.appending(path: "rollcall.db").path)
                try store.write { try $0.execute(sql: forgery) }
                try store.close()
            }
            let status: Int32 = forgery == nil ? 0 : 1
            #expect(try await copy.run("unbind", "verify-log", number).status == status)
            #expect(try await copy.run("unbind", "verify-log", "--all", "--noted", noted).status == status)
        }
        // A log that ends elsewhere than the backup noted.
        let other = noted + ".other"
        let text = try String(contentsOfFile: noted, encoding: .utf8)
        try text.replacing("\"hash\":\"", with: "\"hash\":\"0").write(toFile: other, atomically: true, encoding: .utf8)
        let rewritten = try await program.run("unbind", "verify-log", number, "--noted", other)
        #expect(rewritten.status == 1 && rewritten.errors.contains("noted outside"))
        // A case that was taken out as a whole.
        try text.replacing("\"cases\":1", with: "\"cases\":2").write(toFile: other, atomically: true, encoding: .utf8)
        let fewer = try await program.run("unbind", "verify-log", "--all", "--noted", other)
        #expect(fewer.status == 1 && fewer.errors.contains("2 cases were noted"))
        try text.replacing(number, with: "UB20-99999").write(toFile: other, atomically: true, encoding: .utf8)
        let gone = try await program.run("unbind", "verify-log", "--all", "--noted", other)
        #expect(gone.status == 1 && gone.errors.contains("UB20-99999"))
        #expect(try await program.run("unbind", "verify-log", "--all", "--noted", backup).status == 1)
    }

    @Test func aPowerCutInTheMiddleOfAnUnbindingIsNoDeadEnd() async throws {
        try await with(quirks: [.silentUnbind]) { program, terminal, network in
            let filed = try await program.start(
                [
                    "unbind", "new", "--network", "lan", "--serial", LabelPhotos.serial, "--mac", Self.mac, "--photo",
                    LabelPhotos.path("label.jpg"), "--consent", "--json",
                ] + network
            ).finish()
            let number = try #require(filed.json["number"]?.text, "\(filed.errors)")
            #expect(try await program.run("unbind", "approve", number).status == 0)
            func state() async throws -> String? {
                try await program.run("unbind", "show", number, "--json").json["state"]?.text
            }

            let cut = try program.start(["unbind", "execute", number] + network, input: "Abc12345\n")
            #expect(try await eventually { terminal.binding == .notBound })
            cut.kill(SIGKILL)
            _ = try await cut.finish()
            #expect(try await state() == "executing")

            // The server asks on its own networks, where this device is not: what came of it stays unknown.
            let server = try program.start(["serve", "--listen", "127.0.0.1:0"])
            #expect(try await eventually { try await state() == "failed" })
            server.kill(SIGTERM)
            _ = try await server.finish()

            // Another try asks first, and sends no password to a device that is free.
            let again = try await program.start(
                ["unbind", "execute", number, "--json"] + network, input: "Wrong1234\n"
            ).finish()
            #expect(again.json["state"]?.text == "unbound", "\(again.errors)")
        }
    }

    @Test(arguments: [
        (SimulatedTerminal.Binding.notBound, "label.jpg", "notBound"),
        (.serviceDisabled, "label.jpg", "serviceDisabled"), (.bound, "other.jpg", "serialMismatch"),
    ])
    func whatRulesMayRejectIsRejectedAtOnce(
        _ binding: SimulatedTerminal.Binding, _ photo: String, _ reason: String
    ) async throws {
        try await with(binding) { program, _, network in
            let filed = try await program.start(
                [
                    "unbind", "new", "--network", "lan", "--serial", LabelPhotos.serial, "--mac", Self.mac, "--photo",
                    LabelPhotos.path(photo), "--consent", "--json",
                ] + network
            ).finish()
            #expect(filed.json["state"]?.text == "rejected", "\(filed.errors)")
            #expect(filed.json["reasonCode"]?.text == reason)
            #expect(filed.json["reason"]?.text?.isEmpty == false)
        }
    }

    @Test func automationIsASettingAndApprovesOnlyWhatIsProven() async throws {
        try await with { program, _, network in
            try await program.run("settings", "set", "automatic-rejections", "false")
            let other = try await program.start(
                [
                    "unbind", "new", "--network", "lan", "--serial", LabelPhotos.serial, "--mac", Self.mac, "--photo",
                    LabelPhotos.path("other.jpg"), "--consent", "--json",
                ] + network
            ).finish()
            #expect(other.json["state"]?.text == "filed")
        }
    }

    @Test(
        "A photo that does not prove the serial is never enough for an approval",
        arguments: [
            ("other.jpg", "wouldReject"), ("one-off.jpg", "wouldReject"), ("two-labels.jpg", "needsReview"),
            ("label-and-text.jpg", "needsReview"), ("text.jpg", "needsReview"), ("other-text.jpg", "needsReview"),
            ("nothing.jpg", "needsReview"), ("blurred.jpg", "needsReview"), ("bomb.png", "needsReview"),
            ("label.jpg", "wouldApprove"), ("sideways.jpg", "wouldApprove"), ("barcode-full.jpg", "wouldApprove"),
        ])
    func verdictsOfPhotos(_ photo: String, _ verdict: String) async throws {
        try await with { program, _, network in
            let answer = try await program.start(
                [
                    "unbind", "check", "--network", "lan", "--serial", LabelPhotos.serial, "--mac", Self.mac,
                    "--photo", LabelPhotos.path(photo), "--consent", "--json",
                ] + network
            ).finish()
            #expect(answer.status == 0)
            #expect(answer.json["verdict"]?.text == verdict, "\(answer.output)")
        }
    }

    @Test func aKeyOfAnotherDeviceIsShownAndNeverApproved() async throws {
        try await with { program, _, network in
            let answer = try await program.start(
                [
                    "unbind", "check", "--network", "lan", "--serial", LabelPhotos.serial, "--mac", Self.mac,
                    "--photo", LabelPhotos.path("label.jpg"), "--key", "AwAAAEUxMjM0NTY3ON6tvu8=", "--json",
                ] + network
            ).finish()
            #expect(answer.json["verdict"]?.text == "needsReview")
            let check = answer.json["checks"]?.array?.first { $0["name"]?.text == "key.serial" }
            #expect(check?["result"]?.text == "fail")
            // The tool's QR code on a photo is the same string.
            let photo = try await program.start([
                "unbind", "check", "--network", "other", "--serial", LabelPhotos.serial, "--key-photo",
                LabelPhotos.path("key.png"), "--json",
            ]).finish()
            let read = photo.json["checks"]?.array?.first { $0["name"]?.text == "key.serial" }
            #expect(read?["result"]?.text == "pass", "\(photo.errors)")
        }
    }

    @Test func whatIsNoEvidenceIsRefusedBeforeThereIsACase() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = RollcallBinary(data: folder)
        let usual = ["unbind", "new", "--network", "other", "--serial", LabelPhotos.serial, "--consent", "--photo"]
        let bomb = try await program.start(usual + [LabelPhotos.path("bomb.png")]).finish()
        #expect(bomb.status == 1 && bomb.errors.contains("20000 × 20000"))
        let document = folder.appending(path: "key.xml").path
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Code>&a;</Code>".utf8)
            .write(to: URL(fileURLWithPath: document))
        let entity = try await program.start(
            usual + [LabelPhotos.path("label.jpg"), "--key-file", document]
        ).finish()
        #expect(entity.status == 1 && entity.errors.contains("type declaration"))
        let silent = try await program.start(usual.filter { $0 != "--consent" } + [LabelPhotos.path("label.jpg")])
            .finish()
        #expect(silent.status == 1 && silent.errors.contains("--consent"))
        #expect(try await program.run("unbind", "list", "--json").output == "[]\n")
    }

    @Test func theSamePhotoInAnotherCaseIsSeen() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = RollcallBinary(data: folder)
        let usual = [
            "unbind", "new", "--network", "other", "--serial", LabelPhotos.serial, "--consent", "--json", "--photo",
            LabelPhotos.path("label.jpg"),
        ]
        _ = try await program.start(usual).finish()
        let second = try await program.start(usual).finish()
        let check = second.json["checks"]?.array?.first { $0["name"]?.text == "evidence.reuse" }
        #expect(check?["result"]?.text == "fail")
        #expect(check?["detail"]?.text?.contains("UB") == true)
    }
}
