/** All that may happen next: a button for each decision, with what it would do. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { EnabledDecision, PlayDecision, Position } from '../../../../search/playing/game.ts';
import { nodeName } from '../../../../trace/view.ts';
import { messageLabel } from '../../../story/messages.ts';
import { sentenceOfDecision } from '../../../story/played-run.ts';
import type { GameState, GameStore } from './game-store.ts';

type Kind = PlayDecision['kind'];

/** In the order in which they are listed, with what they are called; rare ones are folded. */
const GROUPS: readonly (readonly [Kind, string, 'open' | 'folded'])[] = [
  ['fire', 'Timers that may fire', 'open'],
  ['deliver', 'Messages that may arrive', 'open'],
  ['propose', 'Clients that may propose', 'open'],
  ['crash', 'Nodes that may crash and restart', 'open'],
  ['crashWithin', 'Crashes in the middle of a step', 'folded'],
  ['duplicate', 'Messages that may arrive and stay in flight', 'folded'],
  ['lose', 'Messages that may be lost', 'folded'],
];

export function decisionList(state: GameState, store: GameStore): TemplateResult {
  const { position, isBusy } = state;
  if (position.ending?.kind === 'targetThrew') {
    return html`<p class="note">The run has ended: the target threw. Step back to go on.</p>`;
  }
  const groups = GROUPS.flatMap(([kind, title, look]) => {
    const members = position.enabled.filter(({ decision }) => decision.kind === kind);
    if (members.length === 0) return [];
    const breaking = members.filter(({ breaks }) => breaks.length > 0).length;
    const items = members.map((enabled) => item(enabled, state, store));
    return [
      html`<details ?open=${look === 'open'}>
        <summary>${title} <span class="count">${members.length}</span>
          ${breaking === 0 ? nothing : html`<span class="breaks">✖ ${breaking}</span>`}</summary>
        <ul class="decisions" aria-busy=${isBusy}>${items}</ul>
      </details>`,
    ];
  });
  return html`${groups}`;
}

function item(enabled: EnabledDecision, state: GameState, store: GameStore): TemplateResult {
  const { decision, breaks } = enabled;
  const broken = breaks.map((property) => html`<strong class="breaks">✖ ${property}</strong>`);
  return html`<li>
    <button data-kind=${decision.kind} @click=${() => void store.make(decision)}>
      <span class="what">${labelOf(decision, state.position)}</span>
      <span class="does">${sentenceOf(enabled, state.position)} ${broken}</span>
    </button>
  </li>`;
}

const sentences = new WeakMap<EnabledDecision, string>();

/** Telling takes longer than drawing, and a page is drawn anew for every change. */
function sentenceOf(enabled: EnabledDecision, position: Position): string {
  const sentence = sentences.get(enabled) ?? sentenceOfDecision(position, enabled);
  sentences.set(enabled, sentence);
  return sentence;
}

/** Short: `n1 election`, `RV n1 → n2`. */
export function labelOf(decision: PlayDecision, position: Position): string {
  switch (decision.kind) {
    case 'fire':
      return `${nodeName(decision.node)} ${decision.timer}`;
    case 'deliver':
    case 'duplicate':
    case 'lose':
      return [
        messageOf(decision, position),
        `${nodeName(decision.from)} → ${nodeName(decision.to)}`,
      ].join(' ');
    case 'propose':
    case 'crash':
      return nodeName(decision.node);
    case 'crashWithin':
      return `${labelOf(decision.step, position)}, effect ${decision.afterEffects}`;
  }
}

type Arrival = Extract<PlayDecision, { readonly kind: 'deliver' | 'duplicate' | 'lose' }>;

/** What reports call it on an arrow. */
function messageOf({ from, to, message }: Arrival, { inFlight }: Position): string {
  const text = JSON.stringify(message);
  const flight = inFlight.find((one) => {
    return one.from === from && one.to === to && JSON.stringify(one.message) === text;
  });
  return flight === undefined ? 'M' : messageLabel(flight);
}
