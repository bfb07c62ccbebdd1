// Live regions: <section id="needs" data-live="intake jobs">. One event source per visible page; on an event the page
// is fetched again and the regions of that topic are replaced, but never one the reader is busy in.
// The server sends `data: topic` and, at least every 20 s, `event: tick`, so that a dead line is noticed.
import { isBusy, replace } from './replace.js';
import { all, fetchPage, on, one } from './page.js';

const leastGap = 1000, countGap = 2000, silence = 45000, longestWait = 30000, hiddenGrace = 10000;
const waiting = new Set(), later = new Set(); // topics not yet shown; topics of regions in use
let source = null, heard = 0, attempt = 0, lastFetch = 0, timer = 0, retry = 0, fetching = false, missed = false;
let drawn = document.documentElement.dataset.now ?? ''; // the server's time of what is shown

const regions = () => all('[data-live][id]');
const topicsOf = (region) => region.dataset.live.split(/\s+/).filter(Boolean);
const touched = () => regions().filter((region) => topicsOf(region).some((topic) => waiting.has(topic)));
const keysOf = (within) => all('tbody tr[data-key]', within).map((row) => row.dataset.key);

function setStale(stale) {
  for (const age of all('.age')) age.classList.toggle('stale', stale);
}

function connect() {
  clearTimeout(retry);
  const topics = [...new Set(regions().flatMap(topicsOf))];
  if (source || document.hidden || !topics.length) return;
  source = new EventSource(`/events?${new URLSearchParams({ topics: topics.join(' '), since: drawn })}`);
  heard = Date.now();
  source.onopen = () => {
    attempt = 0;
    setStale(false);
    if (missed) hear(topics); // something may have happened while the line was down
    missed = false;
  };
  source.onmessage = (event) => hear([event.data.trim()]);
  source.addEventListener('tick', () => { heard = Date.now(); });
  source.onerror = lost;
}

function disconnect() {
  source?.close();
  source = null;
  missed = true;
}

function lost() {
  disconnect();
  setStale(true);
  clearTimeout(retry);
  retry = setTimeout(connect, Math.min(longestWait, 1000 * 2 ** attempt++) * (0.75 + Math.random() / 2));
}

function hear(topics) {
  heard = Date.now();
  topics.forEach((topic) => waiting.add(topic));
  plan();
}

/** At most one fetch per second, less when only new rows are counted. */
function plan() {
  if (timer || fetching) return;
  const some = touched();
  if (!some.length) return waiting.clear();
  const gap = some.every((region) => region.dataset.liveMode === 'count') ? countGap : leastGap;
  timer = setTimeout(refresh, Math.max(0, lastFetch + gap - Date.now()));
}

async function refresh() {
  timer = 0;
  if (document.hidden) return;
  const some = touched(), topics = [...waiting];
  waiting.clear();
  fetching = true;
  lastFetch = Date.now();
  try {
    const page = await fetchPage(location.href);
    if (page) drawn = page.documentElement.dataset.now ?? drawn;
    if (page) some.filter((region) => region.isConnected).forEach((region) => show(region, page));
    const age = page?.querySelector('.topline .age'), shown = one('.topline .age');
    if (age && shown) replace(shown, age);
  } catch {
    topics.forEach((topic) => waiting.add(topic));
    lastFetch = Date.now() + 4000;
  }
  fetching = false;
  if (waiting.size) plan();
}

function show(region, page) {
  const fresh = page.getElementById(region.id);
  if (!fresh) return;
  if (region.dataset.liveMode === 'count') count(region, fresh);
  else if (isBusy(region)) topicsOf(region).forEach((topic) => later.add(topic));
  else replace(region, fresh);
}

/** Rows that came since the table was drawn are counted by data-key; nothing moves but one line. */
function count(region, fresh) {
  const line = one(`.new-rows[data-for="${region.id}"]`);
  if (!line) return;
  const known = new Set(keysOf(region)), now = keysOf(fresh);
  const added = now.filter((key) => !known.has(key)).length;
  line.hidden = added === 0;
  const number = added && added === now.length ? `${added}+` : added;
  line.textContent = ((added === 1 ? line.dataset.one : line.dataset.many) ?? '{n}').replace('{n}', number);
}

async function showNew(line) {
  const region = document.getElementById(line.dataset.for);
  const page = await fetchPage(location.href).catch(() => null);
  const fresh = page?.getElementById(region.id);
  if (!fresh) return location.assign(line.href);
  const known = new Set(keysOf(region));
  for (const row of all('tr[data-key]', fresh)) row.classList.toggle('is-new', !known.has(row.dataset.key));
  line.hidden = true;
  for (const wrap of all('.table-wrap', replace(region, fresh))) wrap.scrollTop = 0;
}

/** Shows what was held back, once the reader has left the region. */
function resume() {
  if (!later.size) return;
  const topics = [...later];
  later.clear();
  setTimeout(() => hear(topics), 400);
}

export function startLive() {
  if (!regions().length) return;
  connect();
  setInterval(() => { if (source && Date.now() - heard > silence) lost(); }, 5000);
  let hiding = 0; // browsers allow six connections per host: hidden pages give theirs back
  on('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(disconnect, hiddenGrace);
    else { connect(); plan(); }
  });
  addEventListener('pageshow', (event) => { if (event.persisted) connect(); });
  for (const kind of ['focusout', 'selectionchange', 'toggle', 'gemba:released']) on(kind, resume, true);
  on('click', (event) => {
    const line = event.target.closest?.('a.new-rows[data-for]');
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    showNew(line);
  });
}
