import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Spreadsheets
import Store
import Wire

struct PunchesCommand: StoreCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv, xlsx }

    static let configuration = CommandConfiguration(
        commandName: "punches", abstract: "Punches, newest first; without --limit all of them.")

    @Option(help: "Only of this employee code.") var code: String?
    @Option(help: "Only of this device.") var device: String?
    @OptionGroup var dates: DateOptions
    @Option(help: "At most so many.") var limit: Int?
    @Option(help: "table, json, csv or xlsx.") var format: Format?
    @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file.", valueName: "file")) var output: String?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
        if format == .xlsx, output == nil { throw ValidationError("--format xlsx needs -o FILE.") }
    }

    func run(_ session: Session) async throws {
        let device = try await session.device(device)
        let bounds = dates.bounds(in: device?.zone ?? session.zone)
        let filter = PunchFilter(code: code, sourceID: device?.sourceID, from: bounds.from, to: bounds.to)
        do {
            var sink = try makeSink(session)
            var position: PunchRepository.Position?
            var left = limit ?? .max
            repeat {
                let page = try await session.store.punches.page(filter, after: position, limit: min(left, 500))
                for punch in page.punches { try sink.append(punch) }
                left -= page.punches.count
                position = page.next
            } while position != nil && left > 0
            try sink.finish()
        } catch let error as SpreadsheetFailure {
            throw RequestFailure(en: "\(output ?? "-"): \(error.phrase.en)", vi: "\(output ?? "-"): \(error.phrase.vi)")
        }
    }

    private func makeSink(_ session: Session) throws -> any PunchSink {
        let format = format ?? (session.json ? .json : .table)
        if format == .xlsx, let output { return try XLSXSink(path: output, language: session.language) }
        let file = try OutputFile(path: output)
        switch format {
        case .json: return JSONSink(file: file, language: session.language)
        case .csv: return CSVSink(file: file, language: session.language)
        case .table, .xlsx: return TableSink(file: file, language: session.language)
        }
    }
}
