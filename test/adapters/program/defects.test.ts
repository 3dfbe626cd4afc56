// What is judged of functions is judged of a program: each sentence broken in the example's text.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { PropertyId } from '../../../properties/property.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { emptyFolder } from '../../cli/whitewater.ts';
import { connected, ELECTION, hasPython } from './programs.ts';

interface Defect {
  readonly breaks: PropertyId;
  readonly sound: string;
  readonly broken: string;
}

const DEFECTS: readonly Defect[] = [
  {
    breaks: 'leader-speaks',
    sound: '    return [remember(state), election_timer(state)] + lead_if_elected(state) + asks',
    broken: '    return [remember(state), election_timer(state)] + asks + beat(state)',
  },
  {
    breaks: 'learns-higher-term',
    sound: '    news = follow(state, term) if term > state["term"] else []',
    broken: '    news = follow(state, term) if term > state["term"] and kind[0] != "v" else []',
  },
  {
    breaks: 'speaks-own-term',
    sound: '        answer = [send(sender, "appendReply", state["term"])]',
    broken: '        answer = [send(sender, "appendReply", term)]',
  },
];

for (const { breaks, sound, broken } of DEFECTS) {
  test(`a program that breaks ${breaks} is caught by it, and by nothing before it`, (t) => {
    if (!hasPython(t)) return t.pass();
    const source = readFileSync(ELECTION, 'utf8');
    const spoiled = source.replace(sound, broken);
    t.not(spoiled, source, `the example no longer has the line ${sound.trim()}`);
    // Its own defect is mended, so that this one is the only one.
    const mended = spoiled.replace(/^( *effects \+= answer .*\n)( *effects \+= .*\n)/m, '$2$1');
    const file = join(emptyFolder(t), 'election.py');
    writeFileSync(file, mended);
    const { target } = connected(t, `python3 '${file}'`);
    const bounds = { nodes: 3, maxDecisions: 6, maxTerm: 2, faults: [], maxStates: 100_000 };
    const found = explore(target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
    t.is(found.kind, 'violated');
    if (found.kind !== 'violated') return;
    const schedule = { nodes: 3, timing: LAB_TIMING, decisions: found.run };
    const { violations } = performSchedule(target, schedule, { sought: null });
    t.deepEqual(
      violations.map(({ property }) => property),
      [breaks],
    );
  });
}
