// Uploads a file as any tus client would: stops in the middle, goes on, and announces it once more.
// Prints one JSON document of what it saw. Arguments: endpoint, token, file, SHA-256.
import { readFileSync } from 'node:fs';
import { Upload } from 'tus-js-client';

const [endpoint, token, file, sha256] = process.argv.slice(2);
const bytes = readFileSync(file);
const sent = [];
const options = {
  endpoint,
  headers: { authorization: `Bearer ${token}`, 'kakou-protocol': '1' },
  metadata: { sha256 },
  chunkSize: 8 * 1024,
  retryDelays: [100, 100],
  onAfterResponse: (request, response) => {
    const offset = response.getHeader('Upload-Offset');
    sent.push({ method: request.getMethod(), status: response.getStatus(), offset: offset && Number(offset) });
  },
};

/** Begins, and stops when the server has the first pieces. */
function half() {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      ...options,
      onError: reject,
      onSuccess: () => reject(new Error('it was not stopped')),
      onChunkComplete: (_, offset) => {
        if (offset >= 16 * 1024) upload.abort().then(() => resolve(upload.url), reject);
      },
    });
    upload.start();
  });
}

/** To the end; with an address it goes on there. */
function whole(more) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      ...options,
      ...more,
      onError: reject,
      onSuccess: () => resolve(upload.url),
    });
    upload.start();
  });
}

const seen = async (run) => {
  sent.length = 0;
  const url = await run();
  return { url, answers: [...sent] };
};
const stopped = await seen(half);
const resumed = await seen(() => whole({ uploadUrl: stopped.url }));
// Nothing has to be sent of a file that the server has.
const again = await seen(() => whole({ uploadDataDuringCreation: true }));
console.log(JSON.stringify({ stopped, resumed, again }));
