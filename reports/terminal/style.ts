/**
 * How text is dressed for a terminal. The only module that knows chalk, because chalk ignores
 * NO_COLOR: whether there is colour is decided here, once.
 */
import { Chalk } from 'chalk';
import { toAscii } from './ascii.ts';

/** What a piece of text is, not how it looks. Colour only ever repeats what letters say. */
export type Tone =
  | 'plain'
  | 'quiet'
  | 'strong'
  | 'broken'
  | 'held'
  | 'fault'
  | 'follower'
  | 'candidate'
  | 'leader';

/** Dresses text; without colour it changes nothing but, if asked for, its letters. */
export interface Style {
  /** How wide a line may be. */
  readonly columns: number;
  paint(tone: Tone, text: string): string;
}

/** For files, pipes and logs, whose readers have terminals, pages and mails of any width. */
export const USUAL_COLUMNS = 80;
/** Tables need some room: in a narrower terminal their lines are broken by the terminal. */
const COLUMNS_MIN = 40;
/** Longer lines are hard to read. */
const COLUMNS_MAX = 140;

/** How wide a page is where a terminal has this width; undefined where there is no terminal. */
export function pageColumns(terminalColumns: number | undefined): number {
  // Some terminals do not know their width, and say 0.
  if (terminalColumns === undefined || terminalColumns < 1) return USUAL_COLUMNS;
  return Math.min(COLUMNS_MAX, Math.max(COLUMNS_MIN, terminalColumns));
}

/** What a user may wish for with `--color`. */
export type ColorWish = 'auto' | 'always' | 'never';

export interface StyleWish {
  readonly color: ColorWish;
  /** Nothing beyond ASCII. */
  readonly ascii: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the text goes to a terminal. */
  readonly isTerminal: boolean;
  /** How wide a line may be; {@link USUAL_COLUMNS} by default. */
  readonly columns?: number;
}

/** `--color` comes before NO_COLOR, that before FORCE_COLOR, and that before the terminal. */
export function hasColor({
  color,
  environment,
  isTerminal,
}: Omit<StyleWish, 'ascii' | 'columns'>): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = environment;
  if (color !== 'auto') return color === 'always';
  if (no !== undefined && no !== '') return false;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && terminal !== 'dumb';
}

export function styleFor(wish: StyleWish): Style {
  const chalk = new Chalk({ level: hasColor(wish) ? 1 : 0 });
  const brushes: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    quiet: chalk.dim,
    strong: chalk.bold,
    broken: chalk.red.bold,
    held: chalk.green,
    fault: chalk.magenta,
    follower: chalk.dim,
    candidate: chalk.yellow,
    leader: chalk.blue.bold,
  };
  return {
    columns: wish.columns ?? USUAL_COLUMNS,
    paint: (tone, text) => brushes[tone](wish.ascii ? toAscii(text) : text),
  };
}

/** No colour at all: for files and comparisons. */
export const PLAIN_STYLE: Style = styleFor({
  color: 'never',
  ascii: false,
  environment: {},
  isTerminal: false,
});
