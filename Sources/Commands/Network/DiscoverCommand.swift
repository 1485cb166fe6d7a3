import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import LocalNetwork
import SADP
import Store
import Wire

struct DiscoverCommand: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Find Hikvision devices on the network of this machine. Asks them who they are, and nothing else.")

    @OptionGroup var network: NetworkOptions
    @Option(
        help: ArgumentHelp(
            "Also send the list to the Rollcall server there. The API token is taken from ROLLCALL_TOKEN.",
            valueName: "url"))
    var report: String?
    @Option(help: ArgumentHelp("A name for this network in the report, such as the site's.", valueName: "name"))
    var site: String?
    @Option(
        help: ArgumentHelp(
            "A file with the server's certificate authority, where it is the server's own: its /ca.crt.",
            valueName: "file"))
    var trust: String?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard report != nil || (site == nil && trust == nil) else {
            throw ValidationError("--site and --trust belong to --report.")
        }
    }

    func run(_ language: Language) async throws {
        // What cannot be sent is said before anybody waits for the search.
        let reporter = try report.map { try NetworkReporter(address: $0, authority: trust) }
        let search = try await network.devices.search { device in
            Terminal.progress("\(device.model) \(device.ipv4)")
        }
        Terminal.endProgress()
        if common.json { Terminal.print(search.json) } else { show(search, language) }
        guard let reporter else { return }
        let list = try await reporter.send(NetworkReport(network: reportedNetwork(search), search: search))
        Terminal.complain(
            Phrase(
                en: "Reported to \(reporter.server) as “\(list)”.",
                vi: "Đã gửi tới \(reporter.server) với tên “\(list)”."
            )[language], prefix: "")
    }

    private func show(_ search: LocalDevices.Search, _ language: Language) {
        if search.devices.isEmpty {
            Terminal.complain(
                Phrase(
                    en:
                        "No Hikvision device answered on \(search.network). Devices answer within their own network segment only: connect this machine to the same switch, or choose another network with --interface.",
                    vi:
                        "Không có thiết bị Hikvision trả lời trên \(search.network). Thiết bị chỉ trả lời trong cùng phân đoạn mạng: hãy nối máy này vào cùng switch, hoặc chọn mạng khác bằng --interface."
                )[language], prefix: "")
        } else {
            // Ports and interfaces are for the exports; a terminal is narrow.
            let shown = [0, 1, 3, 4, 5, 6, 7, 8, 12]
            let header = FoundDeviceTable.header(language).map { $0.uppercased() }
            var table = TextTable(shown.map { header[$0] })
            for device in search.devices {
                let cells = FoundDeviceTable.cells(device, language)
                table.append(shown.map { cells[$0] })
            }
            Terminal.print(table.text)
        }
        if let ignored = search.ignoredPhrase { Terminal.complain(ignored[language], prefix: "") }
    }

    private func reportedNetwork(_ search: LocalDevices.Search) -> String {
        "\(site ?? ProcessInfo.processInfo.hostName): \(search.network)"
    }
}
