import ConsoleFiles

/// The files that lie inside the binary, by their path.
enum EmbeddedFiles {
    static let all: [String: [UInt8]] = {
        var count = 0
        guard let table = console_files(&count) else { return [:] }
        var files: [String: [UInt8]] = [:]
        for index in 0..<count {
            let file = table[index]
            files[String(cString: file.name)] = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
        return files
    }()

    static func text(_ path: String) -> String? { all[path].map { String(decoding: $0, as: UTF8.self) } }
}
