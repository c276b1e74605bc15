import { onScopeDispose, ref, type Ref } from 'vue';
import { usePermitsStore } from '@/stores/permits';

/**
 * Why there is no picture: no camera, not allowed, not allowed for now, taken by another app, or
 * something else.
 */
export type CameraProblem = 'missing' | 'refused' | 'later' | 'busy' | 'failed';

/** The camera at the back, as large as what is kept of a photo. */
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 2560 }, height: { ideal: 1920 } },
};
const QUALITY = 0.92;

const PROBLEMS: Record<string, CameraProblem> = {
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

function problemOf(thrown: unknown): CameraProblem {
  return (thrown instanceof Error && PROBLEMS[thrown.name]) || 'failed';
}

/** What browsers that know it say of a lamp; the standard's types leave it out. */
type WithTorch = MediaTrackCapabilities & { torch?: boolean };

function hasTorch(track: MediaStreamTrack): boolean {
  const known = track.getCapabilities?.() as WithTorch | undefined;
  return known?.torch === true;
}

/** Whether the user allows it; he is asked where he was not yet. */
async function refusal(): Promise<CameraProblem | null> {
  const permits = usePermitsStore();
  if (await permits.ensure('camera')) return null;
  return permits.known.camera === 'no' ? 'refused' : 'later';
}

/** The device's camera: its picture in a video element, and single frames of it. */
export function useCamera() {
  const running = ref(false);
  const problem = ref<CameraProblem | null>(null);
  /** Whether the lamp is on; `null` where there is none. */
  const torch: Ref<boolean | null> = ref(null);
  let shown: HTMLVideoElement | null = null;
  let stream: MediaStream | null = null;
  /** Rises with each start and stop: a camera that comes too late is let go of again. */
  let turn = 0;

  async function start(video: HTMLVideoElement): Promise<void> {
    stop();
    shown = video;
    const mine = turn;
    try {
      // A page without a secure origin, or a web view without cameras, has no `mediaDevices`.
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      if (devices?.getUserMedia === undefined) throw new DOMException('', 'NotFoundError');
      const refused = await refusal();
      if (mine !== turn) return;
      if (refused !== null) {
        problem.value = refused;
        return;
      }
      const opened = await devices.getUserMedia(WANTED);
      if (mine !== turn) return release(opened);
      stream = opened;
      const [track] = opened.getVideoTracks();
      torch.value = track && hasTorch(track) ? false : null;
      video.srcObject = opened;
      await video.play();
      if (mine !== turn) return;
      problem.value = null;
      running.value = true;
    } catch (thrown) {
      if (mine !== turn) return;
      stop();
      problem.value = problemOf(thrown);
    }
  }

  function release(media: MediaStream) {
    for (const track of media.getTracks()) track.stop();
  }

  function stop(): void {
    turn++;
    if (stream !== null) release(stream);
    if (shown !== null) shown.srcObject = null;
    stream = null;
    shown = null;
    running.value = false;
    torch.value = null;
  }

  /** The frame that is seen now, as the bytes of a JPEG. Rejects while there is no picture. */
  async function grab(): Promise<Uint8Array<ArrayBuffer>> {
    if (shown === null || !running.value) throw new Error('the camera is not running');
    const canvas = document.createElement('canvas');
    canvas.width = shown.videoWidth;
    canvas.height = shown.videoHeight;
    canvas.getContext('2d')?.drawImage(shown, 0, 0);
    const blob = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', QUALITY),
    );
    if (blob === null) throw new Error('the camera gave no picture');
    return new Uint8Array(await blob.arrayBuffer());
  }

  async function setTorch(on: boolean): Promise<void> {
    const [track] = stream?.getVideoTracks() ?? [];
    if (track === undefined || torch.value === null) return;
    await track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
    torch.value = on;
  }

  // Behind another app the camera is let go of; it comes back with the page.
  let resume: HTMLVideoElement | null = null;
  function onVisibility() {
    if (document.hidden && running.value) {
      resume = shown;
      stop();
    } else if (!document.hidden && resume !== null) {
      void start(resume);
      resume = null;
    }
  }
  document.addEventListener('visibilitychange', onVisibility);
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onVisibility);
    stop();
  });

  return { running, problem, torch, start, grab, stop, setTorch };
}
