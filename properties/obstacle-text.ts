/** Why a cluster is stuck, in clauses: who asks whom, and what comes of it. */
import type { LogEnd, Obstacle } from '../trace/dead-end.ts';
import { nodeName } from '../trace/view.ts';
import { namesOf } from './wording.ts';

export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'hasNoTimer':
      return `${nodeName(obstacle.node)} has no timer armed, and never acts by itself`;
    case 'neverStands':
      return `no timer makes ${nodeName(obstacle.node)} ask for votes`;
    case 'voteRefused':
      return voteRefusedText(obstacle);
    case 'ignored': {
      const { sender, receiver, request } = obstacle;
      const what = request === 'requestVote' ? 'asks' : 'sends entries to';
      return `${nodeName(sender)} ${what} ${nodeName(receiver)}, and gets no answer`;
    }
    case 'votesNotEnough': {
      const voters = namesOf(obstacle.voters);
      return `${nodeName(obstacle.candidate)} is given the votes of ${voters}, and does not lead`;
    }
    case 'entriesRefused': {
      const { leader, follower, leaderLog, followerLog } = obstacle;
      const [own, other] = [endText(leaderLog), endText(followerLog)];
      const logs = `its log ends at ${own}, the follower's at ${other}`;
      return `${nodeName(leader)} sends entries to ${nodeName(follower)}: refused (${logs})`;
    }
    case 'notCommitted': {
      const by = namesOf(obstacle.by);
      return `what ${nodeName(obstacle.leader)} sends is acknowledged by ${by}, and not committed`;
    }
    case 'notSent':
      return `${nodeName(obstacle.leader)} leads, and sends its entries to nobody`;
  }
}

function voteRefusedText(refused: Extract<Obstacle, { readonly kind: 'voteRefused' }>): string {
  const { candidate, voter, candidateLog, voterLog, votedFor } = refused;
  const isTaken = votedFor !== null && votedFor !== candidate;
  const why = isTaken
    ? `it has voted for ${votedFor === voter ? 'itself' : nodeName(votedFor)}`
    : `the candidate's log ends at ${endText(candidateLog)}, the voter's at ${endText(voterLog)}`;
  return `${nodeName(candidate)} asks ${nodeName(voter)}: refused (${why})`;
}

function endText({ index, term }: LogEnd): string {
  return index === 0 ? 'index 0' : `index ${index}, term ${term}`;
}
