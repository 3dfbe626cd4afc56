/** `corpus`: what is in folders of kept runs, and how few of them show as much. */
import { existsSync } from 'node:fs';
import { Refusal } from '../adapters/refusal.ts';
import { CorpusFolder } from '../campaign/corpus/corpus-folder.ts';
import { entryId, type CorpusEntry } from '../campaign/corpus/entry.ts';
import { shownPath } from '../campaign/findings/place.ts';
import { counted, grouped } from '../reports/terminal/numbers.ts';
import { coveringRuns } from '../search/guiding/covering.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { print, printJson, warn, type OutputArguments } from './terminal.ts';

export interface CorpusOptions extends OutputArguments {
  /** Where the minimized corpus goes; default: the first folder. */
  readonly out?: string;
}

/** The runs of one target and engine. */
interface Part {
  readonly target: string;
  readonly engine: 'timed' | 'adversarial';
  readonly runs: number;
  readonly states: number;
}

export async function corpusCommand(
  action: 'stats' | 'minimize',
  folders: readonly string[],
  { out, json = false }: CorpusOptions,
): Promise<ExitCodeValue> {
  const [first] = folders;
  if (first === undefined) throw new Refusal('name a folder of kept runs');
  if (action === 'stats' && out !== undefined) throw new Refusal('--out is for minimize');
  const entries = await entriesIn(folders);
  if (action === 'stats') {
    tell(entries, json);
    return ExitCode.expected;
  }
  const kept = [...inParts(entries).values()].flatMap((part) => coveringRuns(part));
  await new CorpusFolder(out ?? first, warn).replace(kept);
  if (!json) print(`${counted(entries.length, 'run')}, minimized to ${grouped(kept.length)}:\n`);
  tell(kept, json);
  return ExitCode.expected;
}

/** Each content once, whichever folders it is in. */
async function entriesIn(folders: readonly string[]): Promise<readonly CorpusEntry[]> {
  const entries = new Map<string, CorpusEntry>();
  for (const folder of folders) {
    if (!existsSync(folder)) throw new Refusal(`${shownPath(folder)}: there is no such folder`);
    for (const entry of await new CorpusFolder(folder, warn).read()) {
      entries.set(entryId(entry), entry);
    }
  }
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

function inParts(entries: readonly CorpusEntry[]): ReadonlyMap<string, readonly CorpusEntry[]> {
  const parts = new Map<string, CorpusEntry[]>();
  for (const entry of entries) {
    const name = `${entry.run.kind} ${entry.target}`;
    const part = parts.get(name) ?? [];
    part.push(entry);
    parts.set(name, part);
  }
  return parts;
}

function tell(entries: readonly CorpusEntry[], isJson: boolean): void {
  const parts = [...inParts(entries).values()].flatMap(partOf);
  if (isJson) return printJson({ command: 'corpus', runs: entries.length, parts });
  if (parts.length === 0) return print('no runs are kept\n');
  for (const { target, engine, runs, states } of parts) {
    print(`${target}: ${counted(runs, `${engine} run`)}, ${counted(states, 'abstract state')}\n`);
  }
}

function partOf(entries: readonly CorpusEntry[]): readonly Part[] {
  const [first] = entries;
  if (first === undefined) return [];
  const states = new Set(entries.flatMap((entry) => entry.states.map(([key]) => key))).size;
  const engine = first.run.kind === 'scenario' ? 'timed' : 'adversarial';
  return [{ target: first.target, engine, runs: entries.length, states }];
}
