import Foundation
import Simulators
import TestSupport
import Testing
import Wire

/// A small file system of the test's own. Needs the right to mount.
struct SmallDisk {
    let path: URL

    /// Nil where mounts are refused: the test has failed then, unless ROLLCALL_TEST_WITHOUT names `mounts`.
    static func mount(megabytes: Int) async throws -> SmallDisk? {
        let path = FileManager.default.temporaryDirectory.appending(path: "rollcall-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        if try await run(["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path.path]) {
            return SmallDisk(path: path)
        }
        try? FileManager.default.removeItem(at: path)
        let without = ProcessInfo.processInfo.environment["ROLLCALL_TEST_WITHOUT"] ?? ""
        if !without.split(separator: ",").contains("mounts") {
            Issue.record(
                "mounting a tmpfs was refused: run as root (CAP_SYS_ADMIN), or set ROLLCALL_TEST_WITHOUT=mounts to go without"
            )
        }
        return nil
    }

    func grow(megabytes: Int) async throws {
        let isGrown = try await SmallDisk.run(["-o", "remount,size=\(megabytes)m", path.path])
        #expect(isGrown)
    }

    func unmount() async throws {
        _ = try await ChildProcess(["/bin/umount", path.path]).status()
        try? FileManager.default.removeItem(at: path)
    }

    private static func run(_ arguments: [String]) async throws -> Bool {
        try await ChildProcess(["/bin/mount"] + arguments).status() == 0
    }
}

@Suite struct FullDiskTests {
    @Test func aFullDiskIsSaidLosesNothingAndTheNextRunGoesOn() async throws {
        guard let disk = try await SmallDisk.mount(megabytes: 6) else { return }
        do {
            try await Company.with(data: disk.path.appending(path: "data")) { company in
                company.fill(people: 60, days: 40)
                try await company.addClients()
                try await company.addHanet(from: Company.daysAgo(39))
                try await company.addNuveq(from: Company.daysAgo(39))
                let full = try await company.rollcall.run("sync", "--all", "--json")
                #expect(full.status == 1)
                #expect(full.errors.contains("the disk is full"), "\(full.errors)")
                #expect(full.errors.contains("H: ") || full.errors.contains("N: "))
                try await disk.grow(megabytes: 200)
                let kept = try #require(try await company.ok("punches").array)
                #expect(!kept.isEmpty)
                try await company.ok("sync", "--all")
                try await company.ok("push")
                // The same company read into an empty store on a large disk: nothing more, nothing less.
                let other = RollcallBinary(data: company.directory.appending(path: "other"))
                for (name, kind, fields) in [
                    ("H", "hanet", ["token=hanet-token", "place-id=13433", "base-url=\(company.addresses[0])"]),
                    ("N", "nuveq", ["api-id=344", "token-key=nuveq-key", "base-url=\(company.addresses[1])"]),
                ] {
                    let set = fields.flatMap { ["--set", $0] }
                    _ = try await other.start(
                        ["device", "add", name, "--kind", kind, "--sync-from", Company.daysAgo(39)] + set
                    ).finish()
                }
                _ = try await other.run("sync", "--all")
                let whole = try #require(try await other.run("punches", "--json").json.array)
                let mended = try #require(try await company.ok("punches").array)
                #expect(
                    Set(mended.compactMap { $0["recordId"]?.text }) == Set(whole.compactMap { $0["recordId"]?.text }))
                #expect(mended.count == whole.count)
                let status = try await company.ok("status")
                #expect(status.number("waiting") == 0)
                let ids = try company.fileIDs()
                #expect(ids.count == Set(ids).count)
            }
        } catch {
            try await disk.unmount()
            throw error
        }
        try await disk.unmount()
    }
}
