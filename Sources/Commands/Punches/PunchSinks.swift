import Attendance
import AttendanceHub
import Foundation
import Spreadsheets
import Store
import Wire

/// Takes punches one after the other and writes them in one form. Nothing is held but the current row.
protocol PunchSink {
    mutating func append(_ punch: PunchWithDeliveries) throws
    mutating func finish() throws
}

/// Standard output or a file.
struct OutputFile {
    private let descriptor: Int32
    private let path: String?

    init(path: String?) throws {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SpreadsheetFailure.cannotWrite(reason: String(cString: strerror(errno))) }
    }

    func write(_ bytes: [UInt8]) throws {
        guard Terminal.write(bytes, to: descriptor) else {
            throw SpreadsheetFailure.cannotWrite(reason: String(cString: strerror(errno)))
        }
    }

    func close() {
        if path != nil { Foundation.close(descriptor) }
    }
}

struct JSONSink: PunchSink {
    let file: OutputFile
    let language: Language
    private var isFirst = true

    init(file: OutputFile, language: Language) {
        self.file = file
        self.language = language
    }

    mutating func append(_ punch: PunchWithDeliveries) throws {
        try file.write(Array((isFirst ? "[" : ",\n").utf8) + punch.json(language).bytes)
        isFirst = false
    }

    mutating func finish() throws {
        try file.write(Array((isFirst ? "[]\n" : "]\n").utf8))
        file.close()
    }
}

struct CSVSink: PunchSink {
    let file: OutputFile
    let language: Language
    private var hasHeader = false

    init(file: OutputFile, language: Language) {
        self.file = file
        self.language = language
    }

    mutating func append(_ punch: PunchWithDeliveries) throws {
        try writeHeader()
        try file.write(Array(PunchTable.csvLine(punch, language).utf8))
    }

    mutating func finish() throws {
        try writeHeader()
        file.close()
    }

    private mutating func writeHeader() throws {
        guard !hasHeader else { return }
        hasHeader = true
        try file.write(Array(PunchTable.csvStart(language).utf8))
    }
}

struct TableSink: PunchSink {
    private static let widths = [8, 12, 26, 20, 18, 9, 11, 4, 0]
    let file: OutputFile
    let language: Language
    private var hasHeader = false

    init(file: OutputFile, language: Language) {
        self.file = file
        self.language = language
    }

    mutating func append(_ punch: PunchWithDeliveries) throws {
        if !hasHeader {
            hasHeader = true
            try write(PunchColumn.header(language).map { $0.uppercased() })
        }
        try write(PunchColumn.cells(punch, language).map(TextTable.printable))
    }

    mutating func finish() throws { file.close() }

    private func write(_ cells: [String]) throws {
        let line = zip(cells, TableSink.widths).map { cell, width in width == 0 ? cell : cell.padding(width) }
        try file.write(Array((line.joined(separator: " ") + "\n").utf8))
    }
}

struct XLSXSink: PunchSink {
    private var workbook: PunchTable.Workbook

    init(path: String, language: Language) throws {
        workbook = try PunchTable.Workbook(path: path, language: language)
    }

    mutating func append(_ punch: PunchWithDeliveries) throws { try workbook.append(punch) }

    mutating func finish() throws { try workbook.close() }
}
