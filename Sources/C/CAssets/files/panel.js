// a[data-panel] shows the #main of its page in a panel at the side, so that the list stays in sight.
// With a modifier key, or when the fetch fails, it is an ordinary link.
import { showAges } from './ages.js';
import { all, fetchPage, isTyping, make, on, one, words } from './page.js';

let opener = null, running = null;

export function closePanel() {
  running?.abort();
  one('.side-panel')?.remove();
  one('tr.is-selected')?.classList.remove('is-selected');
  const back = opener?.closest('tr[data-href]') ?? opener;
  if (back?.isConnected) back.focus({ preventScroll: true });
  opener = null;
}

function panelFor(url) {
  let panel = one('.side-panel');
  if (!panel) {
    panel = make('aside', { className: 'side-panel', tabIndex: -1 });
    document.body.append(panel);
  }
  const body = make('div', { className: 'side-panel-body' });
  panel.replaceChildren(make('header', {}, make('a', { href: url }, words.openPage),
    make('button', { type: 'button', className: 'quiet', onclick: closePanel }, `${words.close} (Esc)`)), body);
  return { panel, body };
}

async function openPanel(link) {
  const url = new URL(link.getAttribute('href'), location).href; // a link in a picture has no text for its href
  running?.abort();
  running = new AbortController();
  const page = await fetchPage(url, running.signal).catch((problem) => {
    if (problem.name !== 'AbortError') location.assign(url);
    return null;
  });
  const main = page?.getElementById('main');
  if (!main) return void (page && location.assign(url));
  opener = link;
  const { panel, body } = panelFor(url);
  body.append(...document.importNode(main, true).childNodes);
  for (const part of all('[data-live]', body)) part.removeAttribute('data-live'); // the list below stays live
  showAges(body);
  panel.ariaLabel = body.querySelector('h1')?.textContent;
  one('tr.is-selected')?.classList.remove('is-selected');
  link.closest('tr[data-href]')?.classList.add('is-selected');
  panel.focus({ preventScroll: true });
}

export function startPanel() {
  on('click', (event) => {
    const link = !event.defaultPrevented && event.target.closest?.('a[data-panel]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openPanel(link);
  });
  on('keydown', (event) => {
    if (event.key !== 'Escape' || isTyping(event) || !one('.side-panel')) return;
    event.preventDefault();
    closePanel();
  });
}
