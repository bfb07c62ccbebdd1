// Which centre a log belongs to: its folder. Folders of years and months between the centre's and the file do not count.

enum LogPath {
    /// - Parameters:
    ///   - path: within the source.
    ///   - location: the source's own place.
    static func centre(_ path: String, _ location: String) -> String? {
        let folders = path.split(separator: "/").dropLast() + []
        if let own = folders.last(where: { !isDate($0) }) { return String(own) }
        let place = location.split(separator: "?").first ?? ""
        return place.split(separator: "/").last { !isDate($0) }.map(String.init)
    }

    /// `2025`, `2025-05`, `05`, `202505`
    private static func isDate(_ folder: Substring) -> Bool {
        let digits = folder.utf8.filter { $0 &- 48 < 10 }.count
        return [1, 2, 4, 6, 8].contains(digits) && folder.utf8.allSatisfy { $0 &- 48 < 10 || $0 == 45 || $0 == 46 || $0 == 95 }
    }
}
