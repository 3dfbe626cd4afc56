/** The page about the catalogue: what was found of each broken Raft, and the story of each. */
import type { MatrixRow, Score } from '../../search/canary/kill-matrix.ts';

/** The description of a mutant beside its line of the matrix. */
export interface MutantStory {
  readonly row: MatrixRow;
  readonly story: string;
  readonly sources: readonly string[];
  /** Further properties that it is known to break: `election-safety (6 decisions)`. */
  readonly alsoBreaks: readonly string[];
}

export interface ControlStory {
  readonly row: MatrixRow;
  readonly why: string;
}

export interface LeftOutStory {
  readonly catalogueId: string | null;
  readonly title: string;
  readonly why: string;
}

export interface MutantsPage {
  readonly mutants: readonly MutantStory[];
  readonly controls: readonly ControlStory[];
  readonly leftOut: readonly LeftOutStory[];
  readonly score: Score;
  /** How to make the page again. */
  readonly command: string;
}

const HOW_TO_READ: readonly string[] = [
  'A length counts decisions: timers, deliveries, copies, proposals and crashes one each;',
  'sending, losing and booting are free. `■` says that all shorter runs were tried, in clusters',
  'of up to that size; `known` is the shortest known beforehand. Liveness needs a clock: there',
  'the actions of the scenario are counted. The engine is the one that needed fewer runs; an',
  'adversarial run takes about a tenth of the time of a timed one. The exhaustive one makes no',
  'runs: it judges of every state where it can still lead (docs/DEAD-ENDS.md).',
];

/** What every page of this kind begins with. */
const HEADING = '# Broken Rafts';
const MADE_BY = '<!-- Made by `';

/** Whether a text is such a page, of whatever time: another may not be replaced by one. */
export function isMutantsPage(text: string): boolean {
  return text.startsWith(`${HEADING}\n\n${MADE_BY}`);
}

/** The whole page. Only what does not depend on the machine: no times. */
export function mutantsPage({ mutants, controls, leftOut, score, command }: MutantsPage): string {
  const { killed, total } = score;
  const alive = controls.filter(({ row }) => row.isAsExpected).length;
  return [
    HEADING,
    '',
    `${MADE_BY}${command}\`; do not edit. -->`,
    '',
    'A mutant is the core with one thing wrong, after a defect that somebody really had. If a',
    'hunt does not find it, the hunt is at fault. A control is a mutant that nobody can notice,',
    'at least not as it is judged here: it tests that nothing is accused that is sound.',
    '',
    `**${killed} of ${total} mutants killed, ${alive} of ${controls.length} controls survive.**`,
    '',
    ...HOW_TO_READ,
    '',
    '| mutant | defect | killed by | engine | run | length | known | nodes | needs |',
    '|---|---|---|---|--:|--:|--:|--:|---|',
    ...mutants.map(({ row }) => mutantCells(row)),
    '',
    '## Controls',
    '',
    '| control | defect | judged by | runs survived | why nothing comes of it |',
    '|---|---|---|--:|---|',
    ...controls.map(controlCells),
    '',
    '## Left out',
    '',
    '| defect | what | why |',
    '|---|---|---|',
    ...leftOut.map(({ catalogueId, title, why }) => cells([catalogueId ?? '', title, why])),
    '',
    '## Stories',
    '',
    ...mutants.flatMap(storyLines),
  ].join('\n');
}

function mutantCells(row: MatrixRow): string {
  const { id, catalogueId, kill, needs, shortest } = row;
  const name = `[${id}](#${id})`;
  if (kill === null)
    return cells([name, catalogueId ?? '', '**survived**', ...Array<string>(6).fill('')]);
  const { property, engine, runs, finding } = kill;
  const nodes = finding === null ? '' : String(finding.run.nodes);
  const length = finding === null ? '' : lengthText(row);
  const known = shortest === null ? '' : String(shortest);
  const run = engine === 'exhaustive' ? '' : grouped(runs);
  const found = [engine, run, length, known, nodes];
  return cells([name, catalogueId ?? '', property, ...found, needs.join(', ')]);
}

/** `6 ■`: six decisions, proven; `2 actions`: a scenario. */
function lengthText({ kill, length }: MatrixRow): string {
  const finding = kill?.finding ?? null;
  if (finding === null) return '';
  if (finding.run.kind === 'scenario') return `${length} action${length === 1 ? '' : 's'}`;
  return finding.shrinking.result === 'proven shortest' ? `${length} ■` : String(length);
}

function controlCells({ row, why }: ControlStory): string {
  const { id, catalogueId, judgedBy, kill, attacks } = row;
  const runs = grouped(attacks.reduce((sum, evaluate) => sum + evaluate.runs, 0));
  const fate = kill === null ? runs : `**died of ${kill.property}**`;
  return cells([id, catalogueId ?? '', judgedBy?.join(', ') ?? 'all', fate, why]);
}

function storyLines({ row, story, sources, alsoBreaks }: MutantStory): readonly string[] {
  const { id, title } = row;
  return [
    `### ${id}`,
    '',
    `*${title}.* ${story}`,
    '',
    ...(alsoBreaks.length === 0 ? [] : [`Also breaks ${alsoBreaks.join(', ')}.`, '']),
    `Sources: ${sources.join('; ')}.`,
    '',
  ];
}

/** A bar would end the cell. */
function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
