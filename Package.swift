// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 mode, explicit existentials and member imports, and no warning survives.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// A module of ours. `room` is the folder under `Sources/` when it is not the module's own name.
func module(_ name: String, room: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies,
        path: "Sources/" + (room.map { "\($0)/" } ?? "") + name, swiftSettings: strict)
}

/// One kind of device or of HR system: a folder in its room, of its module's name.
struct Kind {
    let name: String
    /// What it needs beside its room's kit.
    var dependencies: [Target.Dependency] = []

    var asDependency: Target.Dependency { .target(name: name) }
}

// The kinds of this program. A line here makes the module and gives it to the server, which has the registry of kinds
// (`Server/Kinds.swift`), and to the tests of the contract.
let connectors = [
    Kind(name: "HanetConnector", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    Kind(name: "NuveqConnector"),
    Kind(name: "ZKTecoPush"),
    Kind(name: "ZKTecoConnector", dependencies: ["ZKTeco"]),
]
let hrSystems = [
    Kind(name: "BaseCheckin"),
    Kind(name: "Webhook"),
    Kind(name: "FileDrop", dependencies: ["Spreadsheets"]),
]

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "rollcall",
    products: [
        .executable(name: "rollcall", targets: ["rollcall"]),
        // Reads photos for `rollcall`, which looks for it beside itself.
        .executable(name: "rollcall-labels", targets: ["rollcall-labels"]),
        .executable(name: "rollcall-simulators", targets: ["rollcall-simulators"]),
        // Of use without the program: each has a page of documentation and an example.
        .library(name: "SADP", targets: ["SADP"]),
        .library(name: "ZKTeco", targets: ["ZKTeco"]),
        .library(name: "Serials", targets: ["Serials"]),
        .library(name: "WorkingTime", targets: ["WorkingTime", "Attendance"]),
        .library(name: "Labels", targets: ["Labels", "PictureReading"]),
        // Shows the tests' programs another time of day.
        .library(name: "ClockShim", type: .dynamic, targets: ["ClockShim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.0.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", .upToNextMinor(from: "7.10.0")),
    ],
    targets: [
        // C libraries, module maps only
        .systemLibrary(
            name: "CSodium", path: "System/CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", path: "System/CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(
            name: "COpenSSL", path: "System/COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CUCharDet", path: "System/CUCharDet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        .systemLibrary(
            name: "CMarkdown", path: "System/CMarkdown",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CZlib", path: "System/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CExpat", path: "System/CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CZip", path: "System/CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(
            name: "CTurboJPEG", path: "System/CTurboJPEG", pkgConfig: "libturbojpeg",
            providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CPNG", path: "System/CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CSeccomp", path: "System/CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        .systemLibrary(name: "CWebP", path: "System/CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CHEIF", path: "System/CHEIF", pkgConfig: "libheif", providers: [.apt(["libheif-dev"])]),
        // By its module map alone: its pkg-config file names libraries that only a static link needs.
        .systemLibrary(
            name: "CTesseract", path: "System/CTesseract", providers: [.apt(["libtesseract-dev", "libleptonica-dev"])]),

        // What things are
        module("Attendance"),
        module("Access"),
        module("WorkingTime", ["Attendance", "Wire"]),
        // How the program's own work is run
        module("Scheduling", ["Attendance"]),
        module("Serials"),
        module(
            "SADP",
            [
                "COpenSSL", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        module(
            "ZKTeco",
            [.product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio")]),
        module("Wire"),
        module("Sealing", ["Attendance", "CSodium"]),
        module("Spreadsheets", ["CExpat", "CUCharDet", "CXLSXWriter", "CZip"]),
        module(
            "HTTPTransport",
            [
                "Attendance", "Wire", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),

        // How connections are taken: by the program, its stand-ins and its tests
        module(
            "HTTPServing",
            [
                "CZlib", hummingbird, logging, .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),

        // What photos of labels say
        module("Labels", room: "Labels", ["Attendance", "Serials"]),

        // What reads them: a program of its own, beside the one that people run
        .target(
            // Loops over millions of pixels: a debug build of them would make every test wait.
            name: "CPictures", dependencies: ["CPNG"], path: "Sources/Labels/CPictures",
            cSettings: [.unsafeFlags(["-O2"])], cxxSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [.linkedLibrary("ZXing"), .linkedLibrary("zbar")]),
        .target(name: "CSandbox", dependencies: ["CSeccomp"], path: "Sources/Labels/CSandbox"),
        module(
            "PictureReading", room: "Labels",
            ["CPictures", "CTurboJPEG", "CPNG", "CWebP", "CHEIF", "CTesseract", "Labels", "Serials"]),
        .executableTarget(
            name: "rollcall-labels", dependencies: ["CSandbox", "Labels", "PictureReading"], swiftSettings: strict),

        // Where they come from
        module("ConnectorKit", room: "Connectors", ["Attendance", "HTTPTransport", "Wire"]),

        // Where they go
        module("HRKit", room: "HRSystems", ["Attendance", "HTTPTransport", "Sealing", "Wire"]),

        // Where everything is kept, in no engine's words, and the engine
        module("Database", room: "Databases"),
        module(
            "SQLiteDatabase", room: "Databases",
            [
                "Database", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        // What keeps and moves them
        module(
            "Store",
            [
                "Access", "Attendance", "Database", "LocalNetwork", "ProgramSettings", "SADP", "SQLiteDatabase",
                "Sealing", "Serials", "UnbindingCases", "Wire", "WorkingTime",
            ]),
        module("SyncEngine", ["Store", "ConnectorKit", "HRKit", "Scheduling", "Wire", logging]),

        // Devices of the local network: found, asked, unbound
        module("LocalNetwork", ["Attendance", "SADP", "Serials", "Spreadsheets", "Wire"]),

        // Cases: what is claimed, proven, decided and done
        module("UnbindingCases", ["Attendance", "SADP", "Sealing", "Serials", "Wire", "WorkingTime"]),
        module("ProgramSettings", ["Attendance", "UnbindingCases"]),

        // What is done with cases
        .target(name: "CProcess"),
        module(
            "UnbindingDesk",
            [
                "CProcess", "HTTPTransport", "Labels", "LocalNetwork", "Scheduling", "Store", "UnbindingCases", "Wire",
                "CZip",
            ]),

        .target(name: "CMail", linkerSettings: [.linkedLibrary("curl")]),
        module(
            "Notices",
            [
                "Attendance", "CMail", "HTTPTransport", "Scheduling", "Sealing", "Store", "Wire",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // What people do with them, by whichever door they come in
        module("AttendanceHub", ["SyncEngine", "UnbindingDesk", "LocalNetwork", "Spreadsheets", "WorkingTime"]),

        // What people run
        .target(name: "ConsoleFiles", exclude: ["pages", "assets"]),
        module(
            "Console",
            [
                "AttendanceHub", "UnbindingDesk", "LocalNetwork", "Notices", "Scheduling", "ConsoleFiles", "CMarkdown",
                "HTTPServing", hummingbird, lifecycle,
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        module(
            "Certificates",
            [
                "Attendance", "Store", .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"), .product(name: "Crypto", package: "swift-crypto"),
            ]),
        module(
            "Server",
            [
                "Console", "Certificates", "HTTPServing", "Scheduling", "Wire", hummingbird, lifecycle, logging,
                .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ] + (connectors + hrSystems).map(\.asDependency)),
        module(
            "Commands",
            [
                "Server", "Simulators", "AttendanceHub", "UnbindingDesk", "LocalNetwork",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "rollcall", dependencies: ["Commands"], swiftSettings: strict),

        // Chance that repeats itself, for stand-ins and tests
        module("SeededChance"),

        // Stand-ins of vendor systems: they share no code with what they stand in for
        module(
            "Simulators",
            [
                "COpenSSL", "HTTPServing", "SeededChance", hummingbird, lifecycle, logging,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "rollcall-simulators",
            dependencies: ["Simulators", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
        module(
            "TestSupport",
            [
                "Server", "HTTPServing", "LocalNetwork", "Scheduling", "SeededChance", "Simulators", "Wire",
                hummingbird,
                lifecycle,
            ]),

        .target(name: "ClockShim", path: "Tests/ClockShim"),
        tests("ArchitectureTests", []),
        tests("AttendanceTests", ["Attendance", "SeededChance"]),
        tests("AccessTests", ["Access"]),
        tests("SchedulingTests", ["Scheduling", "TestSupport"]),
        tests("WireTests", ["Wire", "SeededChance"]),
        tests("HTTPTransportTests", ["HTTPTransport", "TestSupport", hummingbird]),
        tests("WorkingTimeTests", ["WorkingTime", "SeededChance"]),
        tests("UnbindingCasesTests", ["UnbindingCases", "SeededChance"]),
        tests("SealingTests", ["Sealing", "TestSupport"]),
        tests("SpreadsheetsTests", ["Spreadsheets", "TestSupport"]),
        tests(
            "DatabaseTests", ["SQLiteDatabase", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "StoreTests", ["SQLiteDatabase", "Store", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("ConnectorContractTests", ["TestSupport", "Server"] + connectors.map(\.asDependency)),
        tests("HRSystemTests", ["TestSupport", "Server"] + hrSystems.map(\.asDependency)),
        tests("SyncEngineTests", ["SQLiteDatabase", "TestSupport"]),
        tests("SerialsTests", ["Serials"]),
        tests(
            "SimulatorsTests",
            [
                "Simulators", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        tests("LabelsTests", ["PictureReading", "TestSupport"], resources: [.copy("Pictures")]),
        tests(
            "SADPTests",
            [
                "SADP", "Simulators", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        tests(
            "ZKTecoTests",
            [
                "ZKTeco", "SeededChance", "Simulators", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
            ]),
        tests("LocalNetworkTests", ["LocalNetwork", "SADP", "Simulators", "TestSupport"]),
        tests("CertificatesTests", ["Certificates", "Store", "TestSupport"]),
        tests(
            "AttendanceHubTests", ["TestSupport", "AttendanceHub", "Server", "ConnectorKit", "HRKit", "Spreadsheets"]),
        tests(
            "ConsoleTests", ["TestSupport", "Console", .product(name: "NIOEmbedded", package: "swift-nio")],
            exclude: ["Golden"]),
        tests(
            "ServerTests",
            [
                "HTTPServing", "TestSupport", "Server", hummingbird, lifecycle,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
        tests(
            "NoticesTests", ["Notices", "TestSupport", hummingbird, .product(name: "Crypto", package: "swift-crypto")]),
        tests(
            "UnbindingDeskTests",
            ["UnbindingDesk", "SQLiteDatabase", "TestSupport", "rollcall-labels"]),
        tests(
            "EndToEndTests",
            [
                "TestSupport", "Attendance", "Commands", "AttendanceHub", "SQLiteDatabase", "Server", "Wire",
                "rollcall",
                "rollcall-labels", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ],
    cxxLanguageStandard: .cxx17
)

package.targets += connectors.map { module($0.name, room: "Connectors", ["ConnectorKit"] + $0.dependencies) }
package.targets += hrSystems.map { module($0.name, room: "HRSystems", ["HRKit", "Sealing"] + $0.dependencies) }

// The examples of the libraries: `script/examples` builds and runs them, and no other build waits for them.
if Context.environment["ROLLCALL_EXAMPLES"] != nil {
    func example(_ name: String, _ dependencies: [Target.Dependency], prints: [String] = ["expected.txt"]) -> Target {
        .executableTarget(
            name: name, dependencies: dependencies, path: "Examples/\(name)", exclude: prints, swiftSettings: strict)
    }
    package.targets += [
        example("FindDevices", ["SADP"], prints: []), example("ReadTerminal", ["ZKTeco"], prints: []),
        example("ReadSerials", ["Serials"]),
        example("CountDeadline", ["Attendance", "WorkingTime"]),
        example("ReadLabelPhoto", ["Attendance", "Labels", "PictureReading", "Serials"]),
    ]
}
