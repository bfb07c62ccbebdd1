// What every long table has: headings that sort, a filter under each, an export of exactly this filter, a link to exactly
// this view. Markup and reading of the query only; the rows are whoever's they are.

import Kernel
import Web

/// The order that a link asks for: `sort=bytes` smallest first, `sort=-bytes` largest first.
public struct TableSort: Sendable, Equatable {
    public var key: String
    public var isDescending: Bool

    public init(_ key: String, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    /// - Throws: `parameter_invalid` for a key that is none of those.
    public init(_ query: Parameters, of keys: some Collection<String>, otherwise: TableSort) throws(Problem) {
        guard let text = query["sort"] else {
            self = otherwise
            return
        }
        isDescending = text.hasPrefix("-")
        key = String(text.drop { $0 == "-" })
        guard keys.contains(key) else { throw Problem(.input, "parameter_invalid", ["name": "sort", "value": String(text.prefix(40))]) }
    }

    public var text: String { (isDescending ? "-" : "") + key }
}

/// A column's heading.
public struct TableHead: Sendable {
    public var title: String
    public var isNumber: Bool
    /// The value of `sort` that orders by this column; nil when it cannot be ordered by.
    public var sort: String?
    /// Numbers and times are asked for largest first.
    public var startsDescending: Bool
    /// The field below the title.
    public var filter: HTML

    public init(_ title: String, isNumber: Bool = false, sort: String? = nil, startsDescending: Bool? = nil, filter: HTML = "") {
        self.title = title
        self.isNumber = isNumber
        self.sort = sort
        self.startsDescending = startsDescending ?? isNumber
        self.filter = filter
    }
}

/// The parts of a long table of one page.
public struct DataTable: Sendable {
    let visit: Visit
    let path: String
    let sort: TableSort
    private var reader: Reader { visit.reader }

    /// - Parameter path: the page's own, below which its `export` is.
    public init(_ visit: Visit, path: String, sort: TableSort) {
        self.visit = visit
        self.path = path
        self.sort = sort
    }

    /// This view with some parameters changed, from its first page.
    public func link(_ changes: [String: String?]) -> String {
        let query = visit.query.query(setting: changes.merging(["after": nil as String?, "format": nil]) { kept, _ in kept })
        return query.isEmpty ? path : path + "?" + query
    }

    /// The table with a heading row and, where a column has a filter, the row of filters.
    public func html(_ label: String, _ heads: [TableHead], rows: HTML, foot: HTML = "") -> HTML {
        let filters: HTML =
            heads.contains { !$0.filter.isEmpty }
            ? "<tr class=\"filters\">\(heads.html(filter))</tr>" : ""
        let end: HTML = foot.isEmpty ? "" : "<tfoot>\(foot)</tfoot>"
        return """
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(label)"><table class="data dense flow">\
            <thead><tr>\(heads.html(heading))</tr>\(filters)</thead><tbody>\(rows)</tbody>\(end)</table></div>
            """
    }

    private func filter(_ head: TableHead) -> HTML {
        head.filter.isEmpty ? "<th></th>" : "<th data-label=\"\(head.title)\">\(head.filter)</th>"
    }

    private func heading(_ head: TableHead) -> HTML {
        let kind: HTML = head.isNumber ? " class=\"num\"" : ""
        guard let key = head.sort else { return "<th scope=\"col\"\(kind)>\(head.title)</th>" }
        let isNow = sort.key == key
        let state = isNow ? (sort.isDescending ? "descending" : "ascending") : "none"
        let next = TableSort(key, isDescending: isNow ? !sort.isDescending : head.startsDescending)
        return """
            <th scope="col"\(kind) aria-sort="\(state)"><a href="\(link(["sort": next.text]))" title="\(reader.t("table.sort-by", ["column": head.title]))">\
            \(head.title)</a></th>
            """
    }

    // MARK: filters

    /// The form that the filters belong to, with what else the view is made of.
    public func form(_ fields: HTML = "") -> HTML {
        """
        <form id="filter" class="form filter-form" action="\(path)" data-autosubmit data-results="results">\(fields)\
        <button class="visually-hidden">\(reader.t("table.filter"))</button></form>
        """
    }

    /// What the filters' form must carry along, inside the part that is replaced.
    public func kept(_ names: [String]) -> HTML {
        names.html { name in
            visit.query.all(name).filter { !$0.isEmpty }.html { "<input type=\"hidden\" form=\"filter\" name=\"\(name)\" value=\"\($0)\">" }
        }
    }

    public func input(_ name: String, _ label: String) -> HTML {
        """
        <input form="filter" name="\(name)" value="\(visit.query.text(name))" placeholder="\(reader.t("table.contains"))" \
        aria-label="\(label)" title="\(label)" spellcheck="false">
        """
    }

    /// - Parameter all: what the empty choice says.
    public func select(_ name: String, _ label: String, _ options: [(value: String, text: String)], chosen: String?, all: String?) -> HTML {
        let list = options.html { option in
            "<option value=\"\(option.value)\"\(option.value == chosen ? " selected" : HTML.empty)>\(option.text)</option>"
        }
        let first: HTML = all.map { "<option value=\"\">\($0)</option>" } ?? ""
        let isSet: HTML = visit.query[name] == nil ? "" : " class=\"is-set\""
        return "<select form=\"filter\" name=\"\(name)\" aria-label=\"\(label)\" title=\"\(label)\"\(isSet)>\(first)\(list)</select>"
    }

    // MARK: what stands above the table

    /// A filter that is on; a click takes it back.
    public func chip(_ text: String, without names: [String]) -> HTML {
        let changes = Dictionary(uniqueKeysWithValues: names.map { ($0, String?.none) })
        return "<a class=\"chip\" href=\"\(link(changes))\">\(text)\(HTML.icon("close"))</a>"
    }

    /// Export of exactly this filter, and a link to exactly this view.
    public func tools(rows: Int64) -> HTML {
        let query = visit.query.query(setting: ["after": nil, "format": nil, "columns": nil])
        let exports = Export.Format.allCases.html { format in
            "<a href=\"\(path)/export?\(query.isEmpty ? "" : query + "&")format=\(format.rawValue)\" download>\(format.rawValue.uppercased())</a>"
        }
        return """
            <details class="menu"><summary>\(HTML.icon("download"))<span>\(reader.t("table.export"))</span></summary>\
            <div class="menu-panel"><p>\(reader.t("table.export-rows", ["n": reader.number(rows)]))</p>\(exports)</div></details>\
            <button class="quiet" type="button" data-copy>\(HTML.icon("link"))<span>\(reader.t("table.copy-link"))</span></button>
            """
    }
}
