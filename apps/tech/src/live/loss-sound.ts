import type { Sample } from "@fieldline/domain/job";
import { createSignal } from "solid-js";
import { keep, kept } from "../kept.ts";

const KEY = "loss-sound";
/** Older losses are history that is catching up, not news. */
const NEWS_MS = 6_000;
const BLIP_S = 0.14;

let context: AudioContext | null = null;
let soundedSeq = 0;
const [isOn, setIsOn] = createSignal(kept(KEY, (value) => value === true) ?? false);

/** Whether a lost packet is to be heard. */
export { isOn as isSoundOn };

/** Turns the sound on or off. Called from a tap, which browsers ask for before the first sound. */
export function toggleSound(): void {
  setIsOn(!isOn());
  keep(KEY, isOn());
  if (isOn()) blip(660);
}

/** Sounds once when a packet among these was lost just now. */
export function soundLosses(samples: readonly Sample[], now: number): void {
  if (!isOn()) return;
  const lost = samples.findLast(({ seq, at, rttMs }) => rttMs === null && seq > soundedSeq && now - at < NEWS_MS);
  if (!lost) return;
  soundedSeq = lost.seq;
  blip(220);
}

function blip(frequency: number) {
  context ??= new AudioContext();
  void context.resume();
  const tone = new OscillatorNode(context, { type: "square", frequency });
  const volume = new GainNode(context, { gain: 0.2 });
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + BLIP_S);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + BLIP_S);
}
