// The entry module. Every page works without it; it only makes pages quicker to use.
// All behaviour hangs on data attributes and is delegated from the document, so replaced fragments need no set-up.
import { startAges } from './ages.js';
import { startBoard } from './board.js';
import { startDrag } from './drag.js';
import { startFloor } from './floor.js';
import { startForms } from './forms.js';
import { startInline } from './inline.js';
import { startLive } from './live.js';
import { startPanel } from './panel.js';
import { startTables } from './table.js';
import { all, isTyping, make, on, one, words } from './page.js';

/** The theme is remembered in a cookie, so that the server renders it and no page flashes. */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `gemba_theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
  for (const button of all('[data-theme-set]')) button.setAttribute('aria-pressed', button.dataset.themeSet === theme);
}

async function copy(button) {
  const from = button.dataset.copyFrom && one(button.dataset.copyFrom);
  const text = from ? from.value ?? from.textContent : button.dataset.copy || location.href;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // plain http on a plant network has no clipboard API
    const area = make('textarea', { value: text, className: 'visually-hidden' });
    button.after(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    button.focus();
    if (!done) return;
  }
  const label = button.querySelector('span') ?? button;
  const was = label.textContent;
  if (was === words.copied) return;
  label.ariaLive = 'polite';
  label.textContent = words.copied;
  setTimeout(() => { label.textContent = was; }, 1600);
}

on('click', (event) => {
  const target = event.target;
  const theme = target.closest('[data-theme-set]');
  if (theme) {
    event.preventDefault();
    setTheme(theme.dataset.themeSet);
  }
  const copyButton = target.closest('button[data-copy], button[data-copy-from]');
  if (copyButton) copy(copyButton);
  for (const menu of all('details.menu[open], details.rail-more[open]')) {
    if (!menu.contains(target)) menu.open = false;
  }
  if (target.closest('button[data-print]')) window.print();
});

on('keydown', (event) => {
  if (event.key === 'Escape') {
    const menu = one('details.menu[open], details.rail-more[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
      event.stopImmediatePropagation();
    }
    return;
  }
  if (event.key === '/' && !isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = one('form[role=search] input');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }
});

/** What matters in a row that is too wide for the window is brought into its middle. */
for (const [row, at] of [['.tabs', '[aria-current]'], ['pre.raw', '.at mark']]) {
  const box = one(row), target = box?.querySelector(at);
  if (target) box.scrollLeft = target.offsetLeft - (box.clientWidth - target.offsetWidth) / 2;
}

startFloor();
startForms();
startInline();
startDrag();
startBoard();
startPanel();
startTables();
startAges();
startLive();
