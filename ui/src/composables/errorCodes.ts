/** Codes that mean the same to whoever reads the message, under the one that has its sentences. */
export const SHARED: Readonly<Record<string, string[]>> = {
  'damaged-batch': [
    'not-a-batch',
    'malformed-batch',
    'truncated-batch',
    'trailing-bytes',
    'bad-compression',
    'batch-too-large',
    'payload-malformed',
    'body-malformed',
  ],
  'from-the-future': ['unknown-batch-version', 'unknown-dictionary', 'unknown-suite'],
  'bad-signature': ['foreign-head'],
  forked: ['gap'],
  'bad-answer': ['bad-cursor'],
  key: ['keystore', 'no-randomness'],
  'too-long': ['payload-too-long'],
};
const words = new Map(
  Object.entries(SHARED).flatMap(([shared, codes]) => codes.map((code) => [code, shared])),
);

/** The code under which the locale files hold a code's sentences. */
export function wordsOf(code: string): string {
  return words.get(code) ?? code;
}
