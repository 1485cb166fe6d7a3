import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Labels
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk

/// What a case is filed with, on the command line.
struct CaseOptions: ParsableArguments {
    @Option(help: "Where the device is: lan or other.") var network: UnbindingCase.Network
    @Option(help: "The device's short or full serial.") var serial: String
    @Option(help: "The device's MAC address, where it is on this machine's network: it is asked.") var mac: MACAddress?
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Photos of the label, the invoice or the screen, or a folder of them.", valueName: "file"))
    var photo: [String] = []
    @Option(help: "The key string.") var key: String?
    @Option(help: ArgumentHelp("The exported file with the key string.", valueName: "file")) var keyFile: String?
    @Option(help: ArgumentHelp("A photo of the tool's QR code.", valueName: "file")) var keyPhoto: String?
    @Flag(help: "The responsibility is taken.") var consent = false
    @Option(name: .customLong("as"), help: ArgumentHelp("The account that files.", valueName: "user")) var user: String?

    func validate() throws {
        guard [key, keyFile, keyPhoto].compactMap(\.self).count <= 1 else {
            throw ValidationError("Give the key string once: --key, --key-file or --key-photo.")
        }
        guard mac == nil || network == .lan else { throw ValidationError("--mac belongs to --network lan.") }
    }

    func shortSerial() throws -> ShortSerial {
        do throws(SerialFailure) { return try ShortSerial(typed: serial) } catch { throw noSerial }
    }

    func draft() throws -> CaseDraft {
        do throws(SerialFailure) { return try CaseDraft(typed: serial, network: network) } catch { throw noSerial }
    }

    /// Names what was typed: an option of several.
    private var noSerial: RequestFailure {
        RequestFailure(
            en: "“\(serial)” is not a Hikvision serial: nine characters, or the full one that ends in them",
            vi: "“\(serial)” không phải số seri Hikvision: chín ký tự, hoặc số đầy đủ kết thúc bằng chín ký tự đó")
    }

    /// The files that are meant; a folder stands for the files in it.
    func photos() throws -> [(name: String, bytes: [UInt8])] {
        var paths: [String] = []
        for path in photo {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
                paths.append(path)
                continue
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }
            paths += names.sorted().map { "\(path)/\($0)" }
        }
        return try paths.map { (name: $0, bytes: try CaseOptions.read($0, upTo: PictureLimits.bytes + 1)) }
    }

    /// - Throws: `KeyStringFailure`, `RequestFailure` with what is wrong in it.
    func keyString(_ desk: Desk) async throws -> KeyString? {
        if let keyPhoto {
            return try await desk.key(
                on: try CaseOptions.read(keyPhoto, upTo: PictureLimits.bytes + 1), named: keyPhoto, by: .command)
        }
        if let key { return try KeyString(key) }
        guard let keyFile else { return nil }
        let bytes = try CaseOptions.read(keyFile, upTo: 64 << 10 + 1)
        do throws(KeyStringFailure) { return try KeyString(file: bytes) } catch {
            throw RequestFailure(en: "\(keyFile): \(error.phrase.en)", vi: "\(keyFile): \(error.phrase.vi)")
        }
    }

    private static func read(_ path: String, upTo limit: Int) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path), let data = try file.read(upToCount: limit) else {
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw RequestFailure(en: "\(path) cannot be read", vi: "không đọc được \(path)")
            }
            return []
        }
        return Array(data)
    }
}

extension UnbindingCase.Network: ExpressibleByArgument {}
