import Attendance
import Foundation
import TestSupport

/// What the real program believes on a machine whose clock somebody sets while it runs.
struct ShiftedClock: Sendable {
    let file: URL

    init(in directory: URL) throws {
        file = directory.appending(path: "clock")
        try set(.zero)
    }

    /// What the program is started with.
    var environment: [String: String] {
        [
            "LD_PRELOAD": RollcallBinary.executable.deletingLastPathComponent().appending(path: "libClockShim.so").path,
            "ROLLCALL_CLOCK_FILE": file.path,
        ]
    }

    /// Written in place: the program keeps the file open.
    func set(_ offset: Duration) throws {
        let text = String(offset.wholeMilliseconds)
        let padded = text + String(repeating: " ", count: 24 - text.utf8.count)
        if !FileManager.default.fileExists(atPath: file.path) { try Data(padded.utf8).write(to: file) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: Data(padded.utf8))
        try handle.close()
    }
}
