// What several modules need: finding and making elements, the few words scripts say, fetching a page of ours.
// The server gives the words in the reader's language: <body data-words='{"copied":"Copiado"}'>.

const given = (() => {
  try {
    return JSON.parse(document.body.dataset.words ?? '{}');
  } catch {
    return {};
  }
})();

export const on = document.addEventListener.bind(document);
export const one = (selector) => document.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export const words = { cancel: 'Cancel', close: 'Close', openPage: 'Open as page', copied: 'Copied', ...given };

/** A new element with these properties and children. */
export function make(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/** True when a key belongs to a field, a dialog or a browser shortcut. */
export function isTyping(event) {
  const at = event.target;
  return event.defaultPrevented || event.isComposing || !!one('dialog[open]') ||
    !!at.closest?.('input:not([type=checkbox], [type=radio]), select, textarea');
}

/** Fetches a page of ours; null when the session ended (the browser is then sent to the sign-in page). */
export async function fetchPage(url, signal) {
  const answer = await fetch(url, { headers: { 'X-Gemba-Fragment': '1' }, signal });
  if (answer.status === 401 || (answer.redirected && new URL(answer.url).pathname !== new URL(url).pathname)) {
    location.reload();
    return null;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
