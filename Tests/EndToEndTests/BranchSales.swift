// People who sell in a branch while it is opened and closed: small transactions that touch two tables each, so that a closing
// which saw half of one can be told, and between them a day of the whole shop by chance. What the central database has of
// them must add up after every closing, whatever the branch has become meanwhile.

import Foundation
import Kernel
import TestKit

/// Writes to a branch until told to rest.
final class BranchSales: @unchecked Sendable {
    // Guarded by the condition; the rest is the thread's own or never changes.
    private let condition = NSCondition()
    private var isWanted = false
    private var isBusy = false
    private var isOver = false
    private var fault: String?
    private var count = 0

    private let shop: BranchShop
    private var random: SeededRandom
    private var number = 0
    /// Transactions of one script; between two scripts it can be told to rest.
    private static let burst = 12
    private static let accounts = 12
    private static let patienceSeconds: Int64 = 180

    /// - Parameter shop: made already.
    /// - Throws: `ServerFailure`.
    init(_ shop: BranchShop, seed: UInt64) throws {
        (self.shop, random) = (shop, SeededRandom(seed: seed))
        try shop.server.run(Self.tables, in: shop.database)
        let thread = Thread { [self] in work() }
        thread.name = "branch-sales"
        thread.start()
    }

    /// Tables whose names come first and last in a closing: most of what it does lies between them.
    private static let tables = """
        CREATE TABLE arqueo_cuentas (id INT PRIMARY KEY, saldo INT NOT NULL, copia INT NOT NULL);
        CREATE TABLE arqueo_pedidos (id INT PRIMARY KEY, lineas INT NOT NULL, total INT NOT NULL);
        CREATE TABLE zona_lineas (pedido INT NOT NULL, n INT NOT NULL, importe INT NOT NULL, PRIMARY KEY (pedido, n));
        CREATE TABLE zona_traspasos (id INT PRIMARY KEY, de INT NOT NULL, a INT NOT NULL, monto INT NOT NULL);
        CREATE TABLE zona_diario (de INT NOT NULL, a INT NOT NULL, monto INT NOT NULL);
        INSERT INTO arqueo_cuentas SELECT seq, 0, 0 FROM seq_1_to_\(accounts);

        """
    static let tableNames = ["arqueo_cuentas", "arqueo_pedidos", "zona_lineas", "zona_traspasos", "zona_diario"]

    /// Transactions so far, those of the shop's day not counted.
    var transactions: Int { condition.withLock { count } }

    func go() {
        condition.withLock {
            isWanted = true
            condition.broadcast()
        }
    }

    /// Returns when nothing more is written.
    /// - Throws: what kept it from selling.
    func rest() async throws {
        condition.withLock { isWanted = false }
        let end = Stopwatch.milliseconds() + Self.patienceSeconds * 1000
        while condition.withLock({ isBusy }) {
            guard Stopwatch.milliseconds() < end else { throw ProgramFailure(what: "the branch does not rest") }
            try await Task.sleep(nanoseconds: 5_000_000)
        }
        if let fault = condition.withLock({ fault }) { throw ProgramFailure(what: "the branch could not sell: \(fault)") }
    }

    /// Nothing is written any more, and the thread ends.
    func finish() async throws {
        defer {
            condition.withLock {
                isOver = true
                condition.broadcast()
            }
        }
        try await rest()
    }

    private func work() {
        while true {
            let isOver = condition.withLock {
                isBusy = false
                while !isWanted, !self.isOver { condition.wait() }
                isBusy = true
                return self.isOver
            }
            if isOver { break }
            do {
                try shop.server.run(script(), in: shop.database)
                condition.withLock { count += Self.burst }
            } catch {
                condition.withLock { (fault, isWanted) = ("\(error)", false) }
            }
        }
        condition.withLock { isBusy = false }
    }

    private func script() -> String {
        var out = ""
        for _ in 0..<Self.burst {
            number += 1
            // As long as two people need; the whole burst is a tenth of a second.
            out += "START TRANSACTION;\n" + deed() + "COMMIT;\nDO SLEEP(0.00\(random.below(9)));\n"
        }
        return out + shop.workScript(steps: 4, seed: UInt64(number))
    }

