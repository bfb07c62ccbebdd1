// The board: [data-board] has lanes ([data-line]) with bars (a[data-key]) in the order of the queue. An order is picked up by
// the mouse or by Space, has a place chosen for it, and is put down; in between the server says what that would mean. What
// is sent is the page's own form, with what was seen. "To" is `line|rank|order`: before that order, or `line`: at its end.
import { replace } from './replace.js';
import { all, fetchPage, isTyping, make, on, one } from './page.js';
import { closePanel } from './panel.js';

const board = () => one('[data-board]');
const lanes = () => all('.lane-row[data-line]', board());
const barsOf = (lane) => all('a.b', lane);
const placeOf = (bar) => `${bar.closest('[data-line]').dataset.line}|${bar.dataset.seen.split(':')[1]}|${bar.dataset.key}`;
const farEnough = 5, previewPause = 40, longPress = 350;

let held = null; // { key, seen, from, lane, others, index, to, ghost }
let asked = '', pending = 0, running = null;
let sending = 0, isOld = false; // forms on their way; something is to be shown once nothing is held

// what the server says

function say(html) {
  const panel = one('#board-preview');
  if (!panel) return;
  panel.hidden = !html;
  if (html) panel.innerHTML = html;
  else panel.replaceChildren();
}

function preview() {
  const { key, to } = held;
  if (asked === to) return;
  asked = to;
  clearTimeout(pending);
  pending = setTimeout(async () => {
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams({ order: key, to, plan: board().dataset.plan });
    try {
      const answer = await fetch(`/scheduling/preview?${query}`, { signal: running.signal });
      const text = await answer.text();
      if (held?.to === to) say(text);
    } catch { /* the next place asks again */ }
  }, previewPause);
}

/** The page as it is now, without losing the place; what was said comes from the answer to the form. */
async function show(answer) {
  isOld = !!held;
  if (held) return;
  const page = await fetchPage(location.href).catch(() => null);
  for (const old of all('[data-live=scheduling][id]')) {
    const fresh = page?.getElementById(old.id);
    if (fresh && !held) replace(old, fresh);
  }
  isOld = !!held;
  const said = one('#board-said'), fresh = answer?.querySelector('#board-said');
  if (said && fresh) said.replaceChildren(...document.importNode(fresh, true).childNodes);
}

async function send(form, submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter ?? null));
  const key = fields.get('order');
  document.body.classList.toggle('board-sending', ++sending > 0);
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { 'X-Gemba-Fragment': '1' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (answer.status === 401 || !page.querySelector('#board-said')) return location.reload();
    closePanel();
    await show(page);
  } catch {
    return form.submit();
  } finally {
    document.body.classList.toggle('board-sending', --sending > 0);
  }
  if (held || document.activeElement?.closest('a.b, .backlog-item')) return; // the planner is elsewhere by now
  const again = key && one(`[data-board] a[data-key="${CSS.escape(key)}"], .backlog a[data-key="${CSS.escape(key)}"]`);
  if (again) again.focus({ preventScroll: true });
}

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  return send(form);
}

// picking up, choosing, putting down

function pick(item, ghost) {
  drop(false);
  const lane = item.closest('[data-line]');
  held = { key: item.dataset.key, seen: item.dataset.seen, item, lane: null, index: 0, to: null, ghost };
  item.classList.add('is-dragging');
  document.body.classList.add('board-moving');
  asked = '';
  if (ghost) return;
  say(make('p', { className: 'preview-head' }, one('#board-preview').dataset.help).outerHTML);
  const at = lane ?? lanes()[0];
  choose(at, lane ? barsOf(at).indexOf(item) : barsOf(at).length);
}

/** The place before the index-th of the other orders that are seen of a line. */
function choose(lane, index) {
  const others = barsOf(lane).filter((bar) => bar.dataset.key !== held.key);
  held.lane = lane;
  held.index = Math.max(0, Math.min(index, others.length));
  const before = others[held.index];
  held.to = before ? placeOf(before) : lane.dataset.after.endsWith(`|${held.key}`) ? lane.dataset.line : lane.dataset.after;
  mark(lane, before, others[held.index - 1]);
  preview();
}

function mark(lane, before, after) {
  const node = one('.drop-mark') ?? make('div', { className: 'drop-mark' });
  if (node.parentElement !== lane) lane.append(node);
  const box = lane.getBoundingClientRect(), svg = lane.querySelector('.board-svg').getBoundingClientRect();
  const shape = (bar) => bar.querySelector('svg').getBoundingClientRect();
  const x = before ? shape(before).left : after ? shape(after).right : svg.left;
  node.style.transform = `translateX(${Math.round(Math.max(svg.left, Math.min(x, svg.right)) - box.left)}px)`;
}

/** Lets go of what is held; with `isDone` it goes where it was to go. */
function drop(isDone) {
  if (!held) return;
  const { key, seen, to, item, ghost } = held;
  held = null;
  clearTimeout(pending);
  running?.abort();
  ghost?.remove();
  one('.drop-mark')?.remove();
  item.classList.remove('is-dragging');
  document.body.classList.remove('board-moving');
  say('');
  if (isDone && to === 'backlog') fill(one('#board-unplace'), { order: key, seen });
  else if (isDone && to) fill(one('#board-place'), { order: key, seen, to });
  else if (isOld) show(null);
  document.dispatchEvent(new Event('gemba:released'));
}

// by mouse or finger

let start = null, frame = 0, press = 0;

function lift() {
  const ghost = make('div', { className: 'board-ghost' }, start.item.dataset.key);
  document.body.append(ghost);
  pick(start.item, ghost);
}

