interface Detected {
  rawValue: string;
}
interface Detector {
  detect(source: HTMLVideoElement): Promise<Detected[]>;
}
type DetectorClass = new () => Detector;

const LOOK_EVERY_MS = 200;

/** Whether this browser can read barcodes with its camera. */
export function canScan(): boolean {
  return detectorClass() !== undefined && typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** Shows the back camera in `video` and gives the first code it sees. Rejects without a camera or the leave to use it. */
export async function scan(video: HTMLVideoElement, signal: AbortSignal): Promise<string> {
  const Detector = detectorClass();
  if (!Detector) throw new Error("This browser cannot read barcodes.");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    signal.throwIfAborted();
    video.srcObject = stream;
    await video.play();
    return await firstCode(new Detector(), video, signal);
  } finally {
    release();
  }
}

async function firstCode(detector: Detector, video: HTMLVideoElement, signal: AbortSignal): Promise<string> {
  for (;;) {
    const [code] = await detector.detect(video).catch(() => []);
    const text = code?.rawValue.trim();
    if (text) return text;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    signal.throwIfAborted();
  }
}

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}
