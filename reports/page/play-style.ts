/** What the page of a game has besides the look of a report. */
export const PLAY_STYLE = [
  '.game{align-items:start}.game>section>h2{margin-top:1.25rem}.game>section>h2:first-child{margin-top:0}',
  '@media (min-width:60rem){.game{grid-template-columns:minmax(0,3fr) minmax(20rem,2fr)}.whole{grid-column:1/-1}}',
  '.keys{display:flex;flex-wrap:wrap;gap:.35rem;align-items:center;margin:.35rem 0}',
  '.status{min-height:1.5em;font-weight:bold}#path{max-height:26rem;overflow-y:auto}',
  '#path tr[id]{cursor:pointer}.decisions,.branches,.verdicts{list-style:none;margin:.35rem 0 .75rem;padding:0}',
  '.decisions li{margin:.25rem 0}.decisions button{display:grid;grid-template-columns:8.5rem 1fr;gap:.5rem;width:100%;text-align:left;padding:.3rem .6rem}',
  '.what{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}.does{overflow-wrap:anywhere}',
  '.breaks{color:var(--broken);white-space:nowrap}summary{cursor:pointer;padding:.15rem 0;font-weight:600}.count{color:var(--quiet);font-weight:normal}',
  '.decisions[aria-busy=true]{opacity:.6}.verdicts li,.branches li{margin:.2rem 0}',
  'input[type=number]{font:inherit;width:3.5rem;color:inherit;background:var(--shade);border:1px solid var(--line);border-radius:5px;min-height:2rem;padding:0 .3rem}',
  'select{font:inherit;color:inherit;background:var(--shade);border:1px solid var(--line);border-radius:5px;min-height:2rem;max-width:100%}',
  'textarea{font:.85rem/1.4 ui-monospace,Menlo,Consolas,monospace;width:100%;color:inherit;background:var(--shade);border:1px solid var(--line)}',
  '.compare{width:100%}.compare th,.compare td{padding:.2rem .75rem .2rem 0;vertical-align:top;border-top:1px solid var(--edge)}.compare caption{text-align:left;font-weight:bold}',
  '.differs{background:var(--now)}.differs td{font-weight:bold}',
  '@media (max-width:40rem){.decisions button{grid-template-columns:1fr}}',
].join('\n');
