// docs/roles.md says in a table who may do what. It is written by hand and compared with the routes here, so that page
// and program cannot drift apart: every route stands in one row, and no row is without a route.

import Foundation
import Kernel
import Testing
import Web

/// A row of the table.
struct RoleRow: Sendable {
    /// `GET /traceability*`
    var patterns: [String]
    /// In the order of `columns`.
    var cells: [String]

    static let columns = ["stranger", "viewer", "floor", "supervisor", "scheduler", "admin"]

    /// How exactly a pattern of this row means a route; nil when none does.
    func fit(_ route: Route) -> Int? {
        patterns.compactMap { pattern in
            let parts = pattern.split(separator: " ").map(String.init)
            guard parts.count == 2, parts[0] == "any" || parts[0] == route.method.rawValue else { return nil }
            let isOpenEnded = parts[1].hasSuffix("*")
            let path = isOpenEnded ? String(parts[1].dropLast()) : parts[1]
            guard isOpenEnded ? route.pattern.hasPrefix(path) : route.pattern == path else { return nil }
            // An exact path goes before the longest beginning, a named method before any.
            return path.utf8.count * 4 + (isOpenEnded ? 0 : 2) + (parts[0] == "any" ? 0 : 1)
        }.max()
    }

    /// The rows of the table whose heading names the roles.
    static func read(_ text: String) -> [RoleRow] {
        var rows: [RoleRow] = []
        var isTable = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                isTable = false
                continue
            }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if cells.dropFirst(2).map({ $0 }) == columns {
                isTable = true
            } else if isTable, cells.count == columns.count + 2, !cells[0].allSatisfy({ $0 == "-" }) {
                let patterns = cells[1].split(separator: "`").map(String.init).filter { $0.contains("/") }
                rows.append(RoleRow(patterns: patterns, cells: Array(cells.dropFirst(2))))
            }
        }
        return rows
    }

    /// The cells that a route's own rule comes to.
    static func cells(_ access: Access) -> [String] {
        func granted(_ permission: Permission) -> [String] {
            columns.dropFirst().map { name in
                Role(rawValue: name).map { permission.isGranted(to: $0) } ?? false ? "yes" : "no"
            }
        }
        return switch access {
        case .open: columns.map { _ in "yes" }
        case .signedIn: ["no"] + columns.dropFirst().map { _ in "yes" }
        case .needs(let permission): ["no"] + granted(permission)
        case .needsUnlessOpened(let permission, _): ["if opened"] + granted(permission)
        }
    }
}

@Suite struct RolesMatrixTests {
    @Test("docs/roles.md says of every route what the program does")
    func page() async throws {
        let path = SourceTree.root + "/docs/roles.md"
        let rows = RoleRow.read(try String(contentsOfFile: path, encoding: .utf8))
        #expect(rows.count >= 8, "the table is not found")
        let plant = try await TestPlant([])
        var used: Set<Int> = []
        for route in plant.routes {
            let name = "\(route.method.rawValue) \(route.pattern)"
            let fits = rows.enumerated().compactMap { index, row in row.fit(route).map { (index: index, fit: $0) } }
                .sorted { $0.fit > $1.fit }
            guard let best = fits.first else {
                Issue.record("\(name) is in no row")
                continue
            }
            #expect(fits.count == 1 || fits[1].fit < best.fit, "\(name) is in two rows")
            used.insert(best.index)
            #expect(rows[best.index].cells == RoleRow.cells(route.access), "\(name)")
        }
        for (index, row) in rows.enumerated() where !used.contains(index) {
            Issue.record("no route is meant by \(row.patterns)")
        }
    }

    @Test("the reading of the table finds a wrong cell, the nearer of two rows, and a route that is in none")
    func reading() {
        let text = """
            | what | routes | stranger | viewer | floor | supervisor | scheduler | admin |
            |---|---|---|---|---|---|---|---|
            | all | `any /a*` | no | yes | yes | yes | yes | yes |
            | one | `POST /a/b`, `GET /c` | no | no | no | no | no | yes |
            """
        let rows = RoleRow.read(text)
        #expect(rows.map(\.patterns) == [["any /a*"], ["POST /a/b", "GET /c"]])
        let route = Route(.post, "/a/b", .signedIn) { _ in .text("") }
        #expect((rows[1].fit(route) ?? 0) > (rows[0].fit(route) ?? 0))
        #expect(rows[1].cells != RoleRow.cells(route.access))
        #expect(rows.allSatisfy { $0.fit(Route(.get, "/d", .open) { _ in .text("") }) == nil })
    }
}
