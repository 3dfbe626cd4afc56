/** Paths that were left for another: to return to, or to compare with the current one. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Path } from '../../../../search/playing/game.ts';
import { playedRun, type PlayedRun } from '../../../story/played-run.ts';
import type { GameState, GameStore } from './game-store.ts';
import { commonLength } from './paths.ts';

export function branchList({ branches }: GameState, store: GameStore): TemplateResult {
  if (branches.length === 0)
    return html`<p class="note">None yet: step back and go another way.</p>`;
  return html`<ul class="branches">
    ${branches.map((branch, place) => {
      const common = commonLength(branch, store.whole);
      return html`<li>
        ${place + 1}: ${branch.length} decisions, another way after ${common}
        <button @click=${() => void store.go(branch)}>Go there</button>
        <button data-compare=${place} @click=${() => void compare(store, branch)}>Compare</button>
      </li>`;
    })}
  </ul>`;
}

async function compare(store: GameStore, branch: Path): Promise<void> {
  await store.work('', async () => ({
    compared: playedRun(await store.engine.at(branch)),
    status: '',
  }));
}

/** Side by side; the first step in which they differ is marked. */
export function comparison({ played, compared }: GameState): TemplateResult | typeof nothing {
  if (compared === null) return nothing;
  const [here, there] = [textsOf(played), textsOf(compared)];
  const rows = Array.from({ length: Math.max(here.length, there.length) }, (_, place) => place);
  const first = rows.find((place) => here[place] !== there[place]);
  return html`<table class="compare">
    <caption>The current path, and the branch</caption>
    <thead>
      <tr><th scope="col">step</th><th scope="col">here</th><th scope="col">branch</th></tr>
    </thead>
    <tbody>
      ${rows.map(
        (place) => html`<tr class=${place === first ? 'differs' : ''}>
          <th scope="row">${place + 1}${place === first ? ' ≠ first difference' : ''}</th>
          <td>${here[place] ?? '–'}</td>
          <td>${there[place] ?? '–'}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function textsOf({ run }: PlayedRun): readonly string[] {
  return run.steps.map(({ row }) => row.text);
}
