// What a hunt announces: it is on the disk before, and goes only once it is a finding.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../adapters/refusal.ts';
import { UnshrunkFindings } from '../../campaign/findings/unshrunk.ts';
import { Announced } from '../../cli/announced.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Failure } from '../../search/hunting/failure.ts';

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function failureIn(number: number, property: PropertyId = 'log-matching'): Failure {
  const decisions = [{ kind: 'fire', node: number, timer: 'election' }] as const;
  const run = { kind: 'schedule', nodes: 9, timing: LAB_TIMING, decisions } as const;
  return { property, foundBy: 'adversarial', number, run, signature: null };
}

const ABOUT = { target: 'tutorial', setting: '--seed 1' } as const;

test('a failing run is kept until its findings are saved', (t) => {
  const store = new UnshrunkFindings(folderOf(t));
  const announced = new Announced(store, ABOUT);
  announced.keep(failureIn(1));
  announced.keep(failureIn(2, 'election-safety'));
  t.is(store.all().length, 2);
  announced.drop(failureIn(1), 'ffffffffffff');
  const left = announced.settle([], new Set(['log-matching']));
  t.deepEqual(left, store.all(), 'a property without any finding was announced and is lost');
  t.is(left.length, 1);
});

test('what was not shrunk is kept at the latest at the end', (t) => {
  const store = new UnshrunkFindings(folderOf(t));
  const announced = new Announced(store, ABOUT);
  announced.keep(failureIn(1));
  announced.keep(failureIn(3));
  const left = announced.settle([failureIn(1), failureIn(2)], new Set(['log-matching']));
  t.is(left.length, 2, 'number 3 is of a property that has findings, and was not to be shrunk');
  t.deepEqual([...left].sort(), [...store.all()].sort());
});

test('a full disk ends no hunt, and is said once', (t) => {
  const folder = folderOf(t);
  let writes = 0;
  const store = new UnshrunkFindings(folder, (file) => {
    writes += 1;
    throw new Refusal(`${file} cannot be written (ENOSPC)`);
  });
  const announced = new Announced(store, ABOUT);
  t.notThrows(() => announced.keep(failureIn(1)));
  t.notThrows(() => announced.keep(failureIn(2)));
  t.is(writes, 2, 'there may be room again');
  t.deepEqual(announced.settle([failureIn(1)], new Set()), []);
  t.false(existsSync(join(folder, 'unshrunk')));
});
