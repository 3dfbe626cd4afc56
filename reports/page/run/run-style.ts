/** What the page of a run has besides the look of all pages. */
import { FRAME_STYLE, PRINT_STYLE } from '../style.ts';

const PARTS = [
  'main{display:grid;gap:2rem;grid-template-columns:minmax(0,1fr)}',
  'section>h2{font-size:1.2rem;border-bottom:1px solid var(--edge);padding-bottom:.25rem}',
  'h3{font-size:1rem;margin:1rem 0 .5rem}dl div{grid-template-columns:6.5rem 1fr}',
  'code{overflow-wrap:anywhere}p{margin:.35rem 0}',
  '.outcome{font-size:1.05rem;font-weight:bold}',
  'article{border:1px solid var(--edge);border-left:4px solid var(--broken);border-radius:5px;',
  'padding:.6rem 1rem;margin:.75rem 0}article.label{border-left-color:var(--line)}',
  'article h3{margin:0 0 .25rem}article dl{margin:.5rem 0 0}',
  'table{border-collapse:collapse}caption{text-align:left;color:var(--quiet);padding:.2rem 0}',
  'th{text-align:left;font-weight:600}td,th{padding:.2rem 1rem .2rem 0;vertical-align:top}',
  'tbody tr{border-top:1px solid var(--edge)}thead th{color:var(--quiet);font-weight:normal}',
  'tbody th{font-weight:normal}.count{text-align:right;font-variant-numeric:tabular-nums;',
  'white-space:nowrap}tr.fails th,tr.fails .says{color:var(--broken);font-weight:600}',
  'tr.idle{color:var(--quiet)}tbody th{white-space:nowrap}tbody tr.more{border:0}',
  '.says{overflow-wrap:anywhere;min-width:12rem}',
  '.sign{width:1.2rem;padding-right:.5rem}.scroll{overflow-x:auto}',
  '@media (min-width:60rem){.columns{display:grid;gap:0 3rem;align-items:start;',
  'grid-template-columns:minmax(0,1.2fr) minmax(0,1fr)}}',
  'pre{overflow-x:auto;background:var(--shade);border:1px solid var(--edge);padding:.6rem;',
  'font:.8rem/1.4 ui-monospace,Menlo,Consolas,monospace}summary{cursor:pointer}',
].join('\n');

const CHARTS = [
  'svg{vertical-align:middle}.parts{display:block;max-width:40rem;border-radius:3px;',
  'margin:.5rem 0 .25rem}.part-held{fill:var(--held)}.part-broken{fill:var(--broken)}',
  '.part-undecided{fill:var(--candidate)}.part-idle,.ground{fill:var(--follower)}',
  '.filled{fill:var(--leader)}.axis{fill:none;stroke:var(--line)}',
  '.curve{fill:none;stroke:var(--leader);stroke-width:2}',
  '.scale{font:11px system-ui,sans-serif;fill:var(--quiet)}.end{text-anchor:end}',
  'figure{margin:0}figure svg{max-width:100%;height:auto}',
  'figcaption{color:var(--quiet);font-size:.85rem}',
].join('\n');

const SMALL =
  '@media (max-width:30rem){body{padding:1rem .75rem}dl div{grid-template-columns:1fr}' +
  '.bar{width:4.5rem}td,th{padding-right:.6rem}}';

const PAPER =
  '@media print{article,figure,tr{break-inside:avoid}h2,h3{break-after:avoid}' +
  'svg{print-color-adjust:exact}.columns{display:block}pre{white-space:pre-wrap}}';

/** Where colours are forced, lengths and words stay. */
const FORCED =
  '@media (forced-colors:active){svg{forced-color-adjust:none}.parts{border:1px solid CanvasText}' +
  '.ground,.part-idle{fill:Canvas;stroke:CanvasText}.filled,.part-held{fill:CanvasText}' +
  '.part-broken,.part-undecided{fill:Highlight}.axis,.curve{stroke:CanvasText}' +
  '.scale{fill:CanvasText}}';

export const RUN_STYLE = [FRAME_STYLE, PARTS, CHARTS, SMALL, PRINT_STYLE, PAPER, FORCED].join('\n');
