// Screens at the lines: a clock by the server's time, regions that grow old without an event, and the scan field that
// takes whatever a scanner types wherever the reader has clicked.
import { all, fetchPage, isTyping, on, one } from './page.js';
import { isBusy, replace } from './replace.js';

const two = (n) => String(n).padStart(2, '0');

function startClock() {
  const clocks = all('[data-clock]');
  if (!clocks.length) return;
  const ahead = Date.parse(document.documentElement.dataset.now) - Date.now();
  const tick = () => {
    for (const clock of clocks) {
      const time = new Date(Date.now() + ahead + Number(clock.dataset.clock) * 1000);
      clock.textContent = `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
    }
  };
  tick();
  setInterval(tick, 1000);
}

async function refresh(id) {
  const region = document.getElementById(id);
  if (!region || document.hidden || isBusy(region)) return;
  const fresh = (await fetchPage(location.href).catch(() => null))?.getElementById(id);
  if (fresh) replace(region, fresh);
}

export function startFloor() {
  startClock();
  for (const region of all('[data-refresh][id]')) setInterval(() => refresh(region.id), Number(region.dataset.refresh) * 1000);
  on('keydown', (event) => {
    const field = one('input[data-scan]');
    if (!field || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (event.target.closest?.('button, a') && event.key === ' ') return;
    field.focus(); // the key itself then goes into the field
  });
}
