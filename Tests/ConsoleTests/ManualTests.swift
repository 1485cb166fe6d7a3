import Attendance
import Foundation
import Testing

@testable import Console

/// The manual, as the program serves it.
@Suite struct ManualTests {
    @Test func everyPageIsListedAndHasATitle() {
        let embedded = Set(
            EmbeddedFiles.all.keys.filter { $0.hasPrefix("manual/") }.compactMap {
                $0.dropFirst("manual/".count).split(separator: ".").first.map(String.init)
            })
        #expect(embedded == Set(Manual.names))
        for name in Manual.names {
            for language in Language.allCases {
                #expect(Manual.embedded.page(name, language)?.title.isEmpty == false, "\(name)")
            }
        }
    }

    /// A page that names another one, or a place within it, names one that is there.
    @Test func everyLinkBetweenPagesLeadsSomewhere() throws {
        for name in Manual.names {
            for language in Language.allCases {
                let text = try #require(Manual.embedded.page(name, language))
                for link in text.html.matches(of: /href="(?:\/help\/([a-z-]+)\/(en|vi))?(#[^"]*)?"/) {
                    let target = link.1.map(String.init) ?? name
                    let there = link.2.flatMap { Language(rawValue: String($0)) } ?? language
                    let page = try #require(Manual.embedded.page(target, there), "\(name) names \(target)")
                    guard let anchor = link.3.flatMap({ String($0.dropFirst()).removingPercentEncoding }) else {
                        continue
                    }
                    #expect(page.html.contains("id=\"\(anchor)\""), "\(name) \(language) names \(target)#\(anchor)")
                }
                #expect(!text.html.contains(".md"), "\(name): a link to a file that is not served")
            }
        }
    }

    @Test(arguments: [
        ("hanet.md", "/help/hanet/en"), ("hr-systems.vi.md#ghép-mã", "/help/hr-systems/vi#ghép-mã"),
        ("../operations.md", "/help/operations/en"), ("manual/network.vi.md", "/help/network/vi"), ("#a", "#a"),
        ("https://example.com/a.md", "https://example.com/a.md"),
    ]) func linksBecomeAddressesOfTheProgram(_ link: String, _ address: String) {
        #expect(Manual.address(link) == address)
    }

    @Test func headingsAreNamedAndTablesAreTables() {
        let text = MarkdownText("# Ghép *mã* `A`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n") { $0 }
        #expect(text.title == "Ghép mã A")
        #expect(text.html.contains("<h1 id=\"ghép-mã-a\">") && text.html.contains("<table>"))
    }

    @Test(arguments: [
        ("/devices/3", "console"), ("/hr", "hr-systems"), ("/cases/UB26-1", "unbinding"), ("/network", "network"),
        ("/networks", "console"), ("/", "console"),
    ]) func aPageOfTheConsoleHasItsPageOfTheManual(_ path: String, _ name: String) {
        #expect(Manual.name(for: path) == name)
        #expect(Manual.name(for: path, about: "zkteco-push") == "zkteco-push")
        #expect(Manual.name(for: path, about: "base-checkin") == name)
    }
}
