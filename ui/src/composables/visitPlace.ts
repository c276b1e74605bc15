// Which item of a draft was answered last. It is only a place to come back to after a restart, so
// it lies beside the journal: nothing is waited for, and losing it loses no answer.
const key = (draft: string) => `kakou.place.${draft}`;

export function rememberPlace(draft: string, item: string) {
  localStorage.setItem(key(draft), item);
}

export function placeOf(draft: string): string | null {
  return localStorage.getItem(key(draft));
}

export function forgetPlace(draft: string) {
  localStorage.removeItem(key(draft));
}
