// What every page must be, asked on the page itself: it fits, it can be read, it can be touched, and whoever goes through
// it by keyboard sees where they are. A check answers with what is wrong, in words a person can find it by.

import Kernel
import TestKit

/// Questions to a page.
enum BrowserChecks {
    /// What they share: how an element is named, whether it is seen.
    private static let common = """
        const name = (e) => e.localName + (e.id ? '#' + e.id : '') + [...e.classList].map((c) => '.' + c).join('') +
          ' “' + (e.getAttribute('aria-label') ?? (e.innerText || e.textContent || e.value || '')).trim().slice(0, 30) + '”';
        const seen = (e) => {
          const box = e.getBoundingClientRect();
          return box.width > 1 && box.height > 1 && e.checkVisibility({ checkOpacity: true, visibilityProperty: true });
        };
        """

    /// The document is not wider than the window, and there is something in it.
    static func fit(_ width: Int, _ language: String) -> String {
        """
        (() => {
          \(common)
          const faults = [], root = document.documentElement;
          if (root.lang !== '\(language)') faults.push('the language is ' + root.lang);
          if (!document.title.trim()) faults.push('no title');
          for (const use of document.querySelectorAll('svg.icon use')) {
            if (seen(use.parentElement) && !use.getBBox().width) faults.push('no such icon: ' + use.getAttribute('href'));
          }
          const main = document.querySelector('main');
          if (!main || !seen(main) || main.innerText.trim().length < 10) faults.push('nothing to see');
          if (root.scrollWidth > \(width)) {
            // Not what scrolls within something, nor what hangs on the window that has become too wide.
            const held = (e) => { for (let p = e; p && p !== document.body; p = p.parentElement) {
              if (p !== e && getComputedStyle(p).overflowX !== 'visible') return true;
              if (getComputedStyle(p).position === 'fixed') return true;
            } return false; };
            const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > \(width) + 1 && seen(e) && !held(e));
            faults.push('as wide as ' + root.scrollWidth + ': ' + wide.slice(0, 3).map(name).join(', '));
          }
          return faults;
        })()
        """
    }

    /// No menu opens beyond the window.
    static func menus(_ width: Int) -> String {
        """
        (() => {
          \(common)
          const faults = [];
          for (const menu of document.querySelectorAll('details.menu, details.rail-more')) {
            if (!seen(menu)) continue;
            menu.open = true;
            const box = menu.lastElementChild.getBoundingClientRect();
            if (box.left < 0 || box.right > \(width) || document.documentElement.scrollWidth > \(width))
              faults.push('a menu opens from ' + Math.round(box.left) + ' to ' + Math.round(box.right) + ' px: ' + name(menu.firstElementChild));
            menu.open = false;
          }
          return faults;
        })()
        """
    }

    /// Text stands out from what is behind it: 4.5 to 1, large text 3 to 1 (WCAG 2.2, 1.4.3).
    static let contrast = """
        (() => {
          \(common)
          const parse = (text) => {
            const n = (text.match(/-?[\\d.]+(e-?\\d+)?/g) ?? []).map(Number);
            if (text.startsWith('color(')) return [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1];
            return text.startsWith('rgb') ? [n[0], n[1], n[2], n[3] ?? 1] : null;
          };
          const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
          const light = (c) => {
            const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const grounds = new Map();
          const ground = (e) => {
            if (!e) return [255, 255, 255, 1];
            if (grounds.has(e)) return grounds.get(e);
            const own = parse(getComputedStyle(e).backgroundColor) ?? [0, 0, 0, 0];
            const found = own[3] === 1 ? own : over(own, ground(e.parentElement));
            grounds.set(e, found);
            return found;
          };
          const faults = new Map(), known = new Set();
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const e = node.parentElement;
            if (!node.data.trim() || e.closest('svg, script, style, :disabled, [aria-disabled=true], option') || !seen(e)) continue;
            const style = getComputedStyle(e);
            const ink = parse(style.color), behind = ground(e);
            const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
            const key = [ink, behind, large].join();
            if (!ink || known.has(key)) continue;
            known.add(key);
            let opacity = 1;
            for (let p = e; p; p = p.parentElement) opacity *= parseFloat(getComputedStyle(p).opacity);
            const shown = over([ink[0], ink[1], ink[2], ink[3] * opacity], behind);
            const [a, b] = [light(shown), light(behind)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < (large ? 3 : 4.5)) faults.set(key, ratio.toFixed(2) + ' to 1: ' + name(e));
          }
          return known.size < 3 ? ['hardly any text'] : [...faults.values()].slice(0, 6);
        })()
        """

