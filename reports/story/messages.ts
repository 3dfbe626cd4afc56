/** What reports call messages: short on arrows, the paper's names in sentences. */
import type { WireMeaning } from '../../trace/meaning.ts';

/** Two letters for an arrow: VG is a vote granted, VD a vote denied. */
export function messageLabel(meaning: WireMeaning): string {
  switch (meaning.kind) {
    case 'requestVote':
      return 'RV';
    case 'voteReply':
      return meaning.voteGranted ? 'VG' : 'VD';
    case 'appendEntries':
      return 'AE';
    case 'appendReply':
      return 'AR';
    case 'other':
      return 'M';
  }
}

/** `request for votes`, `vote`: the message as a noun. */
export function messageNoun(meaning: WireMeaning): string {
  switch (meaning.kind) {
    case 'requestVote':
      return 'request for votes';
    case 'voteReply':
      return meaning.voteGranted ? 'vote' : 'refusal to vote';
    case 'appendEntries':
      return 'AppendEntries';
    case 'appendReply':
      return 'answer to AppendEntries';
    case 'other':
      return 'message';
  }
}

/** Heartbeats and answers to them: the noise of a healthy cluster. */
export function isHeartbeat(meaning: WireMeaning): boolean {
  return meaning.kind === 'appendEntries' || meaning.kind === 'appendReply';
}
