/** The page of a game: what a player sees before its script has drawn anything. */
import { plainJson } from '../story/escaped.ts';
import { contentPolicy } from './content-policy.ts';
import { text } from './parts/html.ts';
import { PLAY_DATA_ID, type PlayData } from './play-data.ts';
import { PLAY_STYLE } from './play-style.ts';
import { pageStyle } from './style.ts';

export interface PlayPage {
  readonly page: string;
  /** For the header of whoever serves it; the page itself says the same. */
  readonly policy: string;
}

/** `script` is one classic script: the client, with an engine before it if the page has its own. */
export function playPage(data: PlayData, script: string, above = ''): PlayPage {
  const style = `${pageStyle(0)}\n${PLAY_STYLE}`;
  const policy = `${contentPolicy(style, script)}; connect-src 'self'; img-src data:`;
  const [first] = data.games;
  if (first === undefined) throw new RangeError('a page without a game');
  const { target, nodes, title } = first;
  const page = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    `<title>${text(`Play ${target}`)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<p class="which">${text(title)}</p>`,
    `<h1>Play ${text(target)}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}</h1>`,
    above,
    '<div id="choice"></div>',
    '<p id="status" class="status" role="status">',
    'This page plays with its script alone: allow JavaScript.',
    '</p>',
    '</header>',
    BODY,
    `<script type="application/json" id="${PLAY_DATA_ID}">${plainJson(data)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return { page, policy };
}

const BODY = `<main class="game">
<section aria-label="The run so far">
<h2 id="path-title">What has happened</h2>
<div id="steering" class="keys"></div>
<div id="path" class="scroll" tabindex="0" role="region" aria-labelledby="path-title"></div>
<h2 id="verdicts-title">Properties</h2>
<div id="verdicts"></div>
<h2 id="nodes-title">Nodes now</h2>
<div id="nodes" class="scroll" tabindex="0" role="region" aria-labelledby="nodes-title"></div>
<p class="note">Bold: changed by the last decision. ✓ committed.</p>
</section>
<section aria-label="Decisions">
<h2 id="decisions-title">What may happen next</h2>
<div id="decisions"></div>
<h2>From here</h2>
<div id="tools"></div>
<h2>Branches</h2>
<div id="branches"></div>
</section>
<div id="comparison" class="whole scroll" tabindex="0" role="region" aria-label="Comparison"></div>
</main>`;
