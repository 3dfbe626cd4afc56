/** `pin`: keeps a finding as a regression, and if asked for, writes it down as a test. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAtomically } from '../campaign/findings/atomic-file.ts';
import { lookedAt } from '../campaign/findings/place.ts';
import type { PinExpectation } from '../campaign/findings/pinned.ts';
import { Refusal } from '../adapters/refusal.ts';
import { savePinned } from '../campaign/findings/regressions.ts';
import { testSource } from '../reports/source/test-source.ts';
import { differenceOf } from './replay-difference.ts';
import type { Finding } from '../search/finding.ts';
import { replayOf } from '../search/running/replay.ts';
import { hasStoodStill } from '../simulator/ending.ts';
import { userTarget } from '../campaign/external-target.ts';
import { stepLimitOf } from './exec.ts';
import { Interrupt } from './interrupt.ts';
import { interrupted } from './performing.ts';
import { failsNoMore, performSaved, savedAt, targetNameOf, type SavedRun } from './saved-run.ts';
import { stoodStillLine } from './stood-still.ts';
import type { Registered } from '../targets/registry.ts';
import { oneOf } from './choice.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { targetOf, type Found } from './bring-targets.ts';
import { withTargetsOf, type TargetsOfFindingsArguments } from './targets-of-findings.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

/** The options of `pin`, as typed. */
export interface PinOptions extends OutputArguments, TargetsOfFindingsArguments {
  readonly out: string;
  readonly corpus: string;
  readonly expect?: string;
  readonly asTest?: boolean;
  readonly testFolder: string;
}

const EXPECTATIONS: readonly PinExpectation[] = ['violated', 'held'];

export async function pinCommand(address: string, options: PinOptions): Promise<ExitCodeValue> {
  if (options.asTest === true) refuseTestOfOthers();
  const saved = await savedAt(address, options.out);
  return withTargetsOf([targetNameOf(saved)], options, [], (externalTargets) =>
    pin(saved, targetOf(targetNameOf(saved), externalTargets), options),
  );
}

async function pin(saved: SavedRun, found: Found, options: PinOptions): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const { entry } = found;
  const expect = expectationOf(entry, options.expect);
  const interrupt = new Interrupt();
  const performer = { interrupt, stepLimitMs: stepLimitOf(options) };
  const ended = await performSaved(saved, found, performer);
  if (ended.kind === 'failsNoMore') return failsNoMore(ended, 'pin', options);
  if (ended.kind === 'cutShort') return interrupted(interrupt);
  if (ended.kind === 'stoodStill') throw new Refusal(`not pinned: it ${stoodStillLine(ended)}`);
  if (options.asTest === true && hasStoodStill(ended.recording.result)) {
    throw new Refusal('--as-test: a step that stands still would hang the test; pin it without');
  }
  const { finding } = ended;
  const difference = differenceOf(finding, replayOf(finding, ended.recording));
  const test = options.asTest === true ? await writeTest(finding, found, expect, options) : null;
  const file = savePinned(options.corpus, { finding, expect });
  if (options.json === true) {
    const { id, target, property } = finding;
    printJson({ command: 'pin', id, target, property, expect, file, test, difference });
    return ExitCode.expected;
  }
  const fate = expect === 'violated' ? 'must go on to break' : 'must keep';
  print(` ${style.paint('held', `✔ pinned: ${finding.target} ${fate} ${finding.property}`)}\n`);
  print(`   ${file}\n`);
  if (test !== null) print(`   ${test}\n`);
  if (difference !== null) print(`   not the same as when it was saved: ${difference}\n`);
  return ExitCode.expected;
}

/** A target that is known to be broken stays as it is; a sound one has to be mended. */
function expectationOf({ expected }: Registered, text: string | undefined): PinExpectation {
  return text === undefined ? expected.verdict : oneOf('value for --expect', text, EXPECTATIONS);
}

/** What such a test imports is only in a checkout. */
function refuseTestOfOthers(): void {
  if (import.meta.url.endsWith('.ts')) return;
  throw new Refusal(
    '--as-test: that is for a checkout of whitewater; pin without it, and write in a test of ' +
      "yours await replay(target, 'path/of/pinned.json'), with replay from 'whitewater'",
  );
}

/** Refuses to overwrite a test that was edited. */
async function writeTest(
  finding: Finding,
  { entry, externalTarget }: Found,
  expect: PinExpectation,
  { testFolder }: PinOptions,
): Promise<string> {
  // A module has been met in a thread until now; to word its messages, its code is needed here.
  const path = externalTarget?.path ?? null;
  const { target } = path === null ? entry : await userTarget(path);
  const file = join(testFolder, `${finding.property}-${finding.id}.test.ts`);
  const sources = dirname(dirname(fileURLToPath(import.meta.url)));
  const fromTest = (index: string): string =>
    relative(resolve(testFolder), index).split(sep).join('/');
  const source = testSource(finding, {
    classify: (message) => target.classify(message),
    isBroken: expect === 'violated',
    isLive: target.family === 'live',
    path: fromTest(sources),
    module: path === null ? undefined : fromTest(resolve(path)),
    command: externalTarget?.command ?? undefined,
  });
  if (existsSync(file) && lookedAt(file, () => readFileSync(file, 'utf8')) !== source) {
    throw new Refusal(`${file} was edited: move it away to have it written anew`);
  }
  writeAtomically(file, source);
  return file;
}
