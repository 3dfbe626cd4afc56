/** `--open`: writes the page of a finding, says where, and shows it in a browser. */
import { contentOf, type Told } from '../library/finding-text.ts';
import { FORMATS } from '../reports/formats.ts';
import type { Target } from '../simulator/target.ts';
import { mayOpen, openFile } from './open-file.ts';
import { warn } from './terminal.ts';
import { folderOf, writeReports } from './write-reports.ts';

/** The path goes to stderr: it is no part of the result. */
export async function showPage(told: Told, target: Target | null): Promise<void> {
  const report = { ...contentOf(told), isFull: true };
  const pages = FORMATS.filter(({ name }) => name === 'html');
  const written = writeReports(report, pages, {
    folder: folderOf(report),
    target,
    chanceRuns: null,
  });
  for (const { file } of written) {
    warn(file);
    if (!mayOpen(process.env)) warn('not opened: CI is set');
    else if (!(await openFile(file))) warn('no browser could be started: open the file yourself');
  }
}
