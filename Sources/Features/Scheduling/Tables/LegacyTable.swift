// The old system's numbers, and views with its names and columns for whoever reads its tables directly.

import Kernel
import Store

struct LegacyTable {
    let tx: any Transaction

    /// The numbers of open orders and of others.
    func ids() throws -> [String: Int64] {
        let rows = try tx.rows("SELECT number, id FROM schedule_orders") { ($0.text(0), $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    func number(_ id: Int64) throws -> String? { try tx.text("SELECT number FROM schedule_orders WHERE id = \(id)") }

    /// In the order of their names.
    func customers() throws -> [String] {
        let named = try tx.rows("SELECT name FROM schedule_customers") { $0.text(0) }
        let ordering = try tx.rows("SELECT DISTINCT customer FROM schedule_orders WHERE customer <> ''") { $0.text(0) }
        return Set(named + ordering).sorted()
    }
}

enum SchedulingViews {
    static let all: [SchemaChange] = [
        .view("work_orders", orders), .view("production_lines", lines), .view("line_time_blocks", blocks), .view("trolley_management", trolleys),
    ]

    private static func decimal(_ column: String) -> String { "(\(column) / 1000.0)" }

    @Sendable private static func orders(_ dialect: any Dialect) -> String {
        """
        SELECT o.id AS id, o.number AS work_order_number, o.customer AS customer_name, o.assembly AS assembly_number, o.rev AS revision,
          \(decimal("o.quantity")) AS quantity, o.status AS status, o.clear_to_build AS clear_to_build, o.kit_date AS kit_date, o.ship_date AS ship_date,
          \(decimal("o.setup_hours")) AS setup_hours_estimated, \(decimal("o.run_minutes")) AS production_time_minutes_estimated,
          \(decimal("o.actual_setup_hours")) AS setup_hours_actual, \(decimal("o.actual_run_hours")) AS production_time_hours_actual,
          \(dialect.timestamp("o.ended_at")) AS completion_date, o.trolleys AS trolley_number, p.line AS line_id,
          \(dialect.timestamp("s.start_at")) AS scheduled_start_time, \(dialect.timestamp("s.end_at")) AS scheduled_end_time,
          o.hand_placement AS is_hand_placed
        FROM schedule_orders o
          LEFT JOIN schedule_placements p ON p.plan_id = 'published' AND p.order_number = o.number
          LEFT JOIN schedule_promises s ON s.order_number = o.number
        """
    }

    @Sendable private static func lines(_ dialect: any Dialect) -> String {
        """
        SELECT l.number AS id, l.name AS line_name, CASE WHEN l.kind = 'hand' THEN 'Hand' ELSE 'SMT' END AS line_type, l.location AS location_area,
          \(decimal("l.multiplier")) AS time_multiplier, l.active AS active, l.status AS status, l.reason AS status_reason,
          \(dialect.timestamp("l.status_since")) AS status_start_time, \(dialect.timestamp("l.expected_return")) AS expected_return_time,
          l.takes_plans AS auto_schedule_enabled
        FROM schedule_lines l
        """
    }

    @Sendable private static func blocks(_ dialect: any Dialect) -> String {
        """
        SELECT b.id AS id, b.line AS line_id, b.kind AS block_type, \(dialect.timestamp("b.start_at")) AS start_time,
          \(dialect.timestamp("b.end_at")) AS end_time, b.note AS description
        FROM schedule_blocks b
        """
    }

    @Sendable private static func trolleys(_ dialect: any Dialect) -> String {
        """
        SELECT t.number AS id, t.number AS trolley_number, CASE WHEN t.away = 1 THEN 'maintenance' ELSE 'available' END AS status
        FROM schedule_trolleys t
        """
    }
}
