import { invariant } from "../invariant.ts";
import { sin } from "../math.ts";
import { type Duration, microseconds, zeroDuration } from "../units.ts";
import { fromPieces, level, type Point, throughPoints } from "./pieces.ts";
import type { Profile } from "./profile.ts";

/** One value for ever. */
export const constant = (value: number): Profile => fromPieces([level(zeroDuration, value)]);

/** Each value from its instant until the next one's; 0 before the first. */
export const steps = (points: readonly Point[]): Profile => fromPieces(points.map(({ at, value }) => level(at, value)));

/** From one value straight to another, which it keeps. */
export const ramp = ({ from, to, over }: { from: number; to: number; over: Duration }): Profile =>
  throughPoints([
    { at: zeroDuration, value: from },
    { at: over, value: to },
  ]);

/** What a spike looks like. With no time to rise or to fall it jumps. */
export type Spike = {
  readonly base: number;
  readonly peak: number;
  readonly rise: Duration;
  readonly hold: Duration;
  readonly fall: Duration;
};

/** Straight up from the base to the peak, level there, and straight down again. */
export const spike = ({ base, peak, rise, hold, fall }: Spike): Profile =>
  throughPoints([
    { at: zeroDuration, value: base },
    { at: rise, value: peak },
    { at: microseconds(rise + hold), value: peak },
    { at: microseconds(rise + hold + fall), value: base },
  ]);

/** A wave: `mean + amplitude · sin(2π (t + phase) / period)` until `duration`, then the value that it has there. */
export type Wave = {
  readonly mean: number;
  readonly amplitude: number;
  readonly period: Duration;
  /** How far into its period the wave begins. */
  readonly phase: Duration;
  readonly duration: Duration;
};

/**
 * Straight pieces in each period of a wave. They join points of the wave, its tops and bottoms among them, and lie at most
 * 1 − cos(π/32) = 0.49 % of the amplitude beside it.
 */
export const piecesPerPeriod = 32;

/** Most pieces of one wave. */
const wavePiecesMax = 1_000_000;

/** A wave as straight pieces; see `piecesPerPeriod`. Where it would be negative it is 0. */
export function sine(wave: Wave): Profile {
  const { period, phase, duration } = wave;
  const count = Math.ceil((duration / period) * piecesPerPeriod);
  invariant(period > 0 && count <= wavePiecesMax, `a wave has a period and at most ${wavePiecesMax} pieces`);
  const points: Point[] = [waveAt(wave, 0)];
  const firstNode = Math.floor((phase / period) * piecesPerPeriod) + 1;
  for (let node = firstNode; node <= firstNode + count; node++) {
    const at = Math.round((node * period) / piecesPerPeriod - phase);
    if (at > 0 && at < duration) {
      const value =
        wave.mean +
        wave.amplitude * sineOfTurn((((node % piecesPerPeriod) + piecesPerPeriod) % piecesPerPeriod) / piecesPerPeriod);
      points.push({ at: microseconds(at), value });
    }
  }
  points.push(waveAt(wave, duration));
  return throughPoints(points);
}

/** The straight pieces' value at an instant that is no node, so that the ends lie on the same polygon. */
function waveAt({ mean, amplitude, period, phase }: Wave, at: number): Point {
  const position = (((at + phase) % period) / period + 1) % 1;
  const node = Math.floor(position * piecesPerPeriod);
  const share = position * piecesPerPeriod - node;
  const before = sineOfTurn(node / piecesPerPeriod);
  const after = sineOfTurn((node + 1) / piecesPerPeriod);
  return { at: microseconds(at), value: mean + amplitude * (before + share * (after - before)) };
}

/** sin(2π · turn) for a turn from 0 to 1. */
const sineOfTurn = (turn: number): number => sin(2 * Math.PI * turn);