    /// What can be touched is at least 24 px in both directions; a link within a sentence is as high as its line.
    static let touch = """
        (() => {
          \(common)
          const faults = [];
          const box = (e) => {
            const label = e.matches('input[type=checkbox], input[type=radio], input[type=file]') ? e.closest('label') : null;
            return (label ?? e).getBoundingClientRect();
          };
          for (const e of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
            if (!seen(e) || e.closest('[inert]')) continue;
            if (e.matches('a') && getComputedStyle(e).display.startsWith('inline') && !getComputedStyle(e).display.includes('flex')) {
              // In a sentence, or the one link of a row that opens wherever it is touched.
              const cell = e.closest('td, th, dd, dt, li');
              const row = e.closest('tr[data-href], svg');
              if (row || e.parentElement.textContent.trim() !== e.textContent.trim()) continue;
              if (cell && cell.getBoundingClientRect().height >= 24 && e.getBoundingClientRect().height >= 15) continue;
              // The only words of a line of text.
              if (e.closest('p')) continue;
            }
            const size = box(e);
            if (size.width < 23.5 || size.height < 23.5) faults.push(Math.round(size.width) + '×' + Math.round(size.height) + ' px: ' + name(e));
          }
          return faults.slice(0, 8);
        })()
        """

    /// Where the keyboard is: the element, whether that is seen, and whether something lies over it. Null when nowhere.
    static let focus = """
        (() => {
          \(common)
          const e = document.activeElement;
          if (!e || e === document.body || e === document.documentElement) return null;
          const marked = (n, pseudo) => {
            const s = getComputedStyle(n, pseudo);
            return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && !/^rgba.*, 0\\)$/.test(s.outlineColor)) || s.boxShadow !== 'none';
          };
          // A date's parts are focused one by one inside the field, and the browser marks them itself.
          let isMarked = marked(e) || e.matches('input[type=date]');
          for (let p = e.parentElement, i = 0; p && i < 3 && !isMarked; p = p.parentElement, i++) isMarked = p.matches(':focus-within') && p !== document.body && marked(p);
          const box = e.getBoundingClientRect();
          const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          // The part of it that is in the window: a table may be taller.
          const [left, right] = [Math.max(0, box.left), Math.min(innerWidth - 1, box.right)];
          const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight - 1, box.bottom)];
          const places = [0.5, 0.1, 0.9].map((part) => document.elementFromPoint(left + (right - left) * part, top + (bottom - top) * part));
          const open = places.some((top) => top && (e.contains(top) || top.contains(e) || top.closest('label')?.contains(e)));
          return { name: name(e), isMarked, isInside: inside, isOpen: open };
        })()
        """

    /// Goes through a page by Tab.
    /// - Returns: how many places there were, and what is wrong with them.
    static func tab(_ page: BrowserPage, steps: Int) async throws -> (places: Int, faults: [String]) {
        var places = 0
        var faults: [String] = []
        try await page.value("getSelection().removeAllRanges(); document.activeElement?.blur(); scrollTo(0, 0)")
        for _ in 0..<steps {
            try await page.press("Tab", code: 9)
            let at = try await page.value(focus)
            guard let name = at["name"]?.string else { break }
            places += 1
            if at["isMarked"]?.bool != true { faults.append("the focus is not seen on \(name)") }
            if at["isInside"]?.bool != true { faults.append("the focus is out of sight on \(name)") }
            if at["isInside"]?.bool == true, at["isOpen"]?.bool != true { faults.append("something lies over \(name)") }
        }
        return (places, faults)
    }
}
