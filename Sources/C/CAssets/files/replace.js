// Puts a fresh copy of a region in place of the old one and keeps what the reader was doing:
// focus, caret, scroll positions, open details, ticked rows.
import { showAges } from './ages.js';
import { all } from './page.js';

const isField = (node) => !!node?.matches('input, textarea, select');

const scrolling = '.table-wrap, .chart-scroll, .menu-panel, pre';

/** How to find the same element again: its id, its field name, its row, or its link. */
function address(node) {
  if (node.id) return `#${CSS.escape(node.id)}`;
  if (node.name) {
    const value = node.type === 'checkbox' || node.type === 'radio' ? `[value="${CSS.escape(node.value)}"]` : '';
    return `${node.localName}[name="${CSS.escape(node.name)}"]${value}`;
  }
  if (node.dataset.key) return `[data-key="${CSS.escape(node.dataset.key)}"]`;
  const link = node.getAttribute('href');
  return link && `a[href="${CSS.escape(link)}"]`;
}

/** True while the reader is busy inside: typing, choosing text, in an open dialog, dragging, or with a row that is being sent. */
export function isBusy(region) {
  const at = document.activeElement;
  if (region.contains(at) && isField(at) && !['checkbox', 'radio'].includes(at.type)) return true;
  // A dialog stands outside of the region whose form it asks about.
  if (document.querySelector('dialog[open], .is-dragging') || region.querySelector('details.menu[open], tr[aria-busy=true]')) return true;
  const chosen = getSelection();
  return !!chosen && !chosen.isCollapsed && region.contains(chosen.anchorNode);
}

export function replace(old, fresh, { keepTyped = false } = {}) {
  const at = old.contains(document.activeElement) ? document.activeElement : null;
  const focus = at && address(at);
  const typed = keepTyped && isField(at) ? { value: at.value, from: at.selectionStart, to: at.selectionEnd } : null;
  const places = all(scrolling, old).map((node) => [node.scrollLeft, node.scrollTop]);
  const opened = all('details', old).map((node) => node.open);
  const ticked = all('td input[type=checkbox]:checked', old).map((node) => node.value);
  const next = document.importNode(fresh, true);
  showAges(next);
  old.replaceWith(next);
  all(scrolling, next).forEach((node, index) => {
    if (places[index]) [node.scrollLeft, node.scrollTop] = places[index];
  });
  all('details', next).forEach((node, index) => { if (opened[index]) node.open = true; });
  for (const box of all('td input[type=checkbox]', next)) if (ticked.includes(box.value)) box.checked = true;
  if (ticked.length) document.dispatchEvent(new CustomEvent('gemba:ticked'));
  const again = focus && next.querySelector(focus);
  if (again) {
    if (again.localName === 'tr') again.tabIndex = 0;
    again.focus({ preventScroll: true });
    if (typed && again.value !== typed.value) again.value = typed.value;
    if (typed?.from != null) again.setSelectionRange(typed.from, typed.to);
  }
  return next;
}
