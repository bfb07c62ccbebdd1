// Dragging rows onto a button: within form[data-drag-form], [data-drag] rows have a check box, [data-drop] buttons take
// them. Dragging ticks the row, dropping presses the button: there is nothing a mouse can do here that keys cannot.
import { all, on } from './page.js';

export function startDrag() {
  let dragged = null;
  const target = (event) => event.target.closest?.('[data-drag-form] [data-drop]');
  on('dragstart', (event) => {
    dragged = event.target.closest?.('[data-drag-form] [data-drag]');
    if (!dragged) return;
    dragged.querySelector('input[type=checkbox]').checked = true;
    document.dispatchEvent(new Event('gemba:ticked'));
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.drag);
  });
  on('dragend', () => {
    dragged = null;
    for (const each of all('[data-drop].is-over')) each.classList.remove('is-over');
  });
  on('dragover', (event) => {
    const drop = dragged && target(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.add('is-over');
  });
  on('dragleave', (event) => target(event)?.classList.remove('is-over'));
  on('drop', (event) => {
    const drop = dragged && target(event);
    if (!drop) return;
    event.preventDefault();
    drop.form.requestSubmit(drop);
  });
}