function follow(event) {
  if (!start) return;
  if (!held) {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < (start.isTouch ? 2 : 1) * farEnough) return;
    if (start.isTouch) return forget(); // a finger that moves at once scrolls
    lift();
  }
  start.at = { x: event.clientX, y: event.clientY };
  frame ||= requestAnimationFrame(move);
}

function move() {
  frame = 0;
  if (!held?.ghost) return;
  const { x, y } = start.at;
  held.ghost.style.transform = start.isTouch ? `translate(${x - 24}px, ${y - 56}px)` : `translate(${x + 12}px, ${y + 10}px)`;
  const under = document.elementFromPoint(x, y);
  const lane = under?.closest('[data-board] [data-line]');
  const isBack = !lane && under?.closest('[data-backlog]') && held.seen !== '-';
  one('[data-backlog]')?.classList.toggle('is-over', !!isBack);
  if (lane) {
    const others = barsOf(lane).filter((bar) => bar.dataset.key !== held.key);
    const index = others.findIndex((bar) => {
      const box = bar.querySelector('svg').getBoundingClientRect();
      return x < box.left + box.width / 2;
    });
    return choose(lane, index < 0 ? others.length : index);
  }
  one('.drop-mark')?.remove();
  held.to = isBack ? 'backlog' : null;
  asked = '';
}

function forget() {
  clearTimeout(press);
  start = null;
}

function startPointer() {
  on('pointerdown', (event) => {
    const item = event.target.closest?.('[data-board] a.b, .backlog-item');
    if (!item || !board() || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    start = { item, x: event.clientX, y: event.clientY, isTouch: event.pointerType === 'touch' };
    if (!start.isTouch) return;
    // Held for a moment, it is picked up: until then the finger may as well scroll or tap.
    press = setTimeout(() => {
      lift();
      start.at = { x: start.x, y: start.y };
      frame ||= requestAnimationFrame(move);
    }, longPress);
  });
  addEventListener('touchmove', (event) => { if (held?.ghost && event.cancelable) event.preventDefault(); }, { passive: false });
  on('contextmenu', (event) => { if (start?.isTouch) event.preventDefault(); });
  on('pointermove', follow);
  on('pointerup', () => {
    if (!start) return;
    const wasHeld = held?.ghost;
    forget();
    one('[data-backlog]')?.classList.remove('is-over');
    if (!wasHeld) return;
    // The click that follows a drag opens nothing.
    const stop = (click) => { click.preventDefault(); click.stopPropagation(); };
    addEventListener('click', stop, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', stop, { capture: true }), 50);
    drop(true);
  });
  on('pointercancel', () => { forget(); drop(false); });
  on('dragstart', (event) => { if (event.target.closest?.('[data-board] a, .backlog-item')) event.preventDefault(); });
}

// by keys

function step(item, key) {
  const lane = item.closest('[data-line]');
  if (!lane) {
    const items = all('.backlog-item');
    if (key === 'ArrowLeft') return barsOf(lanes()[0])[0];
    return items[items.indexOf(item) + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0)];
  }
  const bars = barsOf(lane), at = bars.indexOf(item);
  if (key === 'ArrowLeft') return bars[at - 1];
  if (key === 'ArrowRight') return bars[at + 1] ?? one('.backlog-item');
  return nearest(otherLane(lane, key), item);
}

function otherLane(lane, key) {
  const some = lanes();
  return some[some.indexOf(lane) + (key === 'ArrowDown' ? 1 : -1)];
}

function nearest(lane, item) {
  if (!lane) return null;
  const x = item.querySelector('svg').getBoundingClientRect().left;
  const far = (bar) => Math.abs(bar.querySelector('svg').getBoundingClientRect().left - x);
  return barsOf(lane).reduce((best, bar) => (!best || far(bar) < far(best) ? bar : best), null) ?? nearest(otherLane(lane, 'ArrowDown'), item);
}

function chooseBy(key) {
  const { lane, index } = held;
  if (key === 'ArrowLeft') return choose(lane, index - 1);
  if (key === 'ArrowRight') return choose(lane, index + 1);
  const next = otherLane(lane, key);
  if (!next) return undefined;
  const x = one('.drop-mark').getBoundingClientRect().left;
  const others = barsOf(next).filter((bar) => bar.dataset.key !== held.key);
  const at = others.findIndex((bar) => bar.querySelector('svg').getBoundingClientRect().left >= x - 1);
  return choose(next, at < 0 ? others.length : at);
}

function keys(event) {
  if (!board() || isTyping(event) || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
    const form = one(event.shiftKey ? 'form[data-redo]' : 'form[data-undo]');
    if (!form) return;
    event.preventDefault();
    if (!form.querySelector('button').disabled) send(form);
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  const isArrow = event.key.startsWith('Arrow');
  if (held && !held.ghost) {
    if (isArrow) chooseBy(event.key);
    else if (event.key === 'Enter' || event.key === ' ') drop(true);
    else if (event.key === 'Escape' || event.key === 'Tab') drop(false);
    else return;
    event.preventDefault();
    return;
  }
  if (held && event.key === 'Escape') { forget(); return drop(false); }
  const item = document.activeElement?.closest?.('[data-board] a.b, .backlog-item');
  if (!item) return;
  if (isArrow) step(item, event.key)?.focus();
  else if (event.key === ' ') pick(item, null);
  else if (event.key === 'Delete' && item.dataset.seen !== '-') fill(one('#board-unplace'), { order: item.dataset.key, seen: item.dataset.seen });
  else return;
  event.preventDefault();
}

export function startBoard() {
  startPointer();
  on('keydown', keys);
  on('submit', (event) => {
    if (!event.target.matches('[data-board-form]') || !board() || event.submitter?.formMethod === 'get') return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
}
