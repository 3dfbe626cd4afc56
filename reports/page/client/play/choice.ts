/** Which of the games of a page is played: each has an address of its own. */
import { html, render } from 'lit-html';
import type { Opening } from '../../play-data.ts';

export function drawChoice(page: Document, games: readonly Opening[], opening: Opening): void {
  const place = page.getElementById('choice');
  const heading = page.querySelector('h1');
  if (place === null || heading === null) return;
  heading.textContent = `${opening.target}, ${opening.nodes} nodes`;
  const choose = (chosen: Event): void => {
    location.hash = (chosen.target as HTMLSelectElement).value;
    location.reload();
  };
  render(
    html`<label>Raft with
        <select id="game" @change=${choose}>
          ${games.map(
            ({ target, title }) =>
              html`<option value=${target} ?selected=${target === opening.target}>
                 ${title}
               </option>`,
          )}
        </select></label>
      <p class="note">${opening.title}</p>`,
    place,
  );
}
