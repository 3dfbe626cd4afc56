/** All that may happen next: a button for each decision, with what it would do. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type {
  Act,
  EnabledDecision,
  PlayDecision,
  Position,
} from '../../../../search/playing/game.ts';
import { nodeName } from '../../../../trace/view.ts';
import { messageLabel } from '../../../story/messages.ts';
import { sentenceOfDecision } from '../../../story/played-run.ts';
import type { GameState, GameStore } from './game-store.ts';

type Action = Act['action'];
/** Of an act, what is done. */
type Kind = Exclude<PlayDecision['kind'], 'act'> | Action['kind'];

interface Group {
  readonly title: string;
  readonly look: 'open' | 'folded';
  readonly kinds: readonly Kind[];
}

const NODE_ACTIONS = ['rejoin', 'pause', 'resume', 'failForGood'] as const;
const LINK_ACTIONS = ['heal', 'isolate', 'partition', 'bridge', 'cutLink'] as const;
const NETWORK_ACTIONS = ['loseMessages', 'duplicateMessages', 'delayMessages'] as const;
const CRASHES_WITHIN = ['crashWithin', 'crashWithinStep'] as const;

/** In the order in which they are listed, with what they are called; rare ones are folded. */
const GROUPS: readonly Group[] = [
  { title: 'Time may pass', look: 'open', kinds: ['elapse'] },
  { title: 'Timers that may fire', look: 'open', kinds: ['fire'] },
  { title: 'Messages that may arrive', look: 'open', kinds: ['deliver'] },
  { title: 'Clients that may propose', look: 'open', kinds: ['propose'] },
  { title: 'Nodes that may crash and restart', look: 'open', kinds: ['crash'] },
  { title: 'Nodes that may come back, or stand still', look: 'open', kinds: NODE_ACTIONS },
  { title: 'Links that may be cut', look: 'folded', kinds: LINK_ACTIONS },
  { title: 'The network may misbehave', look: 'folded', kinds: NETWORK_ACTIONS },
  { title: 'Clocks and disks', look: 'folded', kinds: ['jumpClock', 'driftClock', 'slowDisk'] },
  { title: 'Crashes in the middle of a step', look: 'folded', kinds: CRASHES_WITHIN },
  { title: 'Messages that may arrive and stay in flight', look: 'folded', kinds: ['duplicate'] },
  { title: 'Messages that may be lost', look: 'folded', kinds: ['lose'] },
  { title: 'Everything may heal', look: 'open', kinds: ['finish'] },
];

export function decisionList(state: GameState, store: GameStore): TemplateResult {
  const { position, isBusy } = state;
  if (position.ending?.kind === 'targetThrew') {
    return html`<p class="note">The run has ended: the target threw. Step back to go on.</p>`;
  }
  if (position.enabled.length === 0) {
    return html`<p class="note">The run has ended. Step back to go on.</p>`;
  }
  const groups = GROUPS.flatMap(({ title, look, kinds }) => {
    const members = position.enabled.filter(({ decision }) => kinds.includes(kindOf(decision)));
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

function kindOf(decision: PlayDecision): Kind {
  return decision.kind === 'act' ? decision.action.kind : decision.kind;
}

function item(enabled: EnabledDecision, state: GameState, store: GameStore): TemplateResult {
  const { decision, breaks } = enabled;
  const broken = breaks.map((property) => html`<strong class="breaks">✖ ${property}</strong>`);
  return html`<li>
    <button data-kind=${kindOf(decision)} @click=${() => void store.make(decision)}>
      <span class="what">${labelOf(decision, state.position)}</span>
      <span class="does">${sentenceOf(enabled, state.position)} ${broken}</span>
    </button>
  </li>`;
}

const sentences = new WeakMap<EnabledDecision, string>();

/** Telling takes longer than drawing, and a page is drawn anew for every change. */
function sentenceOf(enabled: EnabledDecision, position: Position): string {
  const sentence = sentences.get(enabled) ?? enabled.says ?? sentenceOfDecision(position, enabled);
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
    case 'failForGood':
      return nodeName(decision.node);
    case 'loseAll':
      return 'all in flight';
    case 'crashWithin':
      return `${labelOf(decision.step, position)}, effect ${decision.afterEffects}`;
    case 'act':
      return labelOfAction(decision.action);
    case 'finish':
      return 'to the end';
  }
}

function labelOfAction(action: Action): string {
  if (action.kind === 'elapse') return `+${action.ms} ms`;
  return 'node' in action ? nodeName(action.node) : 'network';
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
