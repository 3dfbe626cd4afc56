/** How the diagram looks, in light and in dark: its roles are letters as well as colours. */

/** Each pair of text and ground has a contrast of at least 4.5. */
export const LIGHT_COLOURS =
  '--page:#fff;--ink:#1a1d21;--quiet:#59636e;--line:#8c959f;--broken:#b3261e;' +
  '--follower:#e7eaee;--candidate:#ffe08a;--leader:#0b57d0;--led:#fff;--fault:#fbd9d3';

/** The same for those who prefer a dark ground. */
export const DARK_COLOURS =
  '--page:#16181d;--ink:#e8eaed;--quiet:#a6adb7;--line:#6e7681;--broken:#ff8a80;' +
  '--follower:#30363d;--candidate:#6b5300;--leader:#8ab4f8;--led:#0d1b33;--fault:#6b2018';

/** The shapes, whatever the colours are. */
export const SHAPE_STYLE = [
  'text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:var(--ink);white-space:pre}',
  '.headline{font-weight:bold;font-size:15px}.observed,.because,.name{font-weight:bold}',
  'text.violation{fill:var(--broken);font-weight:bold}',
  '.quiet{fill:var(--quiet);font-size:11px}text.lost{fill:var(--broken);font-size:11px}',
  '.lane{stroke:var(--line);stroke-width:2}.apart{stroke-width:1;stroke-dasharray:3 4}',
  '.arrow{stroke:var(--ink);fill:none}path.lost{stroke:var(--broken);stroke-dasharray:3 3}',
  '.head,.dot{fill:var(--ink)}',
  '.pill{stroke:var(--line)}.pill.follower{fill:var(--follower)}',
  '.pill.candidate{fill:var(--candidate);stroke-dasharray:4 2}',
  '.pill.leader{fill:var(--leader)}.in.leader{fill:var(--led);font-weight:bold}',
  '.pill.fault{fill:var(--fault)}',
].join('');

export const DIAGRAM_STYLE = [
  `:root{${LIGHT_COLOURS}}`,
  `@media (prefers-color-scheme:dark){:root{${DARK_COLOURS}}}`,
  '.page{fill:var(--page)}',
  SHAPE_STYLE,
].join('');
