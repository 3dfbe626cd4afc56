/** The page of a game comes to life: its engine is in the page, or where the page came from. */
import { OPENING_ID, type Opening } from '../../play-data.ts';
import type { PlayEngine } from './engine.ts';
import { httpEngine } from './http-engine.ts';
import { openPlayer } from './player.ts';

/** A page that brings its engine has put it here before this runs. */
interface WithEngine {
  readonly whitewaterEngine?: (opening: Opening) => PlayEngine;
}

const { whitewaterEngine } = window as WithEngine;
const json = document.getElementById(OPENING_ID)?.textContent ?? 'null';
const opening = JSON.parse(json) as Opening | null;
if (opening !== null) {
  const engine = whitewaterEngine?.(opening) ?? httpEngine(window);
  void openPlayer(document, engine, opening);
}
