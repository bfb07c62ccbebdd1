// Fields edited where they stand: form[data-inline] is the form of a row's fields (they name it by their form attribute).
// A change is sent at once, typed text when the reader leaves the field or presses Enter; Escape takes it back.
// While a row is being sent further changes wait, so that the server never sees them in another order.
import { replace } from './replace.js';
import { all, fetchPage, isTyping, make, on, one } from './page.js';

const pause = 250;
const states = new WeakMap(); // form -> { timer, sending, again }

const fieldsOf = (form) => [...form.elements].filter((field) => field.matches('.inline'));
const formOf = (field) => (field.matches?.('.inline') && field.form?.matches('[data-inline]') ? field.form : null);
const seenOf = (form, field) => form.elements[`seen.${field.name}`];
const changed = (form) => fieldsOf(form).some((field) => field.value !== seenOf(form, field)?.value);

function say(form, text) {
  const old = one('.notice.inline-problem');
  if (!text) return old?.remove();
  const notice = old ?? make('div', { className: 'notice is-bad inline-problem', role: 'alert' });
  notice.textContent = text;
  if (!old) form.closest('.table-wrap')?.before(notice);
}

async function send(form) {
  const state = states.get(form);
  state.timer = 0;
  if (state.sending) return void (state.again = true);
  const row = form.closest('tr');
  if (!changed(form)) return row?.removeAttribute('aria-busy');
  state.sending = true;
  const sent = new Map(fieldsOf(form).map((field) => [field, field.value]));
  try {
    const answer = await fetch(form.action, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { 'X-Gemba-Fragment': '1' },
    });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (answer.ok) {
      for (const [field, value] of sent) seenOf(form, field).value = value;
      say(form, '');
    } else {
      say(form, page.querySelector('.notice b, .notice')?.textContent ?? String(answer.status));
      for (const [field] of sent) field.value = seenOf(form, field).value;
    }
  } catch {
    say(form, document.body.dataset.words ? JSON.parse(document.body.dataset.words).failed : '');
  }
  state.sending = false;
  if (state.again) {
    state.again = false;
    return void send(form);
  }
  row?.removeAttribute('aria-busy');
  await show();
}

/** The cards, the counts and the row as the server sees them now. */
async function show() {
  if (all('form[data-inline]').some((form) => states.get(form)?.sending || states.get(form)?.timer)) return;
  const page = await fetchPage(location.href).catch(() => null);
  for (const id of ['answer', 'results']) {
    const old = document.getElementById(id), fresh = page?.getElementById(id);
    if (old && fresh) replace(old, fresh, { keepTyped: true });
  }
}

function plan(form, wait) {
  if (!states.has(form)) states.set(form, { timer: 0, sending: false, again: false });
  const state = states.get(form);
  form.closest('tr')?.setAttribute('aria-busy', 'true'); // nothing takes its place before it is sent
  clearTimeout(state.timer);
  state.timer = setTimeout(() => send(form), wait);
}

export function startInline() {
  on('change', (event) => {
    const form = formOf(event.target);
    if (form) plan(form, event.target.matches('select') ? pause : 0);
  });
  on('keydown', (event) => {
    const form = formOf(event.target);
    if (form && event.key === 'Escape') {
      event.target.value = seenOf(form, event.target).value;
      event.target.closest('tr[data-href]')?.focus();
      event.preventDefault();
    } else if (form && event.key === 'Enter' && event.target.matches('input')) {
      event.preventDefault();
      plan(form, 0);
    } else if (event.key === 'e' && !isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.activeElement?.closest?.('tr[data-href]')?.querySelector('.inline');
      if (!field) return;
      event.preventDefault();
      field.focus();
    }
  });
}
