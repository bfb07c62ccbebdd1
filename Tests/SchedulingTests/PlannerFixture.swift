// A planner's sheet of 47 orders with all that such sheets have: parameters above the header, a totals row below, dates
// without a year, thousands in quotes, a blank quantity, a status spelled in many ways. Names and numbers are invented.

import Kernel
import TestKit

enum PlannerFixture {
    struct Order {
        var number: String
        var customer: String
        var assembly: String
        var rev: String
        var quantity: String
        var status: String
        var kit: String
        var minutes: String
        var trolleys: Int
        var ship: String
        var line: String
        var position: Int
        var multiplier: Int64

        /// set-up 1 h + minutes × 2 × multiplier ÷ 60, to the cent.
        var hours: Double { 1 + (Double(minutes.replacing(",", with: "")) ?? 0) * 2 * Double(multiplier) / 60 }
    }

    static let lines = ["1-ASTRA 10 (1)", "2-ASTRA 20 (2)", "3-BORA 30 (3)", "4-BORA 40 (4) NOVA"]
    static let statuses = [
        "1st Side Ready", "Ready", "1st Side Ready *", "Ready *", "Ready*", " Ready * ", "1st Side Ready ", "1st Side Ready",
        "Missing TSM-777-01-L-DV",
    ]

    static let orders: [Order] = (0..<47).map { index in
        let line = index % 4
        let month = 5 + index % 8
        return Order(
            number: "\(14_000 + index * 7).\(index % 3 + 1)", customer: line == 3 ? "NOVA" : ["Aire", "Borde", "Cielo"][index % 3],
            assembly: "PCB-\(200 + index % 13)", rev: ["-", ".2", "09", "AC-00", "NA", "B"][index % 6],
            quantity: index == 11 ? " " : "\(index % 5 == 0 ? "1,200" : "\(20 + index)")",
            status: statuses[index % statuses.count], kit: "\(month)/\(1 + index % 27)",
            minutes: index % 6 == 1 ? "1,199.00" : "\(40 + index * 13).\(index % 2 == 0 ? "00" : "25")", trolleys: 2 + index % 4,
            // Kits of the later months are of the year before.
            ship: "\(month > 9 ? 3 : month + 1)/\(1 + index % 27)/\(month > 9 ? "2027" : "2026")", line: lines[line],
            // Not strictly, with a gap and two alike.
            position: index / 4 + 1 + (index > 30 ? 2 : 0) - (index == 41 ? 1 : 0), multiplier: line == 0 ? 2 : 1)
    }

    private static func quoted(_ text: String) -> String { text.contains(",") ? "\"\(text)\"" : text }
    private static func decimals(_ number: Double) -> String {
        let cents = Int64((number * 100 + 1e-7).rounded())
        return "\(cents / 100).\(padded(Int(cents % 100), 2))"
    }

    static func sheet(_ orders: [Order] = orders, header: Bool = true) -> String {
        var lines = ["Hrs/Day,8,,,,,,,,,,,,,", "Days/Wk,5,,,,,,,,,,,,,", "Effeciency factor,2,,,,,,,,,,,,,", ",,,,,,,,,,,,,,", ",,,,,,,,,,,,,,"]
        if header {
            lines.append(
                "Customer,Assembly,Rev,WO,Qty,Status,Kit Date,Time (mins),Trolley,Ship Date,Set Up (hrs),Time (hrs),Time (days),Line,Line Position")
        }
        for order in orders {
            let hours = order.hours
            let cells = [
                order.customer, order.assembly, order.rev, order.number, quoted(order.quantity), order.status, order.kit, quoted(order.minutes),
                String(order.trolleys), order.ship, "1", decimals(hours), decimals(hours / (order.line.hasPrefix("4") ? 16 : 8)), order.line,
                String(order.position),
            ]
            lines.append(cells.joined(separator: ","))
        }
        lines.append(",,,,,,,,,,,\(decimals(orders.reduce(0) { $0 + $1.hours })),12.00,,")
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
