/** `--page`: the file that the page about the catalogue goes to. */
import { readFileSync, statSync } from 'node:fs';
import { Refusal } from '../adapters/refusal.ts';
import { writeAtomically } from '../campaign/findings/atomic-file.ts';
import { lookedAt, shownPath } from '../campaign/findings/place.ts';
import { isMutantsPage } from '../reports/markdown/mutants.ts';

/** Throws a {@link Refusal} unless there is no file, or one that this command has made. */
export function refuseForeignPage(path: string): void {
  const status = lookedAt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (status === undefined) return;
  if (status.isFile() && isMutantsPage(lookedAt(path, () => readFileSync(path, 'utf8')))) return;
  throw new Refusal(
    `--page ${shownPath(path)}: that was not made by canary, so it is not replaced; name another`,
  );
}

/** What became of a page: one line, also if nothing can be written; the report is the thing. */
export function writtenPage(
  path: string,
  page: string,
): { readonly isWritten: boolean; readonly text: string } {
  try {
    refuseForeignPage(path);
    writeAtomically(path, page);
    return { isWritten: true, text: `wrote ${path}` };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { isWritten: false, text: `the page is not saved: ${error.message}` };
  }
}
