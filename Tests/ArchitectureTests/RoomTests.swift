import Foundation
import Testing

/// Arrows point down only: what each room may import, read from the `import` lines themselves.
@Suite struct RoomTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Our own modules that each module may import. A module that is missing here fails the test.
    static let allowed: [String: Set<String>] = [
        "Attendance": [],
        "Access": ["Attendance"],
        "WorkingTime": ["Attendance", "Wire"],
        "Scheduling": ["Attendance"],
        "Serials": [],
        "Labels": ["Attendance", "Serials"],
        "PictureReading": [
            "CPictures", "CTurboJPEG", "CPNG", "CWebP", "CHEIF", "CTesseract", "Labels", "Serials",
        ],
        "rollcall-labels": ["CSandbox", "Labels", "PictureReading"],
        "SADP": ["COpenSSL"],
        "ZKTeco": [],
        "Wire": [],
        "Sealing": ["Attendance", "CSodium"],
        "Spreadsheets": ["Wire", "CUCharDet", "CXLSXWriter", "CZip"],
        "HTTPTransport": ["Attendance", "Wire"],
        "HTTPServing": ["CZlib"],
        "ConnectorKit": ["Attendance", "HTTPTransport", "Wire"],
        "HRKit": ["Attendance", "HTTPTransport", "Sealing", "Wire"],
        "Database": [],
        "SQLiteDatabase": ["Database"],
        "ProgramSettings": ["Attendance", "UnbindingCases"],
        "Store": [
            "Access", "Attendance", "Database", "LocalNetwork", "ProgramSettings", "SADP", "SQLiteDatabase", "Sealing",
            "Serials", "UnbindingCases", "Wire", "WorkingTime",
        ],
        "SyncEngine": [
            "Attendance", "ConnectorKit", "HRKit", "HTTPTransport", "Scheduling", "Store", "Wire", "ProgramSettings",
        ],
        "LocalNetwork": ["Attendance", "SADP", "Serials", "Spreadsheets", "Wire"],
        "Notices": [
            "Access", "Attendance", "CMail", "HTTPTransport", "Sealing", "Serials", "Store", "UnbindingCases", "Wire",
            "ProgramSettings", "Scheduling",
        ],
        "UnbindingDesk": [
            "Access", "Attendance", "CZip", "HTTPTransport", "Labels", "LocalNetwork", "SADP", "Sealing", "Serials",
            "Store",
            "UnbindingCases", "Wire", "WorkingTime", "ProgramSettings", "Scheduling",
        ],
        "AttendanceHub": [
            "Access", "Attendance", "UnbindingDesk", "ConnectorKit", "Labels", "HRKit", "LocalNetwork", "SADP",
            "Sealing", "Serials", "Store",
            "SyncEngine", "Spreadsheets", "UnbindingCases", "Wire", "WorkingTime", "ProgramSettings",
        ],
        "UnbindingCases": ["Attendance", "SADP", "Sealing", "Serials", "Wire", "WorkingTime"],
        "ConsoleFiles": [],
        "Console": [
            "Access", "Attendance", "UnbindingDesk", "ConnectorKit", "Labels", "Notices", "WorkingTime", "ConsoleFiles",
            "CMarkdown", "HRKit", "HTTPServing", "HTTPTransport", "AttendanceHub", "LocalNetwork",
            "SADP", "Sealing", "Serials", "Spreadsheets", "Store", "SyncEngine", "UnbindingCases", "Wire",
            "ProgramSettings", "Scheduling",
        ],
        "Certificates": ["Attendance", "Store"],
        "Server": [
            "Access", "Attendance", "UnbindingDesk", "Certificates", "ConnectorKit", "Console", "HRKit", "HTTPServing",
            "HTTPTransport", "AttendanceHub", "Notices", "Scheduling",
            "LocalNetwork", "Store", "SyncEngine", "Wire",
        ],
        "Commands": [
            "Access", "Attendance", "UnbindingDesk", "Certificates", "Labels", "WorkingTime", "ConnectorKit", "Console",
            "HRKit", "HTTPTransport", "AttendanceHub",
            "LocalNetwork", "SADP", "Sealing", "Serials", "Store", "SyncEngine", "Server", "Simulators", "Spreadsheets",
            "UnbindingCases", "Wire", "ProgramSettings",
        ],
        "rollcall": ["Commands"],
        "SeededChance": [],
        "Simulators": ["COpenSSL", "HTTPServing", "SeededChance"],
        "rollcall-simulators": ["Simulators"],
        "TestSupport": [
            "Serials", "UnbindingDesk", "Notices", "Scheduling",
            "Access", "Attendance", "AttendanceHub", "ConnectorKit", "Console", "HRKit", "HTTPServing", "HTTPTransport",
            "LocalNetwork",
            "ProgramSettings", "SADP", "Sealing", "Server", "Simulators", "Store", "SyncEngine", "Wire",
        ],
    ]

    /// What every kind may import, by the room whose folders are kinds. No kind sees another one.
    static let allowedToKinds: [String: Set<String>] = [
        "Connectors": ["Attendance", "ConnectorKit", "HTTPTransport", "Wire", "ZKTeco"],
        "HRSystems": ["Attendance", "HRKit", "HTTPTransport", "Sealing", "Spreadsheets", "Wire"],
    ]

    /// The kinds: folders of those rooms that have no line of their own above, as the kits have.
    static func kinds() throws -> [String: String] {
        var rooms: [String: String] = [:]
        for room in allowedToKinds.keys {
            let folders = try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: "Sources/\(room)").path)
            for folder in folders where allowed[folder] == nil { rooms[folder] = room }
        }
        return rooms
    }

    /// Libraries with one user by design.
    static let reserved: [String: Set<String>] = [
        "GRDB": ["SQLiteDatabase"], "GRDBSQLite": ["SQLiteDatabase"], "FoundationXML": ["Spreadsheets"],
        "AsyncHTTPClient": ["HTTPTransport", "Simulators"],
        "Hummingbird": ["Console", "HTTPServing", "Server", "Simulators", "TestSupport"],
        "HummingbirdCore": ["HTTPServing", "Server", "Simulators", "TestSupport"], "HummingbirdTLS": ["HTTPServing"],
        "Mustache": ["Console"], "X509": ["Certificates"],
        "ArgumentParser": ["Commands", "rollcall-simulators"],
    ]

    struct Source {
        let module: String
        let file: String
        let imports: [String]
    }

    /// Folders that hold values and rules alone, inside rooms that do more.
    static let pure: [String: Set<String>] = [
        "SADP/Messages/": [], "SADP/Password/": ["COpenSSL"],
        "UnbindingCases/Rules/": ["Attendance", "SADP", "Serials"],
        "UnbindingCases/Cases/": ["Attendance", "SADP", "Serials"],
        "Attendance/": ["Foundation"],
    ]

    static func sources() throws -> [Source] {
        let folder = root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.map { path in
            var parts = path.split(separator: "/").map(String.init)
            if ["Connectors", "Databases", "HRSystems", "Labels"].contains(parts[0]) { parts.removeFirst() }
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            let imports = text.split(separator: "\n").compactMap { line -> String? in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count else {
                    return nil
                }
                return String(words[index + 1])
            }
            return Source(module: parts[0], file: path, imports: imports)
        }
    }

    @Test func everyModuleImportsOnlyWhatLiesBelowIt() throws {
        let sources = try Self.sources()
        #expect(sources.count > 80)
        let kinds = try Self.kinds()
        let ours = Set(Self.allowed.keys).union(kinds.keys).union([
            "CSodium", "CUCharDet", "CXLSXWriter", "CZip", "COpenSSL", "CPictures", "CTurboJPEG", "CPNG", "CWebP",
            "CHEIF", "CTesseract", "CSandbox",
        ])
        for source in sources {
            var allowed = try #require(
                Self.allowed[source.module] ?? kinds[source.module].flatMap { Self.allowedToKinds[$0] },
                "\(source.module) has no line in this test")
            // The registry of kinds is the server's.
            if source.module == "Server" { allowed.formUnion(kinds.keys) }
            for name in source.imports where ours.contains(name) {
                #expect(allowed.contains(name), "\(source.file) imports \(name)")
            }
        }
    }

    @Test func everyKindIsInThePackageAndInTheRegistry() throws {
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        let registry = try Self.sources().first { $0.file == "Server/Kinds.swift" }?.imports ?? []
        let kinds = try Self.kinds().keys
        #expect(kinds.count >= 5)
        for kind in kinds {
            #expect(manifest.contains("Kind(name: \"\(kind)\""), "Package.swift lacks \(kind)")
            #expect(registry.contains(kind), "Server/Kinds.swift lacks \(kind)")
        }
    }

    @Test func librariesWithOneUserHaveNoOther() throws {
        for source in try Self.sources() {
            for name in source.imports {
                guard let users = Self.reserved[name] else { continue }
                #expect(users.contains(source.module), "\(source.file) imports \(name)")
            }
        }
    }

    /// A page's model is made of values: it asks neither the store nor the visit, so that it can be shown anywhere.
    @Test func modelsOfPagesAreMadeOfValuesAlone() throws {
        let models = try Self.sources().filter { $0.file.hasSuffix("+Model.swift") }
        #expect(models.count > 20)
        for model in models {
            let text = try String(contentsOf: Self.root.appending(path: "Sources/\(model.file)"), encoding: .utf8)
            let meant = text.firstMatch(of: /\b(Visit|store|Hummingbird)\b/)
            #expect(meant == nil, "\(model.file) mentions \(meant?.output.1 ?? "")")
        }
    }

    /// What a section of the console can reach is what it names: repositories and acts, which `Console` hands it. What is
    /// live looks at everything, because everything may change.
    @Test func noSectionOfTheConsoleReachesTheWholeStore() throws {
        let sections = try Self.sources().filter {
            $0.module == "Console" && !$0.file.hasPrefix("Console/Console")
                && $0.file != "Console/Live/LiveUpdates.swift"
        }
        #expect(sections.count > 80)
        for section in sections {
            let text = try String(contentsOf: Self.root.appending(path: "Sources/\(section.file)"), encoding: .utf8)
            let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
                .joined(separator: "\n")
            let taken = code.firstMatch(of: /\bstore\.|\.store\b|: Store\b|\bStore\(/)
            #expect(taken == nil, "\(section.file) takes the store")
            #expect(code.firstMatch(of: /: Console\b|\bconsole\./) == nil, "\(section.file) takes the console")
        }
    }

    @Test func messagesAndKeysOfDevicesDoNoInput() throws {
        for (folder, allowed) in Self.pure {
            let sources = try Self.sources().filter { $0.file.hasPrefix(folder) }
            #expect(!sources.isEmpty, "\(folder) is gone")
            for source in sources {
                #expect(Set(source.imports).isSubset(of: allowed), "\(source.file) imports \(source.imports)")
            }
        }
    }

    /// Who acts is an `Actor`, and in what is done an `Act`: a name alone could be anybody's.
    @Test func nobodyActsByANameAlone() throws {
        for source in try Self.sources() where source.module != "Simulators" && !source.file.contains("/Pages/") {
            let text = try String(contentsOf: Self.root.appending(path: "Sources/\(source.file)"), encoding: .utf8)
            #expect(!text.contains("actor: String"), "\(source.file) takes or keeps an actor as text")
            #expect(!text.contains("actor: \""), "\(source.file) names an actor by a literal")
        }
    }

    @Test func noFileHasGrownTwoThoughts() throws {
        for source in try Self.sources() {
            let text = try String(contentsOf: Self.root.appending(path: "Sources/\(source.file)"), encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 420, "\(source.file) has \(lines) lines")
        }
    }
}
