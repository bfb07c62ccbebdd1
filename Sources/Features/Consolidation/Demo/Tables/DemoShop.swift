// The database of a simulated branch: a small shop with products, customers, sales with their lines, a cash log without a
// key, a view and a trigger. SQLite, as `gemba demo` needs no server.

import Kernel
import Store

struct DemoShop {
    static let tables: [String] = [
        "CREATE TABLE products (id INTEGER PRIMARY KEY, sku VARCHAR(20) NOT NULL UNIQUE, name VARCHAR(80) NOT NULL, price DECIMAL(10,2) NOT NULL, stock INTEGER NOT NULL)",
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, email VARCHAR(120), since DATE NOT NULL)",
        "CREATE TABLE sales (id INTEGER PRIMARY KEY, sold_at DATETIME NOT NULL, customer_id INTEGER REFERENCES customers(id), total DECIMAL(10,2) NOT NULL, paid VARCHAR(10) NOT NULL)",
        "CREATE TABLE sale_lines (sale_id INTEGER NOT NULL REFERENCES sales(id), line INTEGER NOT NULL, product_id INTEGER NOT NULL REFERENCES products(id), quantity INTEGER NOT NULL, price DECIMAL(10,2) NOT NULL, PRIMARY KEY (sale_id, line))",
        "CREATE TABLE cash_log (at DATETIME NOT NULL, what VARCHAR(40) NOT NULL, amount DECIMAL(10,2))",
        "CREATE TRIGGER stock_down AFTER INSERT ON sale_lines BEGIN UPDATE products SET stock = stock - NEW.quantity WHERE id = NEW.product_id; END",
        "CREATE VIEW sold_today AS SELECT product_id, SUM(quantity) AS quantity FROM sale_lines GROUP BY product_id",
    ]
    private static let names = [
        "Solder paste", "Flux pen", "Tip 2.4 mm", "Tweezers", "Wick 2 mm", "Nozzle 110", "Feeder tape", "Squeegee", "Stencil wipe", "Gloves M",
        "Gloves L",
        "Magnifier", "Cutter", "Label roll", "Ink ribbon", "Fuse 2 A", "Cable 1 m", "Cable 2 m", "Battery", "Cleaner",
    ]
    private static let people = [
        "Ana Ruiz", "Luc Petit", "Mia Stone", "Leo Vidal", "Eva Blanc", "Tom Reed", "Iris Sol", "Hugo Roy", "Noa Gil", "Max Lake",
    ]

    let session: any ForeignSession
    var chance: DemoChance

    func isMade() throws -> Bool { try session.text("SELECT name FROM sqlite_schema WHERE name = 'cash_log'") != nil }

    /// The shop's things, and days of sales that end at `now`.
    mutating func make(days: Int, until now: CivilTime) throws {
        try session.begin(.change)
        for statement in Self.tables { try session.execute(statement) }
        for (index, name) in Self.names.enumerated() {
            let price = Self.money(150 + chance.below(9_850))
            try session.execute(
                "INSERT INTO products VALUES (\(index + 1), 'P-\(padded(index + 1, 3))', '\(name)', \(price), \(5_000 + chance.below(5_000)))")
        }
        for (index, name) in Self.people.enumerated() {
            let mail = name.lowercased().replacing(" ", with: ".") + "@example.com"
            let since = now.date.adding(days: -400 + chance.below(300)).isoText
            // Two have an account in every shop.
            let own = index < 2 ? mail : "\(chance.below(1_000)).\(mail)"
            try session.execute("INSERT INTO customers VALUES (\(index + 1), '\(name)', '\(own)', '\(since)')")
        }
        for back in stride(from: days, through: 0, by: -1) {
            let day = now.date.adding(days: -back)
            let end = back == 0 ? now.millisecondOfDay / 1000 : 20 * 3600
            var second = 8 * 3600 + chance.below(900)
            while second < end {
                try sell(at: CivilTime(date: day, millisecondOfDay: second * 1000))
                second += 240 + chance.below(1_200)
            }
        }
        try session.commit()
    }

    /// One customer at the till.
    mutating func sell(at time: CivilTime) throws {
        let stamp = "\(time.date.isoText) \(time.clockText)"
        let sale = (try session.text("SELECT MAX(id) FROM sales").flatMap { Int($0) } ?? 0) + 1
        let customer = chance.below(3) == 0 ? "\(1 + chance.below(Self.people.count))" : "NULL"
        var lines: [String] = []
        var cents = 0
        for line in 1...(1 + chance.below(4)) {
            let (quantity, price) = (1 + chance.below(5), 150 + chance.below(9_850))
            cents += quantity * price
            lines.append("(\(sale), \(line), \(1 + chance.below(Self.names.count)), \(quantity), \(Self.money(price)))")
        }
        let paid = ["cash", "card", "card", "transfer"][chance.below(4)]
        try session.execute("INSERT INTO sales VALUES (\(sale), '\(stamp)', \(customer), \(Self.money(cents)), '\(paid)')")
        try session.execute("INSERT INTO sale_lines VALUES \(lines.joined(separator: ", "))")
        if paid == "cash" { try session.execute("INSERT INTO cash_log VALUES ('\(stamp)', 'sale', \(Self.money(cents)))") }
        if chance.below(12) == 0 {
            try session.execute("UPDATE products SET price = price + 0.10 WHERE id = \(1 + chance.below(Self.names.count))")
        }
        if chance.below(40) == 0, sale > 20 {
            // A sale that was typed wrongly is taken out again.
            let wrong = sale - 1 - chance.below(10)
            try session.execute("DELETE FROM sale_lines WHERE sale_id = \(wrong)")
            try session.execute("DELETE FROM sales WHERE id = \(wrong)")
        }
    }

    /// What a plant's administrator may think of later: one customer, one address.
    static func tighten(_ session: any ForeignSession) throws {
        try session.execute("CREATE UNIQUE INDEX IF NOT EXISTS one_address ON customers (email)")
    }

    private static func money(_ cents: Int) -> String { "\(cents / 100).\(padded(cents % 100, 2))" }
}

/// Numbers that look like chance and are the same for the same seed.
struct DemoChance: Sendable {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func below(_ n: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, n)))
    }
}