    private func deed() -> String {
        let earlier = number - random.within(1...60)
        let amount = random.within(1...500)
        switch random.below(10) {
        case 0..<3:
            let from = random.within(1...Self.accounts)
            let to = 1 + (from + random.below(Self.accounts - 1)) % Self.accounts
            return """
                UPDATE arqueo_cuentas SET saldo = saldo - \(amount), copia = copia - \(amount) WHERE id = \(from);
                UPDATE arqueo_cuentas SET saldo = saldo + \(amount), copia = copia + \(amount) WHERE id = \(to);
                INSERT INTO zona_traspasos VALUES (\(number), \(from), \(to), \(amount));
                INSERT INTO zona_diario VALUES (\(from), \(to), \(amount));

                """
        case 3:
            // A transfer that is taken back; nothing where there is none of that number.
            return """
                SET @de = NULL, @a = NULL, @monto = NULL;
                SELECT de, a, monto INTO @de, @a, @monto FROM zona_traspasos WHERE id = \(earlier);
                UPDATE arqueo_cuentas SET saldo = saldo + @monto, copia = copia + @monto WHERE id = @de;
                UPDATE arqueo_cuentas SET saldo = saldo - @monto, copia = copia - @monto WHERE id = @a;
                DELETE FROM zona_diario WHERE de = @de AND a = @a AND monto = @monto LIMIT 1;
                DELETE FROM zona_traspasos WHERE id = \(earlier);

                """
        case 4..<7:
            let lines = (1...random.within(1...4)).map { ($0, random.within(1...90)) }
            return """
                INSERT INTO arqueo_pedidos VALUES (\(number), \(lines.count), \(lines.reduce(0) { $0 + $1.1 }));
                INSERT INTO zona_lineas VALUES \(lines.map { "(\(number), \($0.0), \($0.1))" }.joined(separator: ", "));

                """
        case 7..<9:
            return """
                UPDATE arqueo_pedidos SET lineas = lineas + 1, total = total + \(amount) WHERE id = \(earlier);
                INSERT INTO zona_lineas SELECT id, lineas, \(amount) FROM arqueo_pedidos WHERE id = \(earlier);

                """
        default:
            return "DELETE FROM zona_lineas WHERE pedido = \(earlier);\nDELETE FROM arqueo_pedidos WHERE id = \(earlier);\n"
        }
    }

    // MARK: what must add up

    /// What does not add up in a central database where all tables keep older states: a half transaction, or a row that was
    /// put in twice.
    /// - Throws: `ServerFailure`.
    static func faults(_ server: BranchServer, central: String, alias: String) throws -> [String] {
        let keys = try server.rows(
            """
            SELECT table_name, GROUP_CONCAT('v.`', REPLACE(column_name, '`', '``'), '` = w.`', REPLACE(column_name, '`', '``'), '`' SEPARATOR ' AND ')
            FROM information_schema.statistics WHERE table_schema = DATABASE() AND index_name = 'PRIMARY' AND column_name <> '_version'
            AND table_name NOT LIKE '\\_gemba%' GROUP BY table_name;
            """, in: central)
        let script = (sums(alias: alias) + keys.map { doubles($0[0], same: $0[1]) }).joined()
        return try server.rows(script, in: central).filter { $0[1] != "0" }.map { "\($0[0]): \($0[1])" }
    }

    /// Each query gives its name and how often it is not so.
    private static func sums(alias: String) -> [String] {
        func live(_ name: String) -> String { "\(name)._source_alias = '\(alias)' AND \(name)._deleted_at IS NULL AND \(name)._version = 0" }
        let (account, order, transfer, line, note) = (live("c"), live("p"), live("t"), live("l"), live("d"))
        func moved(_ column: String) -> String {
            "(SELECT IFNULL(SUM(t.monto), 0) FROM zona_traspasos t WHERE \(transfer) AND t.\(column) = c.id)"
        }
        return [
            "SELECT 'a row is half changed', COUNT(*) FROM arqueo_cuentas c WHERE \(account) AND c.saldo <> c.copia;\n",
            "SELECT 'an account without its transfers', COUNT(*) FROM arqueo_cuentas c WHERE \(account) AND c.saldo <> \(moved("a")) - \(moved("de"));\n",
            """
            SELECT 'an order without its lines', COUNT(*) FROM arqueo_pedidos p WHERE \(order) AND (p.lineas, p.total) <>
            (SELECT COUNT(*), IFNULL(SUM(l.importe), 0) FROM zona_lineas l WHERE \(line) AND l.pedido = p.id);

            """,
            """
            SELECT 'a line without its order', COUNT(*) FROM zona_lineas l WHERE \(line)
            AND NOT EXISTS (SELECT 1 FROM arqueo_pedidos p WHERE \(order) AND p.id = l.pedido);

            """,
            """
            SELECT 'the journal and the transfers', ABS((SELECT COUNT(*) FROM zona_diario d WHERE \(note)) - (SELECT COUNT(*) FROM zona_traspasos t WHERE \(transfer)))
            + ABS((SELECT IFNULL(SUM(monto * (de * 100 + a)), 0) FROM zona_diario d WHERE \(note))
            - (SELECT IFNULL(SUM(monto * (de * 100 + a)), 0) FROM zona_traspasos t WHERE \(transfer)));

            """,
        ]
    }

    /// A state that is followed by itself was put in twice; one that was deleted may come again as it was.
    private static func doubles(_ table: String, same: String) -> String {
        let (name, text) = ("`" + table.replacing("`", with: "``") + "`", table.replacing("'", with: "''").replacing("\\", with: "\\\\"))
        let next = "EXISTS (SELECT 1 FROM \(name) w WHERE \(same) AND w._version = v._version + 1)"
        return """
            SELECT 'put in twice in \(text)', COUNT(*) FROM \(name) v JOIN \(name) w ON \(same)
            AND w._version = IF(\(next), v._version + 1, 0) WHERE v._version > 0 AND v._deleted_at IS NULL AND v._record_hash = w._record_hash;

            """
    }
}
