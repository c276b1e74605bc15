/**
 * Answers that were asked for before whoever shows them was there. The start asks so what its first
 * page will ask, while the scripts still set that page up.
 */
const answers = new Map<string, Promise<unknown>>();
let asking = false;

const key = (command: string, args: object) => `${command} ${JSON.stringify(args)}`;

/** Keeps the answer of each command that `ask` calls for the next call of the same. */
export function askAhead(ask: () => void) {
  asking = true;
  try {
    ask();
  } finally {
    asking = false;
  }
}

/** Asks, unless it was asked ahead; such an answer is given once, its error too. */
export function answered<T>(command: string, args: object, ask: () => Promise<T>): Promise<T> {
  const id = key(command, args);
  const ready = answers.get(id);
  if (ready && !asking) {
    answers.delete(id);
    return ready as Promise<T>;
  }
  const answer = ask();
  if (asking) {
    answers.set(id, answer);
    // Whoever takes it hears of its error; that nobody does is none.
    answer.catch(() => undefined);
  }
  return answer;
}

/** What was asked ahead does not hold any more, or is not waited for. */
export function forgetAhead() {
  answers.clear();
}
