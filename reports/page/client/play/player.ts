/** Ties the parts of the page of a game to its store. */
import { html, render } from 'lit-html';
import type { PlayedNode } from '../../../../search/playing/game.ts';
import { UNBORN, type NodeState } from '../../../story/node-state.ts';
import { statesOf } from '../../../story/shown-run.ts';
import { nodeTable } from '../../parts/node-table.ts';
import { layoutOf } from '../../parts/step-row.ts';
import { stepTable } from '../../parts/step-table.ts';
import type { Opening, PlayData } from '../../play-data.ts';
import { stepOf } from '../step-list.ts';
import { branchList, comparison } from './branch-list.ts';
import { decisionList } from './decision-list.ts';
import type { PlayEngine } from './engine.ts';
import { GameStore, type GameState } from './game-store.ts';
import { tools } from './tools.ts';
import { verdictList } from './verdict-list.ts';

/** Opens the first position, and draws everything anew whenever anything changes. */
export async function openPlayer(
  page: Document,
  engine: PlayEngine,
  opening: Opening,
  claims: PlayData['claims'],
): Promise<GameStore> {
  const store = new GameStore(engine, await engine.at([]));
  place(page, 'status').textContent = '';
  store.subscribe((state, before) => {
    drawPath(place(page, 'path'), state, before, store);
    render(statusLine(state), place(page, 'status'));
    render(steering(state, store), place(page, 'steering'));
    render(verdictList(state, claims), place(page, 'verdicts'));
    render(decisionList(state, store), place(page, 'decisions'));
    render(tools(state, store, opening), place(page, 'tools'));
    render(branchList(state, store), place(page, 'branches'));
    render(comparison(state), place(page, 'comparison'));
    drawNodes(place(page, 'nodes'), state);
  });
  await store.go(opening.start);
  place(page, 'path').addEventListener('click', (clicked) => {
    const row = (clicked.target as HTMLElement).closest<HTMLElement>('tr[id]');
    if (row === null) return;
    clicked.preventDefault();
    void store.goTo(store.state.played.decisionsAt[stepOf(row) - 1] ?? 0);
  });
  page.documentElement.classList.add('live');
  return store;
}

function statusLine({ status, position, isBusy }: GameState): string {
  if (status !== '') return status;
  if (isBusy) return '…';
  const { path, enabled, timeMs } = position;
  const decisions = `${path.length} ${path.length === 1 ? 'decision' : 'decisions'}`;
  const time = timeMs === null ? '' : `, at ${Math.round(timeMs)} ms`;
  return `after ${decisions}${time}, ${enabled.length} enabled`;
}

function steering({ position, ahead }: GameState, store: GameStore): ReturnType<typeof html> {
  const { length } = position.path;
  return html`<button ?disabled=${length === 0} @click=${() => void store.goTo(0)}>start</button>
    <button id="back" ?disabled=${length === 0} @click=${() => void store.step(-1)}>
      ◀ step back
    </button>
    <button id="forward" ?disabled=${ahead.length === 0}
      @click=${() => void store.step(1)}>▶ step on</button>`;
}

/** The table is drawn anew only for another path. */
function drawPath(
  element: HTMLElement,
  { played }: GameState,
  before: GameState,
  store: GameStore,
): void {
  const { run } = played;
  if (played === before.played && element.childElementCount > 0) return;
  element.style.setProperty('--lanes', `${layoutOf(run).width}px`);
  element.innerHTML =
    store.path.length === 0
      ? '<p class="note">All nodes have started. Choose what happens first.</p>'
      : stepTable(run);
  element.querySelector('tbody tr:last-child')?.scrollIntoView({ block: 'nearest' });
}

function drawNodes(element: HTMLElement, { position, played, before }: GameState): void {
  const told = statesOf(played.run).at(-1) ?? [];
  const now = position.nodes.map((node, slot) => nodeState(node, told[slot] ?? UNBORN));
  const earlier = before?.nodes.map((node, slot) => nodeState(node, told[slot] ?? UNBORN)) ?? null;
  const { timeMs } = position;
  element.innerHTML = nodeTable(now, earlier, { hasClock: timeMs !== null, timeMs: timeMs ?? 0 });
}

/** What its clock shows, and whom it reaches, is known from the run that was told. */
function nodeState({ view, durable, timers }: PlayedNode, told: NodeState): NodeState {
  return { ...told, view, disk: durable, armed: timers };
}

function place(page: Document, id: string): HTMLElement {
  const element = page.getElementById(id);
  if (element === null) throw new Error(`the page has no element ${id}`);
  return element;
}
