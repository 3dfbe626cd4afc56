/** The page of a game comes to life: its engine is in the page, or where the page came from. */
import { PLAY_DATA_ID, type Opening, type PlayData } from '../../play-data.ts';
import { drawChoice } from './choice.ts';
import type { PlayEngine } from './engine.ts';
import { httpEngine } from './http-engine.ts';
import { openPlayer } from './player.ts';

/** A page that brings its engine has put it here before this runs. */
interface WithEngine {
  readonly whitewaterEngine?: (opening: Opening) => PlayEngine;
}

const { whitewaterEngine } = window as WithEngine;
const json = document.getElementById(PLAY_DATA_ID)?.textContent ?? '{"games":[],"claims":{}}';
const { games, claims } = JSON.parse(json) as PlayData;
const named = decodeURIComponent(location.hash.slice(1));
const opening = games.find(({ target }) => target === named) ?? games[0];
if (opening !== undefined) {
  if (games.length > 1) drawChoice(document, games, opening);
  const engine = whitewaterEngine?.(opening) ?? httpEngine(window);
  void openPlayer(document, engine, opening, claims);
}
