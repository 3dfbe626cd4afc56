// The case studies show what `replay` prints of the pinned findings today.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { emptyFolder, whitewater } from './whitewater.ts';

const root = new URL('../../', import.meta.url);
const PAGE = fileURLToPath(new URL('docs/CASE-STUDIES.md', root));
const REGRESSIONS = fileURLToPath(new URL('corpus/regressions', root));
const ADVICE = 'not as in docs/CASE-STUDIES.md: WHITEWATER_GOLDEN=write, and read what it says now';

const study = readFileSync(PAGE, 'utf8');
const pinned = readdirSync(REGRESSIONS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => ({ file: `${REGRESSIONS}/${path}`, id: /(\w+)\.json$/.exec(path)?.[1] ?? '' }));
const shown = pinned.flatMap((finding) => {
  const block = study.split('```').find((part) => part.includes(`finding ${finding.id}`));
  return block === undefined || !block.startsWith('\n ✖ ') ? [] : [{ ...finding, block }];
});

/** Without the lines that say how to go on. */
function reportIn(stdout: string): string {
  const [report = ''] = stdout.split(/^ {3}Replay /m);
  return `\n${report.trim().replace(/^/, ' ')}\n`;
}

for (const { id, file, block } of shown) {
  test.serial(`the report of ${id} in the case studies is what replay prints`, async (t) => {
    const { code, stdout, stderr } = await whitewater(emptyFolder(t), ['replay', file]);
    t.is(code, 0, stderr);
    const report = reportIn(stdout);
    if (process.env['WHITEWATER_GOLDEN'] === 'write') {
      const now = readFileSync(PAGE, 'utf8');
      writeFileSync(
        PAGE,
        now.replace(block, () => report),
      );
      return t.pass();
    }
    t.is(block, report, ADVICE);
  });
}

test('the case studies show the reports of pinned findings', (t) => {
  t.true(shown.length >= 9, `only ${shown.length} reports of pinned findings stand there`);
});
