/** What is said of failing runs that are no findings yet, and how to make findings of them. */
import { FindingsStore, idOf } from '../campaign/findings/findings-store.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { DEFAULT_OUT, shellQuoted } from './invocation.ts';
import { warn } from './terminal.ts';

/** `files`: where a hunt has kept what it did not shrink. */
export function tellNotShrunk(files: readonly string[], out: string): void {
  if (files.length > 0) warn(textOf('is not shrunk yet', 'are not shrunk yet', files, out));
}

/** Those of other runs in the same folder; `own` are told of already. */
export function tellNotShrunkBefore(own: readonly string[], out: string): void {
  const others = new FindingsStore(out).unshrunk().filter((file) => !own.includes(file));
  if (others.length === 0) return;
  const [one, several] = ['of an earlier run is not shrunk', 'of earlier runs are not shrunk'];
  warn(textOf(one, several, others, out));
}

/** Ends with what to type. */
function textOf(one: string, several: string, files: readonly string[], out: string): string {
  const [first = ''] = files;
  const where = out === DEFAULT_OUT ? '' : ` --out ${shellQuoted(out)}`;
  const action = files.length === 1 ? `shrink ${idOf(first) ?? ''}` : 'findings list';
  const are = files.length === 1 ? one : several;
  return `${counted(files.length, 'finding')} ${are}: ${COMMAND} ${action}${where}`;
}
