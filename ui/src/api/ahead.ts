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
  if (asking) {
    const answer = ask();
    answers.set(key(command, args), answer);
    // Whoever takes it hears of its error; that nobody does is none.
    answer.catch(() => undefined);
    return answer;
  }
  // After the start nothing is kept: no call pays for a key.
  if (answers.size === 0) return ask();
  const id = key(command, args);
  const ready = answers.get(id) as Promise<T> | undefined;
  answers.delete(id);
  return ready ?? ask();
}

/** What was asked ahead does not hold any more, or is not waited for. */
export function forgetAhead() {
  answers.clear();
}
