// Tables by keyboard and mouse: j/k (or the arrows, once a row has focus) move, Enter and click open,
// x ticks the row, Escape leaves. The link in the row's first cell is what opens, so that data-panel works here too.
import { all, isTyping, on } from './page.js';

const rowsOf = (table) => all('tbody tr[data-href]', table).filter((row) => row.offsetParent !== null);

function currentTable() {
  const row = document.activeElement?.closest?.('tr[data-href]');
  return row?.closest('table') ?? all('table.data').find((table) => rowsOf(table).length);
}

function move(step) {
  const table = currentTable();
  if (!table) return false;
  const rows = rowsOf(table);
  const at = rows.indexOf(document.activeElement.closest('tr[data-href]'));
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

function open(row, event) {
  const link = all('a[href]', row).find((each) => each.getAttribute('href') === row.dataset.href);
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, '_blank', 'noopener');
  else if (link) link.click();
  else location.assign(row.dataset.href);
}

/** Ticked rows: [data-selected] shows how many, .select-bar is there only when there are some. */
function showTicked() {
  for (const bar of all('.select-bar')) {
    const form = bar.closest('form') ?? document;
    const boxes = all('td input[type=checkbox]', form);
    const ticked = boxes.filter((box) => box.checked).length;
    bar.hidden = ticked === 0;
    for (const place of all('[data-selected]', bar)) place.textContent = ticked;
    const master = form.querySelector('input[data-check-all]');
    if (master) master.checked = ticked > 0 && ticked === boxes.length;
  }
}

export function startTables() {
  on('click', (event) => {
    const row = !event.defaultPrevented && !event.button && event.target.closest?.('tr[data-href]');
    if (!row || event.target.closest('a, button, input, select, label, summary, form')) return;
    if (!getSelection().isCollapsed) return; // the reader is marking text
    open(row, event);
  });
  on('keydown', (event) => {
    if (isTyping(event) || event.altKey) return;
    const row = document.activeElement?.matches('tr[data-href]') ? document.activeElement : null;
    if (event.key === 'Enter' && row) open(row, event);
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === 'j' || (row && event.key === 'ArrowDown')) { if (!move(1)) return; }
    else if (event.key === 'k' || (row && event.key === 'ArrowUp')) { if (!move(-1)) return; }
    else if (event.key === 'x' && row) row.querySelector('td input[type=checkbox]')?.click();
    else if (event.key === 'Escape' && row) row.blur();
    else return;
    event.preventDefault();
  });
  on('change', (event) => {
    const master = event.target;
    if (master.matches('[data-check-all]')) {
      for (const box of all('td input[type=checkbox]', master.closest('table'))) box.checked = master.checked;
    }
    showTicked();
  });
  on('gemba:ticked', showTicked);
  addEventListener('pageshow', showTicked);
}
