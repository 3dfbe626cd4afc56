import { becomeFollower } from '../../core/roles.ts';
import { mutantOfRules } from './mutant.ts';

/** Defect d, second half. The vote of an old term is held against the candidates of the new one. */
export const higherTermKeepsVote = mutantOfRules(
  {
    id: 'higher-term-keeps-vote',
    seedDefect: 'd',
    catalogueId: null,
    title: 'a server that learns of a higher term keeps its old vote',
    story:
      'A vote is never given back, so it binds its server in all terms to come. Nothing unsafe ' +
      'happens: fewer votes make fewer leaders. But once every server has stood for election it ' +
      'holds its own vote for ever, and nobody is elected any more.',
    sources: ['the tutorial warns of it'],
    breaks: 'eventual-leader',
    shortest: null,
    alsoBreaks: [{ property: 'leader-electable', decisions: 2, nodes: 3, evidence: 'proven' }],
  },
  {
    adoptTerm: (state, term) => ({ ...becomeFollower(state), currentTerm: term }),
  },
);
