/** What can be done with a position beside going on: search, shrink, save, write a test. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Opening } from '../../play-data.ts';
import type { GameState, GameStore } from './game-store.ts';
import { findingText, firstBroken, scheduleText, testText } from './take-away.ts';

/** The longest way that is searched unless the player says otherwise. */
const SEARCHED = 5;
const MAX_SEARCHED = 12;

export function tools(state: GameState, store: GameStore, opening: Opening): TemplateResult {
  const property = firstBroken(state.position);
  const isWhole = property === null;
  const isTimed = opening.clock !== undefined;
  return html`<div class="keys">
      <button id="search" @click=${(clicked: Event) => void searchOn(store, decisionsIn(clicked))}>
        Search from here
      </button>
      <label>up to <input type="number" id="searched" min="1" max=${MAX_SEARCHED}
        value=${SEARCHED}> decisions</label>
    </div>
    <div class="keys">
      <button id="shrink" ?disabled=${isWhole || isTimed} @click=${() => void shrink(store)}>
        Shrink from here
      </button>
      <button id="save" @click=${() => void save(store, opening)}>
        ${isWhole ? 'Save as schedule' : 'Save as finding'}
      </button>
      <button id="test" ?disabled=${isWhole || opening.test === null}
        @click=${() => void writeTest(store, opening)}>Copy as test</button>
    </div>
    ${notes(isWhole, isTimed).map((note) => html`<p class="note">${note}</p>`)}
    ${state.taken === null ? nothing : takenText(state.taken)}`;
}

function notes(isWhole: boolean, isTimed: boolean): readonly string[] {
  return [
    ...(isWhole ? ['To shrink and to test, a property must be broken.'] : []),
    ...(isTimed
      ? [
          'With a clock, a search draws faults, and proves nothing where it finds nothing; the ' +
            'command "shrink" shortens a saved finding.',
        ]
      : []),
  ];
}

function takenText(text: string): TemplateResult {
  return html`<label class="taken">Copied; it is here as well:
    <textarea id="taken" readonly rows="8" .value=${text}></textarea></label>`;
}

function decisionsIn(clicked: Event): number {
  const root = (clicked.currentTarget as HTMLElement).parentElement;
  const typed = Number(root?.querySelector('input')?.value ?? SEARCHED);
  return Math.min(MAX_SEARCHED, Math.max(1, Math.round(typed)));
}

async function searchOn(store: GameStore, decisions: number): Promise<void> {
  const found: { path?: GameStore['path'] } = {};
  const { length } = store.path;
  await store.work('searching …', async () => {
    const result = await store.engine.search(store.path, decisions);
    switch (result.kind) {
      case 'sampled':
        return { status: `${result.runs} drawn runs from here break no property` };
      case 'found':
        found.path = result.path;
        return { status: '' };
      case 'none':
        return {
          status: `no ${decisions} decisions from here break a property: ${statesText(result)}`,
        };
      case 'stopped':
        return { status: stoppedText(result) };
    }
  });
  if (found.path === undefined) return;
  await store.go(found.path);
  const more = found.path.length - length;
  store.update({ status: `a violation, ${more} ${more === 1 ? 'decision' : 'decisions'} on` });
}

function stoppedText(result: { readonly depth: number; readonly states: number }): string {
  return `nothing within ${result.depth} decisions, then it stopped: ${statesText(result)}`;
}

function statesText({ states }: { readonly states: number }): string {
  return `${states} states seen`;
}

async function shrink(store: GameStore): Promise<void> {
  const property = firstBroken(store.state.position);
  if (property === null) return;
  const { length } = store.path;
  const shrunk: { path?: GameStore['path']; status?: string } = {};
  await store.work('shrinking …', async () => {
    const result = await store.engine.shrink(store.path, property);
    if (result === null) return { status: `it does not break ${property}` };
    shrunk.path = result.path;
    shrunk.status = `shrunk from ${length} to ${result.path.length} decisions: ${result.result}`;
    return {};
  });
  if (shrunk.path === undefined) return;
  await store.go(shrunk.path);
  store.update({ status: shrunk.status ?? '' });
}

async function save(store: GameStore, opening: Opening): Promise<void> {
  await store.work('', async () => {
    const property = firstBroken(store.state.position);
    const finding = property === null ? null : await store.engine.finding(store.path, property);
    const name = finding === null ? `${opening.target}.schedule` : finding.id;
    download(
      `${name}.json`,
      finding === null ? scheduleText(opening, store.path) : findingText(finding),
    );
    return { status: `saved as ${name}.json: replay it, or play on from it` };
  });
}

async function writeTest(store: GameStore, { test }: Opening): Promise<void> {
  const { position } = store.state;
  const property = firstBroken(position);
  if (property === null || test === null) return;
  await store.work('', async () => {
    const finding = await store.engine.finding(store.path, property);
    if (finding === null) return { status: `it does not break ${property}` };
    const taken = testText(finding, position, test);
    // A browser may refuse; the text is in the page in any case.
    await navigator.clipboard?.writeText(taken).catch(() => undefined);
    return { taken, status: `a test of ${finding.id}: keep it beside your other tests` };
  });
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
