// swift-tools-version: 6.2
import PackageDescription

// One section per kind of target; `design` of the arrows: docs/architecture.md. The helpers below are the only way
// to declare a target, so an arrow the house does not allow cannot be written by accident.

/// The same language settings everywhere: Swift 6 mode, explicit `any`, and members only from imported modules.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// Targets on the path of every row are optimised in debug builds too, so that `make run` and the tests run at speed.
/// In release builds they do without the checks of exclusive access, of which a row would pay dozens; debug builds have them.
let hot: [SwiftSetting] =
    settings + [
        .unsafeFlags(["-O"], .when(configuration: .debug)),
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    ]

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")

/// A platform target, from the ground up.
func platform(_ name: String, _ dependencies: [Target.Dependency], fast: Bool = false) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Platform/\(name)", swiftSettings: fast ? hot : settings)
}

/// The extras a feature may ask for, beyond what every feature gets.
enum Extra: String {
    case intake = "Intake"
    case remote = "Remote"
    case mongo = "Mongo"
}

/// A feature: never another feature, never an engine.
func feature(_ name: String, extras: [Extra] = [], fast: Bool = false) -> Target {
    .target(
        name: name,
        dependencies: ["Host", "Web", "Store", "Kernel", "Signals", arguments, logging]
            + extras.map { .init(stringLiteral: $0.rawValue) },
        path: "Sources/Features/\(name)", swiftSettings: fast ? hot : settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestKit"], path: "Tests/\(name)Tests",
        exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "gemba",
    products: [.executable(name: "gemba", targets: ["gemba"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    ],
    targets: [
        // C libraries and embedded files: a module map and a shim header; what has to be compiled is a target of its own.
        .systemLibrary(name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", path: "Sources/C/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMalloc", path: "Sources/C/CMalloc"),
        .systemLibrary(name: "CMariaDB", path: "Sources/C/CMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
        .systemLibrary(name: "CMongo", path: "Sources/C/CMongo", pkgConfig: "libmongoc-1.0", providers: [.apt(["libmongoc-dev"])]),
        .systemLibrary(name: "CPostgres", path: "Sources/C/CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CRSVG", path: "Sources/C/CRSVG", pkgConfig: "librsvg-2.0", providers: [.apt(["librsvg2-dev", "libcairo2-dev"])]),
        .systemLibrary(name: "CSQLite", path: "Sources/C/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CXLSXWriter", path: "Sources/C/CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZlib", path: "Sources/C/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CAssets", path: "Sources/C/CAssets", exclude: ["files"]),
        .target(name: "CMongoStart", path: "Sources/C/CMongoStart"),

        // The platform, from the ground up.
        platform("Kernel", ["CCrypto"], fast: true),
        platform("Store", ["Kernel"], fast: true),
        platform("StoreSQLite", ["Store", "Kernel", "CSQLite", grdb, grdbSQLite], fast: true),
        platform("StorePostgres", ["Store", "Kernel", "CPostgres"], fast: true),
        platform("StoreMariaDB", ["Store", "Kernel", "CMariaDB"], fast: true),
        platform("Remote", ["Kernel", "CCurl"], fast: true),
        platform("Mongo", ["Kernel", "CMongo", "CMongoStart"], fast: true),
        platform("Intake", ["Store", "Remote", "Kernel", logging], fast: true),
        platform("Signals", ["Kernel"]),
        platform(
            "Web", ["Kernel", "CAssets", "CRSVG", "CXLSXWriter", "CZlib", hummingbird, hummingbirdCore, nio, nioHTTP1, httpTypes, logging, lifecycle]),
        platform("Host", ["Web", "Signals", "Store", "Kernel", arguments, logging]),
        platform("Operate", ["Host", "Intake", "Web", "Store", "Kernel", "Signals", arguments, logging]),

        // The features.
        feature("Traceability", extras: [.intake], fast: true),
        feature("Machining", extras: [.intake], fast: true),
        feature("Consolidation", fast: true),
        feature("Batches", extras: [.remote, .mongo], fast: true),
        feature("Scheduling", extras: [.remote], fast: true),

        // The program.
        .target(
            name: "App",
            dependencies: [
                "Traceability", "Machining", "Consolidation", "Batches", "Scheduling", "Operate", "Host", "Intake", "Mongo", "Web", "Signals",
                "Store",
                "StoreSQLite",
                "StorePostgres", "StoreMariaDB", "Remote",
                "Kernel", "CMalloc", arguments, logging, lifecycle,
            ],
            swiftSettings: settings),
        .executableTarget(name: "gemba", dependencies: ["App"], swiftSettings: settings),

        // The performance suite, beside its baselines; `make bench`.
        .executableTarget(
            name: "gemba-bench",
            dependencies: ["TestKit", "Machining", "Batches", "Scheduling", "Mongo", "Intake", "Host", "Store", "Kernel", arguments, logging],
            path: "Benchmarks", exclude: ["Baselines"], swiftSettings: settings),

        // Tests.
        .target(name: "TestKit", dependencies: ["Mongo", "Store", "StoreSQLite", "StorePostgres", "StoreMariaDB", "Kernel"], swiftSettings: hot),
        tests("Intake", ["Intake", "Remote", "Store", "Kernel", logging]),
        tests("Remote", ["Remote", "Traceability", "Intake", "Store", "Kernel", logging]),
        tests("Mongo", ["Mongo", "Kernel"]),
        tests("TestKit", ["Kernel"]),
        tests("Host", ["Host", "Web", "Store", "StoreSQLite", "Kernel", logging]),
        tests("Web", ["Web", "Kernel", logging]),
        tests("Traceability", ["Traceability", "Intake", "Store", "StoreSQLite", "Kernel", logging]),
        tests("Machining", ["Machining", "Intake", "Store", "StoreSQLite", "Kernel", logging]),
        tests("Consolidation", ["Consolidation", "Host", "Web", "Store", "StoreMariaDB", "StorePostgres", "StoreSQLite", "Kernel", logging]),
        tests("Batches", ["Batches", "Mongo", "Host", "Web", "Store", "StoreSQLite", "Kernel", logging]),
        tests("Scheduling", ["Scheduling", "Host", "Web", "Store", "StoreSQLite", "Kernel", logging]),
        tests(
            "EndToEnd",
            [
                "App", "Traceability", "Machining", "Consolidation", "Batches", "Scheduling", "Operate", "Host", "Intake", "Mongo", "Web", "Store",
                "StoreSQLite",
                "Kernel",
                logging,
            ]),
        tests("Store", ["Store", "StoreMariaDB", "Kernel"]),
        tests("Architecture", []),
    ]
)
