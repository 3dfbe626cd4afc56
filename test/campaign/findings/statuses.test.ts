// A story is new once, ongoing until someone mends it, and regressed if it comes back.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Statuses } from '../../../campaign/findings/statuses.ts';
import type { Finding } from '../../../search/finding.ts';

const FINDING = { target: 'mine', signature: 'abcdef012345' } as Finding;
const night = (day: number): Date => new Date(Date.UTC(2026, 10, day));

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const silent = (): void => undefined;

test('new, ongoing, resolved, regressed: from night to night, and from process to process', async (t) => {
  const folder = folderOf(t);
  const next = (): Promise<Statuses> => Statuses.in(folder, silent);
  t.is((await next()).of(FINDING), null);
  t.is((await next()).seen(FINDING, night(1)), 'new');
  t.is((await next()).seen(FINDING, night(2)), 'ongoing');
  (await next()).resolve(FINDING, night(3));
  t.is((await next()).of(FINDING)?.status, 'resolved');
  t.is((await next()).seen(FINDING, night(4)), 'regressed');
  t.is((await next()).seen(FINDING, night(5)), 'regressed', 'until it is resolved again');
  t.like((await next()).of(FINDING), {
    firstSeen: '2026-11-01T00:00:00.000Z',
    lastSeen: '2026-11-05T00:00:00.000Z',
  });
});

test('a file of statuses that cannot be read is set aside and named, never deleted', async (t) => {
  const folder = folderOf(t);
  for (const content of ['', '{"version": 2, "stories": []}', '{"version": 1, "stories": [7]}']) {
    writeFileSync(join(folder, 'statuses.json'), content);
    const lines: string[] = [];
    const statuses = await Statuses.in(folder, (line) => lines.push(line));
    t.is(statuses.seen(FINDING, night(1)), 'new');
    t.regex(lines.join('\n'), /statuses\.json cannot be read and is set aside as .+broken-\d+$/);
    rmSync(join(folder, 'statuses.json'));
  }
  t.is(readdirSync(folder).filter((name) => name.includes('broken')).length > 0, true);
});
