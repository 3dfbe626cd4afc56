/** Stories of any length, for the size of pages: elections in vain, then a defect. */
import { deliver, fire } from '../../simulator/decide.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { decidedReport } from './decided.ts';
import { VOTE_CLEARED } from './decided-stories.ts';

function request(candidateId: number, term: number): object {
  return { kind: 'requestVote', term, candidateId, lastLogIndex: 0, lastLogTerm: 0 };
}

function vote(term: number): object {
  return { kind: 'voteReply', term, voteGranted: true };
}

/** n3 leads a term, reaches no majority, and steps down: four steps. */
function lostTerm(term: number): readonly Decision[] {
  return [
    fire(3, 'election'),
    deliver(3, 2, request(3, term)),
    deliver(2, 3, vote(term)),
    fire(3, 'quorumCheck'),
  ];
}

/** After so many terms of n3, n1 votes twice: four steps for each term, and seven more. */
export function longReport(terms: number): FindingReport {
  const last = terms + 1;
  const before = Array.from({ length: terms }, (_, place) => lostTerm(place + 1)).flat();
  const decisions = [
    ...before,
    deliver(3, 1, request(3, terms)),
    fire(1, 'election'),
    fire(2, 'election'),
    deliver(1, 3, request(1, last)),
    deliver(3, 1, vote(last)),
    fire(1, 'quorumCheck'),
    deliver(2, 1, request(2, last)),
  ];
  return decidedReport({ ...VOTE_CLEARED, decisions });
}
