/**
 * What a message means to Raft, whatever its target calls it. The world carries messages as opaque
 * values; properties count votes on the wire, so each target says what its messages mean.
 */
export type WireMeaning =
  | { readonly kind: 'requestVote'; readonly term: number }
  | { readonly kind: 'voteReply'; readonly term: number; readonly voteGranted: boolean }
  | { readonly kind: 'appendEntries'; readonly term: number }
  | {
      readonly kind: 'appendReply';
      readonly term: number;
      /** Whether the entries were taken, as Figure 2 has it; targets that do not say it omit it. */
      readonly success?: boolean;
    }
  | { readonly kind: 'other'; readonly term: number };

/** How people write a message: "request for votes". */
export function meaningNoun(meaning: WireMeaning): string {
  switch (meaning.kind) {
    case 'requestVote':
      return 'request for votes';
    case 'voteReply':
      return meaning.voteGranted ? 'vote' : 'refusal to vote';
    case 'appendEntries':
      return 'AppendEntries';
    case 'appendReply':
      return meaning.success === false ? 'refusal of AppendEntries' : 'answer to AppendEntries';
    case 'other':
      return 'message';
  }
}

/** Small number per kind: names of luck are hashed from numbers. */
export function meaningCode(kind: WireMeaning['kind']): number {
  switch (kind) {
    case 'requestVote':
      return 1;
    case 'voteReply':
      return 2;
    case 'appendEntries':
      return 3;
    case 'appendReply':
      return 4;
    case 'other':
      return 5;
  }
}
