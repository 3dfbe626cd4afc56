/** Shortest runs that break mutants, found by exhaustive search: what reports have to explain. */
import {
  crash,
  crashWithin,
  deliver,
  duplicate,
  failForGood,
  fire,
  loseAll,
  propose,
} from '../../simulator/decide.ts';
import { upToDateInBoth } from '../../targets/mutants/up-to-date-in-both.ts';
import { sendsBeforeWrite } from '../../targets/mutants/sends-before-write.ts';
import { voteClearedOnStepDown } from '../../targets/mutants/vote-cleared-on-step-down.ts';
import { voteNotPersisted } from '../../targets/mutants/vote-not-persisted.ts';
import { votesCountedByNumber } from '../../targets/mutants/votes-counted-by-number.ts';
import type { Decided } from './decided.ts';

/** n1 asks for votes in term 1. */
const requestOfN1 = {
  kind: 'requestVote',
  term: 1,
  candidateId: 1,
  lastLogIndex: 0,
  lastLogTerm: 0,
};
const requestOfN2 = { ...requestOfN1, candidateId: 2 };
const vote = { kind: 'voteReply', term: 1, voteGranted: true };

export const VOTE_CLEARED: Decided = {
  target: voteClearedOnStepDown.target,
  property: 'one-vote-per-term',
  nodes: 3,
  decisions: [
    fire(1, 'election'),
    fire(2, 'election'),
    deliver(1, 3, requestOfN1),
    deliver(3, 1, vote),
    fire(1, 'quorumCheck'),
    deliver(2, 1, requestOfN2),
  ],
  foundBy: 'adversarial',
  original: { nodes: 5, actions: null, decisions: 141, events: 282, simulatedMs: null },
  executions: 84,
  states: 24_057,
};

export const VOTE_NOT_PERSISTED: Decided = {
  target: voteNotPersisted.target,
  property: 'one-vote-per-term',
  nodes: 2,
  decisions: [fire(1, 'election'), fire(2, 'election'), crash(2), deliver(1, 2, requestOfN1)],
  foundBy: 'timed',
  original: { nodes: 5, actions: 23, decisions: 97, events: 1204, simulatedMs: 9120 },
  executions: 61,
  states: 310,
};

export const SENT_BEFORE_WRITTEN: Decided = {
  target: sendsBeforeWrite.target,
  property: 'one-vote-per-term',
  nodes: 2,
  decisions: [fire(1, 'election'), crashWithin(fire(2, 'election'), 2), deliver(1, 2, requestOfN1)],
  foundBy: 'exhaustive',
  original: { nodes: 2, actions: null, decisions: 3, events: 9, simulatedMs: null },
  executions: 7,
  states: 307,
};

export const VOTE_COUNTED_TWICE: Decided = {
  target: votesCountedByNumber.target,
  property: 'leader-has-quorum',
  nodes: 4,
  decisions: [
    fire(1, 'election'),
    deliver(1, 2, requestOfN1),
    duplicate(2, 1, vote),
    deliver(2, 1, vote),
  ],
  foundBy: 'exhaustive',
  original: { nodes: 4, actions: null, decisions: 4, events: 11, simulatedMs: null },
  executions: 12,
  states: 1_890,
};

const askTerm1 = {
  kind: 'requestVote',
  term: 1,
  candidateId: 1,
  lastLogIndex: 0,
  lastLogTerm: 0,
} as const;
const askTerm2 = { ...askTerm1, term: 2, candidateId: 2 } as const;
const voteIn = (term: number) => ({ kind: 'voteReply', term, voteGranted: true }) as const;

/** Two servers of which each has a log that the other refuses, and the third is lost. */
export const STUCK: Decided = {
  target: upToDateInBoth.target,
  property: 'leader-electable',
  nodes: 3,
  decisions: [
    fire(1, 'election'),
    deliver(1, 2, askTerm1),
    fire(2, 'election'),
    deliver(2, 3, askTerm2),
    deliver(3, 2, voteIn(2)),
    propose(2, 'by-n2'),
    fire(2, 'quorumCheck'),
    deliver(2, 1, voteIn(1)),
    propose(1, 'by-n1'),
    propose(1, 'by-n1'),
    loseAll(),
    failForGood(3),
  ],
  foundBy: 'exhaustive',
  original: { nodes: 3, actions: null, decisions: 10, events: 60, simulatedMs: null },
  executions: 400,
  states: 278_186,
};
