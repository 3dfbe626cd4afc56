/** A finding as an issue: title, body, and the table of the nights that saw it. */
import type { Finding } from '../../search/finding.ts';
import { code, codeCell, sentence, tableRow } from './markdown-text.ts';

/** A night that saw a finding. */
export interface Sighting {
  /** `2026-11-27` */
  readonly date: string;
  /** Hexadecimal; null if it is not known. */
  readonly commit: string | null;
  readonly seed: string | null;
  readonly findingId: string;
  /** The page of the run, with its artefacts; null outside of CI. */
  readonly runUrl: string | null;
}

const TITLE_MAX = 200;
/** A body has at most 65,536 characters. */
const BECAUSE_MAX = 20;
/** The first night, and the last ones. */
const ROWS_MAX = 10;

const START = /<!-- whitewater:nights (\d{1,6}) -->/;
const END = '<!-- whitewater:end -->';

/** What finds the issue of a story again. */
export function markerOf(key: string): string {
  return `sig:${key}`;
}

/** The key of the story that an issue is about; null if it is not about any. */
export function storyIn(body: string): string | null {
  return /^<!-- whitewater sig:([0-9a-f]{12}-[0-9a-f]{8}) -->/.exec(body)?.[1] ?? null;
}

/** Plain text: titles know no markup, but they do mention people. */
export function issueTitle({ target, property, witness }: Finding): string {
  const title = `${target} breaks ${property}: ${witness.observed}`.replace(/@(?=\w)/g, '@ ');
  return title.length > TITLE_MAX ? `${title.slice(0, TITLE_MAX)}…` : title;
}

/** The body of a new issue. */
export function issueBody(finding: Finding, key: string, sighting: Sighting): string {
  const { target, property, witness, shrinking, id } = finding;
  const { observed, step, because } = witness;
  const { shrunk, result } = shrinking;
  const rest = because.length - BECAUSE_MAX;
  const replay = `npx whitewater replay ${id} --out <folder>`;
  const pin = `npx whitewater pin ${id} --out <folder>`;
  const body = [
    `<!-- whitewater ${markerOf(key)} -->`,
    `### ✖ ${code(target)} breaks ${code(property)}`,
    '',
    `**${sentence(observed)}, at step ${step}.**`,
    '',
    ...because.slice(0, BECAUSE_MAX).map((one) => `- step ${one.step}: ${sentence(one.text)}`),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    '',
    `Shrunk to ${shrunk.events} events on ${shrunk.nodes} nodes (${result}).`,
    '',
    `Perform it again: download the artefact of a run below, then ${code(replay)}.`,
    `Keep it as a test: ${code(pin)}.`,
    '',
    '<!-- whitewater:nights 0 -->',
    END,
    '',
    `Each run that sees this story (${code(markerOf(key))}) updates the table. If the issue is`,
    'closed and the story is seen again, it is opened again. Closed as "not planned", it stays so.',
    '',
  ].join('\n');
  return withSighting(body, sighting);
}

/** The body with one more row in its table; everything else in it is left as it was. */
export function withSighting(body: string, sighting: Sighting): string {
  const start = START.exec(body);
  const startAt = start?.index ?? body.length;
  const textAt = startAt + (start?.[0].length ?? 0);
  const endAt = body.indexOf(END, textAt);
  const isWhole = start !== null && endAt !== -1;
  const before = isWhole ? body.slice(0, startAt) : `${body.trimEnd()}\n\n`;
  const after = isWhole ? body.slice(endAt) : `${END}\n`;
  const rows = isWhole ? rowsIn(body.slice(textAt, endAt)) : [];
  const row = rowOf(sighting);
  const others = rows.filter((one) => one !== row);
  const isNew = others.length === rows.length;
  const nights = (isWhole ? Number(start[1]) : 0) + (isNew ? 1 : 0);
  const all = isNew ? [...rows, row] : rows;
  return `${before}${table(nights, all)}\n${after}`;
}

/** Says in the issue why it is open again. */
export function regressedComment({ commit, runUrl, findingId }: Sighting): string {
  const where = commit === null ? '' : ` at commit ${code(commit.slice(0, 12))}`;
  const link = runUrl === null ? '' : ` ([run](${runUrl}))`;
  return `Regressed: seen again${where}${link}, as finding ${code(findingId)}.`;
}

function table(nights: number, rows: readonly string[]): string {
  const [first = '', ...others] = rows;
  const shown = rows.length <= ROWS_MAX ? rows : [first, ...others.slice(1 - ROWS_MAX)];
  return [
    `<!-- whitewater:nights ${nights} -->`,
    `Seen in ${nights === 1 ? 'one run' : `${nights} runs`}:`,
    '',
    tableRow(['date', 'commit', 'seed', 'finding', 'run']),
    '|---|---|---|---|---|',
    ...shown,
  ].join('\n');
}

function rowOf({ date, commit, seed, findingId, runUrl }: Sighting): string {
  return tableRow([
    date,
    commit === null ? '' : codeCell(commit.slice(0, 12)),
    seed === null ? '' : codeCell(seed),
    codeCell(findingId),
    runUrl === null ? '' : `[run](${runUrl})`,
  ]);
}

function rowsIn(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => /^\| \d{4}-\d{2}-\d{2} \|/.test(line));
}
