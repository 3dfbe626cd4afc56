/** What every property says of the position. */
import { html, type TemplateResult } from 'lit-html';
import type { PropertyVerdict } from '../../../../search/playing/game.ts';
import type { PlayData } from '../../play-data.ts';
import type { GameState } from './game-store.ts';

export function verdictList({ position }: GameState, claims: PlayData['claims']): TemplateResult {
  const { verdicts } = position;
  const broken = verdicts.filter(({ witness }) => witness !== null);
  const holding = verdicts.filter(({ witness }) => witness === null);
  const tested = holding.filter(({ exercised }) => exercised > 0);
  return html`${broken.map((verdict) => brokenProperty(verdict, claims))}
    <details>
      <summary>
        ✔ ${holding.length} properties hold, ${tested.length} of them put to the test
      </summary>
      <ul class="verdicts">
        ${holding.map(
          ({ property, exercised }) =>
            html`<li><code>${property}</code> ${timesText(exercised)}
              <span class="note">${claims[property]}</span></li>`,
        )}
      </ul>
    </details>`;
}

function brokenProperty(
  { property, witness }: PropertyVerdict,
  claims: PlayData['claims'],
): TemplateResult {
  return html`<div class="says broken" data-broken=${property}>
    <b>✖ ${property}</b>: ${witness?.observed ?? ''}
    <span class="note">The claim: ${claims[property]}.</span>
  </div>`;
}

function timesText(exercised: number): string {
  if (exercised === 0) return 'not put to the test yet';
  return exercised === 1 ? 'tested once' : `tested ${exercised} times`;
}
