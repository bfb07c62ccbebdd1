// A header map read the other way: which name stands over which field.

import Kernel

extension HeaderMap {
    /// The names over the fields, in the order of the file; a field nobody named has none.
    public func names(_ profile: IntakeProfile) -> [String] {
        let known = zip(profile.columns, columns).compactMap { column, index in index.map { ($0, column.name) } }
        let all = known + extras.map { ($0.index, $0.name) }
        var names = [String](repeating: "", count: (all.map(\.0).max() ?? -1) + 1)
        for (index, name) in all { names[index] = name }
        return names
    }

    /// The field a column's name stands for, be it the profile's name, a synonym or an extra.
    public func index(of name: String, _ profile: IntakeProfile) -> Int? {
        if let column = profile.column(named: name) { return columns[column] }
        return extras.first { HeaderName.normalized($0.name) == HeaderName.normalized(name) }?.index
    }
}
