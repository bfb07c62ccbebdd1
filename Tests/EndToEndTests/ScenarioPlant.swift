// The whole program in a folder of its own, composed as the server composes it, with the small plant's files taken in
// and one person and one token of every role. Requests go straight to the app; no port is opened.

import App
import Foundation
import Host
import Intake
import Kernel
import Logging
import Store
import TestKit
import Testing
import Web

/// Who sends a request.
enum Asker: Sendable, Hashable, CustomStringConvertible {
    case stranger
    case session(Role)
    case token(Role)

    static let viewer = Asker.session(.viewer)
    static let floor = Asker.session(.floor)
    static let supervisor = Asker.session(.supervisor)
    static let scheduler = Asker.session(.scheduler)
    static let admin = Asker.session(.admin)
    static let all: [Asker] = [.stranger] + Role.allCases.map { .session($0) } + Role.allCases.map { .token($0) }

    var role: Role? {
        switch self {
        case .stranger: nil
        case .session(let role), .token(let role): role
        }
    }

    var description: String {
        switch self {
        case .stranger: "a stranger"
        case .session(let role): "\(role) by session"
        case .token(let role): "\(role) by token"
        }
    }
}

/// What a request carries.
enum Carried: Sendable {
    case nothing
    case form([(String, String)])
    case json(JSON)
    case text(String)
    case upload(fields: [(String, String)], field: String, name: String, bytes: String)

    var type: String? {
        switch self {
        case .nothing: nil
        case .form: "application/x-www-form-urlencoded"
        case .json, .text: "application/json"
        case .upload: "multipart/form-data; boundary=\(Self.boundary)"
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .nothing: []
        case .form(let fields):
            Array(fields.map { URLText.encode($0.0) + "=" + URLText.encode($0.1) }.joined(separator: "&").utf8)
        case .json(let json): json.bytes
        case .text(let text): Array(text.utf8)
        case .upload(let fields, let field, let name, let bytes): Array(Self.multipart(fields, field, name, bytes).utf8)
        }
    }

    private static let boundary = "----small-plant"

    private static func multipart(_ fields: [(String, String)], _ field: String, _ name: String, _ bytes: String)
        -> String
    {
        var out = ""
        for (name, value) in fields {
            out += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        out +=
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n"
        return out + bytes + "\r\n--\(boundary)--\r\n"
    }
}

/// What came back.
struct Answer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var text: String

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var json: JSON { get throws { try JSON(parsing: Array(text.utf8)) } }
    /// The problem's code, when it is a problem.
    var code: String? {
        guard header("content-type") == "application/problem+json" else { return nil }
        return (try? json)?["code"]?.string
    }
}

/// A plant for one test.
final class TestPlant: Sendable {
    static let zone = "America/Mexico_City"
    /// 2026-09-23T12:00:00-06:00, the day after the tree's last full day.
    static let now = Instant(seconds: 1_790_186_400)
    static let password = "correct horse battery"

    let folder: ScratchFolder
    let clock = HandClock(TestPlant.now)
    let plant: ComposedPlant
    private let keys: Keys
    var house: House { plant.house }
    /// Every route of the program.
    var routes: [Route] { plant.app.table.routes }

    /// - Parameter files: taken in before the first request.
    init(_ files: [TreeFile] = TreeFile.all) async throws {
        folder = try ScratchFolder(inMemory: true)
        var settings = ProcessSettings(environment: [:])
        settings.databaseURL = try folder.databaseURL()
        settings.dataFolder = folder.path + "/data"
        settings.zone = Self.zone
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        plant = try await Composition.plant(settings, clock: clock.clock, logger: logger)
        keys = Keys(plant.house)
        for file in files { try folder.write("share/" + file.path, file.text) }
        if !files.isEmpty { try await take() }
    }

    /// One pickup of the share.
    /// - Returns: how many rows it loaded.
    @discardableResult
    func take() async throws -> Int64 {
        let request = IngestRequest(paths: [folder.path + "/share"], profile: "smt-mounter", zone: Self.zone)
        return try await plant.intake.ingest(request).counts.loaded
    }

