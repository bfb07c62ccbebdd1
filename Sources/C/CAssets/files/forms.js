// Forms: filter forms that show their results while one types, a confirm before what cannot be taken back lightly,
// files dropped on a drop zone, and no second submit by a double click. The server checks everything again.
import { replace } from './replace.js';
import { all, fetchPage, make, on, words } from './page.js';

const typingPause = 300;
let pending = 0, running = null;

/** The address of a GET form without its empty fields: short links to exactly this view. */
function addressOf(form) {
  const url = new URL(form.action, location.href);
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value.trim() !== '');
  url.search = new URLSearchParams(fields).toString();
  return url;
}

/** Replaces the regions named in data-results (ids) by those of the answer, without leaving the page. */
async function showResults(form) {
  clearTimeout(pending);
  running?.abort();
  running = new AbortController();
  const url = addressOf(form);
  try {
    const page = await fetchPage(url.href, running.signal);
    if (!page) return;
    for (const id of (form.dataset.results ?? 'results').split(/\s+/)) {
      const old = document.getElementById(id), fresh = page.getElementById(id);
      if (old && fresh) replace(old, fresh, { keepTyped: true });
    }
    history.replaceState(null, '', url);
    document.title = page.title || document.title;
  } catch (problem) {
    if (problem.name !== 'AbortError') location.assign(url);
  }
}

/** A question before the deed, with the text the server wrote: it names what will change. */
function confirm(form, submitter) {
  const label = form.dataset.confirmYes || submitter?.textContent.trim() || 'OK';
  const title = form.dataset.confirmTitle || label;
  const className = submitter?.classList.contains('danger') ? 'danger' : 'primary';
  const yes = make('button', { type: 'button', className }, label);
  const no = make('button', { type: 'button', onclick: () => dialog.close() }, words.cancel);
  const dialog = make('dialog', { ariaLabel: title }, make('h2', {}, title), make('p', {}, form.dataset.confirm),
    make('div', { className: 'form-actions' }, no, yes));
  document.body.append(dialog);
  yes.onclick = () => {
    dialog.close();
    form.append(make('input', { type: 'hidden', name: 'confirmed', value: '1' }));
    form.dataset.confirmed = '1';
    form.requestSubmit(submitter ?? undefined);
  };
  dialog.onclose = () => { dialog.remove(); submitter?.focus(); };
  dialog.showModal();
  no.focus();
}

function showFiles(drop) {
  const input = drop.querySelector('input[type=file]');
  let list = drop.querySelector('.drop-files');
  if (!list) drop.append(list = make('ul', { className: 'drop-files' }));
  list.replaceChildren(...[...input.files].map((file) =>
    make('li', {}, `${file.name}, ${Math.ceil(file.size / 1000).toLocaleString()} kB`)));
}

function startDrop() {
  const zone = (event) => event.target.closest?.('.drop');
  on('dragover', (event) => {
    const drop = zone(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.add('is-over');
  });
  on('dragleave', (event) => zone(event)?.classList.remove('is-over'));
  on('drop', (event) => {
    const drop = zone(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.remove('is-over');
    const input = drop.querySelector('input[type=file]');
    if (!input || !event.dataTransfer?.files.length) return;
    const some = new DataTransfer();
    [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1).forEach((file) => some.items.add(file));
    input.files = some.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

export function startForms() {
  const autosubmit = (event) => {
    const form = event.target.form;
    return form?.matches('[data-autosubmit]') ? form : null;
  };
  on('input', (event) => {
    const form = autosubmit(event);
    if (!form || event.isComposing || !event.target.matches('input:not([type=checkbox]):not([type=radio])')) return;
    clearTimeout(pending);
    pending = setTimeout(() => showResults(form), typingPause);
  });
  on('change', (event) => {
    if (event.target.matches('.drop input[type=file]')) return showFiles(event.target.closest('.drop'));
    const form = autosubmit(event);
    if (form && event.target.matches('select, input[type=checkbox], input[type=radio], input[type=date]')) showResults(form);
  });
  on('submit', (event) => {
    const form = event.target;
    if (form.matches('[data-autosubmit]')) {
      event.preventDefault();
      showResults(form);
    } else if (form.dataset.confirm && !form.dataset.confirmed && window.HTMLDialogElement) {
      event.preventDefault();
      confirm(form, event.submitter);
    } else if (form.method === 'post') {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = '1';
      setTimeout(() => { delete form.dataset.sent; }, 5000); // the answer may be a download: the page stays
      event.submitter?.classList.add('is-busy');
    }
  });
  addEventListener('pageshow', () => { // back from the next page: the form may be sent again
    for (const form of all('form[data-sent], form[data-confirmed]')) {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
      form.querySelector('input[name=confirmed][type=hidden]')?.remove();
    }
  });
  startDrop();
}
