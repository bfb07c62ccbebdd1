// Views with the old system's names and columns, for whoever reads its tables directly. A day is one session; its number
// is made of the centre's and the day's, so that it stays what it is when a day is computed anew.
//
// Times are those of the machine's own clock, as it wrote them. The figures of a session are ours, clipped to the window
// and summing up to it; what the old formula made of the same lines is in `compat` of the API.

import Store

enum LegacyViews {
    static let all: [SchemaChange] = [
        .view("centre_usinage", centres), .view("session_production", sessions), .view("job_profil", jobs),
        .view("periode_attente", waits), .view("periode_arret", stops), .view("piece_production", pieces),
    ]

    /// Days since 1970 fit below.
    private static let session = "(d.centre_id * 1000000 + d.log_day)"
    /// What the machine's clock showed, as milliseconds from 1970-01-01 00:00.
    private static let written = "(e.happened_at + e.offset_minutes * 60000)"
    /// The events of a day.
    private static let ofDay = """
        mach_days d JOIN mach_events e ON e.centre_id = d.centre_id AND e.happened_at >= d.begins_at AND e.happened_at < d.ends_at
          AND e.withdrawn_at IS NULL AND d.shift = 0
        """

    @Sendable private static func centres(_ dialect: any Dialect) -> String {
        """
        SELECT c.id AS id, c.name AS nom, c.type AS type_cu, c.name AS description, (1 = 1) AS actif,
          \(dialect.timestamp("c.created_at")) AS date_creation FROM mach_centres c
        """
    }

    /// Hours with four decimals, rates in percent with two, as the old columns had them.
    @Sendable private static func sessions(_ dialect: any Dialect) -> String {
        func clock(_ column: String) -> String {
            // Several lines may be of one moment: all of them were written by the same clock.
            """
            (SELECT \(dialect.timestamp("MIN\(written)")) FROM mach_events e
                WHERE e.centre_id = d.centre_id AND e.happened_at = d.\(column) AND e.withdrawn_at IS NULL)
            """
        }
        func hours(_ column: String) -> String { "ROUND(d.\(column) / 3600000.0, 4)" }
        func rate(_ column: String) -> String {
            "CASE WHEN d.window_ms = 0 THEN 0 ELSE ROUND(d.\(column) * 100.0 / d.window_ms, 2) END"
        }
        return """
            SELECT \(session) AS id, d.centre_id AS centre_usinage_id, \(dialect.date("d.log_day")) AS date_production,
              \(clock("first_piece")) AS heure_premiere_piece, \(clock("last_piece")) AS heure_derniere_piece,
              \(clock("first_start")) AS heure_premier_machine_start, \(clock("last_stop")) AS heure_dernier_machine_stop,
              d.pieces AS total_pieces, \(hours("window_ms")) AS duree_production_totale, \(hours("wait_ms")) AS temps_attente,
              \(hours("stop_ms")) AS temps_arret_volontaire, \(hours("production_ms")) AS temps_production_effectif,
              \(rate("production_ms")) AS taux_occupation, \(rate("wait_ms")) AS taux_attente, \(rate("stop_ms")) AS taux_arret_volontaire,
              f.path AS fichier_log_source, \(dialect.timestamp("f.last_loaded_at")) AS date_creation
            FROM mach_days d LEFT JOIN intake_files f ON f.id = (SELECT \(dialect.quotient("e.id", 1 << 32)) FROM mach_events e
                WHERE e.centre_id = d.centre_id AND e.happened_at >= d.begins_at AND e.happened_at < d.ends_at AND e.withdrawn_at IS NULL
                ORDER BY e.happened_at, e.id LIMIT 1)
            WHERE d.shift = 0
            """
    }

    @Sendable private static func jobs(_ dialect: any Dialect) -> String {
        """
        SELECT e.id AS id, \(session) AS session_id, j.reference AS reference, ROUND(CAST(j.length_mm AS DECIMAL(32, 2)), 2) AS longueur,
          j.colour AS couleur, \(dialect.timestamp(written)) AS timestamp_debut
        FROM \(ofDay) JOIN mach_jobs j ON j.id = e.id
        """
    }

    /// One per line of the log, in whole seconds as before; which end of it the stamp is follows from the centre.
    @Sendable private static func waits(_ dialect: any Dialect) -> String {
        let begin = "(\(written) - CASE WHEN c.wait_stamp = 'end' THEN e.length_ms ELSE 0 END)"
        let end = "(\(written) + CASE WHEN c.wait_stamp = 'end' THEN 0 ELSE e.length_ms END)"
        return """
            SELECT e.id AS id, \(session) AS session_id, \(dialect.timestamp(begin)) AS timestamp_debut,
              \(dialect.timestamp(end)) AS timestamp_fin, \(dialect.quotient("e.length_ms", 1000)) AS duree_secondes
            FROM \(ofDay) JOIN mach_event_names n ON n.id = e.name_id JOIN mach_centres c ON c.id = d.centre_id
            WHERE n.meaning = 'wait' AND e.length_ms > 0
            """
    }

    /// A stop that lasts into the next day is one on each of them, cut where the production day changes.
    @Sendable private static func stops(_ dialect: any Dialect) -> String {
        func clock(_ event: String, _ day: String) -> String {
            let ends = "COALESCE(\(event).happened_at + \(event).offset_minutes * 60000, (\(day)) * 86400000 + c.day_start * 60000)"
            return dialect.timestamp("(\(ends))")
        }
        return """
            SELECT s.id AS id, (s.centre_id * 1000000 + s.log_day) AS session_id, \(clock("b", "s.log_day")) AS timestamp_debut,
              \(clock("e", "s.log_day + 1")) AS timestamp_fin, \(dialect.quotient("(s.ends_at - s.begins_at)", 1000)) AS duree_secondes
            FROM mach_stops s JOIN mach_centres c ON c.id = s.centre_id LEFT JOIN mach_events b ON b.id = s.begin_event
              LEFT JOIN mach_events e ON e.id = s.end_event
            """
    }

    @Sendable private static func pieces(_ dialect: any Dialect) -> String {
        """
        SELECT e.id AS id, \(session) AS session_id,
          ROW_NUMBER() OVER (PARTITION BY \(session) ORDER BY e.happened_at, e.id) AS numero_piece,
          \(dialect.timestamp(written)) AS timestamp_production, COALESCE(e.details, '') AS details
        FROM \(ofDay) JOIN mach_event_names n ON n.id = e.name_id WHERE n.meaning = 'piece'
        """
    }
}
