import Access
import Attendance
import Foundation
import HTTPTransport
import ProgramSettings
import Store
import TestSupport
import Testing
import Wire

/// Every setting stands at every door, with the same name, the same bounds and the same choices.
@Suite struct SettingDoorTests {
    private func typed(_ text: String, for shape: SettingShape) -> JSONValue {
        switch shape {
        case .integer: Int64(text).map { .integer($0) } ?? .string(text)
        case .flag: Bool(text).map { .bool($0) } ?? .string(text)
        case .choice, .text: .string(text)
        }
    }

    @Test func pageAndAPITakeAndRefuseTheSame() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let program = try await test.program([.settingsRead, .settingsWrite])
            for sample in SettingSample.all {
                let name = sample.setting.name
                for text in sample.taken {
                    let page = try await admin.post("/settings", [name: text])
                    #expect(page.status == 303, "\(name): \(text.prefix(40))")
                    let change = JSONValue.object([.init(camelCased(name), typed(text, for: sample.setting.shape))])
                    let reply = try await program.send(.patch, "/api/v1/settings", json: change.description)
                    #expect(reply.status == 200, "\(name): \(text.prefix(40)) \(reply.text)")
                }
                let before = try await test.hub.store.settings.current()
                for text in sample.refused {
                    let page = try await admin.post("/settings", [name: text])
                    #expect(
                        page.status == 422 && page.text.contains("id=\"error-\(name)\""), "\(name): \(text.prefix(40))")
                    let change = JSONValue.object([.init(camelCased(name), typed(text, for: sample.setting.shape))])
                    let reply = try await program.send(.patch, "/api/v1/settings", json: change.description)
                    #expect(reply.status == 422, "\(name): \(text.prefix(40))")
                }
                #expect(try await test.hub.store.settings.current() == before, "\(name)")
            }
        }
    }

    @Test func theDocumentStatesTheBoundsThatHold() async throws {
        try await TestConsole.with { test, _ in
            let document = try await test.stranger.get("/api/v1/openapi.json").json
            let operation = document["paths"]?["/api/v1/settings"]?["patch"]
            let schema = operation?["requestBody"]?["content"]?["application/json"]?["schema"]
            for setting in SettingSpecification.all {
                let stated = try #require(schema?["properties"]?[camelCased(setting.name)], "\(setting.name)")
                switch setting.shape {
                case .integer(let range):
                    #expect(stated["minimum"]?.integer == Int64(range.lowerBound))
                    #expect(stated["maximum"]?.integer == Int64(range.upperBound))
                case .flag: #expect(stated["type"]?.text == "boolean")
                case .choice(let choices): #expect(stated["enum"]?.array?.compactMap(\.text) == choices.map(\.word))
                case .text(let maximum): #expect(stated["maxLength"]?.integer == Int64(maximum))
                }
            }
            #expect(schema?["additionalProperties"] == false)
        }
    }

    @Test func thePageShowsEachWithItsValueAndEveryChoice() async throws {
        try await TestConsole.with { test, _ in
            let page = try await test.visitor(.admin).get("/settings").text
            for setting in SettingSpecification.all {
                #expect(page.contains(" name=\"\(setting.name)\""), "\(setting.name)")
                #expect(page.contains(">\(setting.label.vi)</"), "\(setting.name)")
                for choice in setting.shape.choices {
                    #expect(page.contains("<option value=\"\(choice.word)\""), "\(setting.name): \(choice.word)")
                }
            }
        }
    }

    /// The rule of the JSON's names, in other words.
    private func camelCased(_ name: String) -> String {
        var upper = false
        return String(
            name.compactMap { character -> Character? in
                if character == "-" {
                    upper = true
                    return nil
                }
                defer { upper = false }
                return upper ? Character(character.uppercased()) : character
            })
    }
}