    /// The log of a machining centre whose name is as odd as a folder's may be.
    func takeLogs() async throws {
        let lines = [
            "06:00:00|@MachineStart", "06:05:00|@JobProfiel: R:21<5>023 L:3359,5 C:7016 \"G\" & ALU", "06:10:00|@StukUitgevoerd: Stuk 1",
            "06:20:00|@MachineWait: 90 sec", "06:30:00|@MachineStop", "06:40:00|@MachineStop", "06:50:00|@MachineStart", "07:00:00|@Gek <b>: x",
            "07:10:00|@StukUitgevoerd: Stuk 2", "07:20:00|@MachineWait: lang", "17:00:00|@MachineStop",
        ]
        try folder.write("logs/DEM <12> & \"x\" (PVC)/20260922.LOG", lines.map { "20260922 " + $0 + "\n" }.joined())
        _ = try await plant.intake.ingest(IngestRequest(paths: [folder.path + "/logs"], profile: "machine-log", zone: Self.zone))
    }

    func person(_ role: Role) async throws -> PersonRecord { try await keys.person(role) }
    /// Forgets the session, after a request that ended it.
    func forgetSession(_ role: Role) async { await keys.forget(role) }

    func request(
        _ method: Web.Method, _ target: String, as asker: Asker, _ carried: Carried = .nothing,
        headers: [(name: String, value: String)] = [],
        provesPage: Bool = true
    ) async throws -> WebRequest {
        var all = headers
        if let type = carried.type { all.append(("content-type", type)) }
        switch asker {
        case .stranger: break
        case .session(let role):
            let signedIn = try await keys.session(role)
            all.append(("cookie", "\(House.sessionCookie)=\(signedIn.sessionToken)"))
            if provesPage { all.append(("x-csrf-token", signedIn.csrf)) }
        case .token(let role): all.append(("authorization", "Bearer \(try await keys.token(role))"))
        }
        return WebRequest(method, target, headers: all, body: WebBody(bytes: carried.bytes))
    }

    /// Sends a request and reads the whole answer, unless it never ends.
    /// - Parameter provesPage: a session's request says that one of our pages made it.
    func send(
        _ method: Web.Method, _ target: String, as asker: Asker = .token(.admin), _ carried: Carried = .nothing,
        headers: [(name: String, value: String)] = [], provesPage: Bool = true
    ) async throws -> Answer {
        let request = try await request(method, target, as: asker, carried, headers: headers, provesPage: provesPage)
        let response = await plant.app.respond(to: request)
        let isEndless = response.header("content-type")?.hasPrefix("text/event-stream") == true
        let bytes = isEndless ? [] : try await response.collect()
        return Answer(status: response.status, headers: response.headers, text: String(decoding: bytes, as: UTF8.self))
    }

    func get(_ target: String, as asker: Asker = .token(.admin)) async throws -> Answer {
        try await send(.get, target, as: asker)
    }

    /// The JSON of an answer that must be 200.
    func json(_ target: String) async throws -> JSON {
        let answer = try await get(target)
        try #require(answer.status == 200, "\(target): \(answer.text)")
        return try answer.json
    }

    /// Opens or closes the old paths.
    func set(_ name: String, _ value: JSON) async throws { try await house.settings.set(name, value, by: .system) }
}

/// People, sessions and tokens, made when they are first needed: a password costs time by design.
private actor Keys {
    private let house: House
    private var people: [Role: PersonRecord] = [:]
    private var sessions: [Role: SignedIn] = [:]
    private var tokens: [Role: String] = [:]

    init(_ house: House) { self.house = house }

    func person(_ role: Role) async throws -> PersonRecord {
        if let person = people[role] { return person }
        let person = try await house.people.create(
            name: "the \(role)", password: TestPlant.password, role: role, by: .system)
        people[role] = person
        return person
    }

    func session(_ role: Role) async throws -> SignedIn {
        if let session = sessions[role] { return session }
        let name = try await person(role).name
        let session = try await house.signIn.signIn(
            name: name, password: TestPlant.password, address: "127.0.0.1", agent: "test")
        sessions[role] = session
        return session
    }

    func forget(_ role: Role) { sessions[role] = nil }

    func token(_ role: Role) async throws -> String {
        if let token = tokens[role] { return token }
        let terminal = Author(Person(id: nil, name: "terminal", role: .admin, proof: .terminal), via: .verb)
        let token = try await house.tokens.create(name: "program of \(role)", role: role, expiresAt: nil, by: terminal)
            .text
        tokens[role] = token
        return token
    }
}
