import Foundation
import Testing

@testable import Console

/// A template and its model fit each other exactly.
@Suite struct PageModelTests {
    static let models: [any PageModel.Type] = [
        AccountPage.self, BindingsPage.self, CalendarPage.self, CaseFiledPage.self, CasePage.self, CasesPage.self,
        CompaniesPage.self, CompanyPage.self, ConfirmPage.self, DeskPage.self, DevicePage.self,
        DevicesPage.self, EntryFormPage.self, ErrorPage.self, HRClientPage.self, HRPage.self, HelpPage.self,
        HomePage.self,
        HistoryPage.self, ImportPage.self,
        ImportPreviewPage.self, InvitationPage.self, JobPage.self, KindChoicePage.self,
        Layout.self, LoginPage.self, MapConfirmPage.self,
        NetworkDevicePage.self, NetworkPage.self, NewCasePage.self, NoticesPage.self, ParkedPage.self,
        PastImportPage.self, PastImportsPage.self,
        PunchesPage.self, PushPage.self, ReceivedPage.self, RegisterPage.self, SettingsPage.self, SetupPage.self,
        StartPage.self, StatusPage.self, SyncFromPage.self, TokensPage.self, TracePage.self, UsersPage.self,
    ]

    @Test func everyTemplateIsAModelsOrAPartOfAnother() throws {
        let templates = Set(
            EmbeddedFiles.all.keys.compactMap { $0.firstMatch(of: /pages\/(.+)\.mustache/).map { String($0.output.1) } }
        )
        var reached: Set<String> = []
        for model in PageModelTests.models {
            #expect(reached.insert(model.template).inserted, "“\(model.template)” has two models")
            let parts = try parts(of: model.template)
            if let part = model.livePart { #expect(parts.contains(part), "“\(part)” is not a part of \(model)") }
            reached.formUnion(parts)
        }
        #expect(reached == templates)
    }

    @Test func aTemplateNamesNothingThatItsModelLacks() throws {
        for model in PageModelTests.models {
            let reading = try TemplateReading(of: model)
            #expect(reading.unknown.isEmpty, "\(model.template).mustache")
            #expect(reading.shadowing.isEmpty, "\(model.template).mustache")
        }
    }

    @Test func aModelCarriesNothingThatNoTemplateUses() throws {
        var carried: Set<String> = []
        var used: Set<String> = []
        for model in PageModelTests.models {
            let reading = try TemplateReading(of: model)
            carried.formUnion(reading.carried)
            used.formUnion(reading.used)
        }
        #expect(carried.subtracting(used).sorted() == [])
    }

    @Test func aSlipIsNoticed() throws {
        struct Lacking: PageModel {
            static let template = "error"
            let heading: String
        }
        struct Carrying: PageModel {
            struct Line: Sendable { let spare: Int }
            static let template = "error"
            let heading: String
            let text: String
            let lines: [Line]?
        }
        #expect(try TemplateReading(of: Lacking.self).unknown == ["text"])
        let reading = try TemplateReading(of: Carrying.self)
        #expect(reading.carried.subtracting(reading.used).count == 2)
    }

    /// The templates that a template takes in, and those within them.
    private func parts(of template: String) throws -> Set<String> {
        try parts(in: TemplateNode.read(template))
    }

    private func parts(in nodes: [TemplateNode]) throws -> Set<String> {
        var names: Set<String> = []
        for node in nodes {
            switch node {
            case .value: break
            case .partial(let name): names.formUnion(try parts(of: name).union([name]))
            case .section(_, _, let inside): names.formUnion(try parts(in: inside))
            }
        }
        return names
    }
}
