// Views with the old system's names and columns, for whoever reads its tables directly.

import Store

enum LegacyViews {
    static let changes: [SchemaChange] = [
        .view("historial_cambio_material_smt") { dialect in
            """
            SELECT c.id AS id,
              CASE WHEN c.scan_day IS NULL THEN c.scan_date_raw ELSE \(dialect.dayText("c.scan_day")) END AS scan_date,
              CASE WHEN c.scan_day IS NULL THEN c.scan_time_raw ELSE \(dialect.clockText("c.scan_time_raw")) END AS scan_time,
              c.slot_key AS slot_no, c.result AS result, p.name AS part_name, \(dialect.quotient("c.quantity", 1000)) AS quantity, v.name AS vendor, c.lot AS lot_no, c.barcode AS barcode,
              c.feeder_base AS feeder_base, c.previous_barcode AS previous_barcode, f.path AS source_file,
              c.line AS line_number, c.mounter AS mounter_number, NULL AS file_hash,
              \(dialect.instantText("f.last_loaded_at")) AS created_at
            FROM trace_changes c JOIN trace_parts p ON p.id = c.part_id JOIN trace_vendors v ON v.id = c.vendor_id
            JOIN intake_files f ON f.id = c.file_id WHERE c.withdrawn_at IS NULL
            """
        },
        .view("smt_files_processed") { dialect in
            """
            SELECT f.id AS id, f.path AS filename, f.path AS filepath, \(dialect.jsonInteger("f.parts", "line")) AS line_number,
              \(dialect.jsonInteger("f.parts", "mounter")) AS mounter_number, NULL AS file_hash,
              \(dialect.instantText("f.last_loaded_at")) AS processed_at, f.loaded AS records_count, f.size AS file_size FROM intake_files f WHERE f.status <> 'superseded'
            """
        },
    ]
}
