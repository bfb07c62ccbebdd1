// The rules the charts need, as text for the page's stylesheet: drawings carry classes only. Colours are variables with
// a light and a dark set; a page that has its own tokens defines `--chart-…` after these rules.

/// The stylesheet of the charts.
public enum ChartStyle {
    /// Rules and both colour sets; dark by `prefers-color-scheme` and by `data-theme` on the root element.
    public static let css = """
        :root{\(light)}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
        :root[data-theme=dark]{\(dark)}
        @media print{:root:root{\(light)}}
        .chart{margin:0}
        .chart figcaption{font-weight:600;margin-bottom:8px}
        .chart figcaption small{font-size:inherit;font-weight:400;color:var(--chart-quiet)}
        .chart details{margin-top:4px;font-size:12px}
        .chart details[open]{overflow-x:auto}
        .chart summary{color:var(--chart-quiet);cursor:pointer}
        .chart-svg{display:block;max-width:100%;height:auto;font-family:system-ui,sans-serif;\
        font-variant-numeric:tabular-nums}
        .chart-svg.narrow{display:none}
        @media (max-width:640px){.chart-svg.wide{display:none}.chart-svg.narrow{display:block}}
        .chart-svg .label{fill:var(--chart-ink)}
        .chart-svg .tick{fill:var(--chart-quiet)}
        .chart-svg .strong{font-weight:600}
        .chart-svg .halo{paint-order:stroke;stroke:var(--chart-surface);stroke-width:4px;stroke-linejoin:round}
        .chart-svg .on,.chart-svg .glyph{fill:var(--chart-surface)}
        .chart-svg .frame{stroke:var(--chart-grid);stroke-dasharray:4 4}
        .chart-svg .axis{stroke:var(--chart-quiet);stroke-width:1}
        .chart-svg .grid{stroke:var(--chart-grid);stroke-width:1}
        .chart-svg .target{stroke:var(--chart-ink);stroke-width:1.5;stroke-dasharray:5 3}
        .chart-svg .now{stroke:var(--chart-accent);stroke-width:1.5}
        .chart-svg .shift{fill:var(--chart-shade)}
        .chart-svg .missing{fill:var(--chart-shade)}
        .chart-svg .hatch{stroke:var(--chart-hatch);stroke-width:1.5}
        .chart-svg .bar{fill:var(--tone)}
        .chart-svg .line{fill:none;stroke:var(--tone);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .chart-svg .area{fill:var(--tone);fill-opacity:.14}
        .chart-svg .edge{stroke:var(--chart-surface);stroke-width:1}
        .chart-svg .s-unknown{fill:none;stroke:var(--tone);stroke-width:1;stroke-dasharray:2 2}
        \(tones)
        .chart-svg a:hover .bar,.chart-svg a:focus .bar{opacity:.75}
        .chart-svg a .label:not(.on){fill:var(--chart-accent)}
        .chart-svg a:hover .label{text-decoration:underline}
        .chart-svg a:focus-visible{outline:2px solid var(--chart-accent)}
        """

    private static let tones = ChartTone.allCases
        .map { ".chart-svg .\($0.rawValue){--tone:var(--chart-\($0.rawValue))}" }.joined(separator: "\n")

    private static let light = variables([
        "surface": "#fff", "ink": "#1b1f24", "quiet": "#59636e", "grid": "#e1e5ea", "shade": "#f1f3f5",
        "hatch": "#b4bcc5", "accent": "#0b62c4",
        "c1": "#1f5f99", "c2": "#b4530a", "c3": "#2a7868", "c4": "#7a4fa0", "c5": "#80651a", "c6": "#66707b",
        "s-ok": "#66707b", "s-ng": "#c21f2c", "s-production": "#5b7768", "s-wait": "#b87a00", "s-stop": "#cf3f10",
        "s-closed": "#e9ecef", "s-unknown": "#7d8792",
    ])

    private static let dark = variables([
        "surface": "#15181c", "ink": "#e4e8ec", "quiet": "#9aa5b1", "grid": "#2d333a", "shade": "#1f2429",
        "hatch": "#505a65", "accent": "#6cb0ff",
        "c1": "#5f9fd8", "c2": "#f0a35e", "c3": "#5cc0a8", "c4": "#c39be8", "c5": "#d3b955", "c6": "#a3adb8",
        "s-ok": "#a3adb8", "s-ng": "#ff7a80", "s-production": "#7d9a8b", "s-wait": "#e0a32e", "s-stop": "#ff7a4d",
        "s-closed": "#262b31", "s-unknown": "#87919c",
    ])

    private static func variables(_ colours: KeyValuePairs<String, String>) -> String {
        colours.map { "--chart-\($0):\($1)" }.joined(separator: ";")
    }
}
