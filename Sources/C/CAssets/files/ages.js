// Live ages: <time data-age="2026-11-20T08:15:00Z">3 min</time>, in the page's language.
// data-age-style="ago" says "3 min ago" / "in 3 min"; the default is the bare length.
import { all } from './page.js';

const language = document.documentElement.lang || 'en';
const steps = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const lengths = Object.fromEntries(steps.map(([unit]) =>
  [unit, new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 })]));
const relative = new Intl.RelativeTimeFormat(language, { style: 'short' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });

// Clocks of shop-floor computers are often wrong: ages count from the server's now.
const serverNow = Date.parse(document.documentElement.dataset.now ?? '');
const skew = Number.isNaN(serverNow) ? 0 : serverNow - Date.now();

function show(time) {
  const then = Date.parse(time.dataset.age);
  if (Number.isNaN(then)) return;
  const seconds = Math.round((Date.now() + skew - then) / 1000);
  const length = Math.abs(seconds);
  const [unit, size] = steps.find(([, size]) => length >= size) ?? steps[3];
  // Under a minute in steps of five seconds, so that nothing flickers.
  const count = unit === 'second' ? Math.floor(length / 5) * 5 : Math.floor(length / size);
  const text = time.dataset.ageStyle === 'ago' || seconds < -5
    ? relative.format(seconds < 0 ? count : -count, unit) : lengths[unit].format(count);
  if (time.textContent !== text) time.textContent = text;
  if (!time.title) time.title = exact.format(then);
}

export function showAges(within = document) {
  for (const time of all('time[data-age]', within)) show(time);
}

export function startAges() {
  showAges();
  setInterval(() => document.hidden || showAges(), 5000);
}
