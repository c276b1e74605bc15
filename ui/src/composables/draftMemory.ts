// What makes a draft look as it was left, also after a restart: the place on its page, and words
// that become part of it only when it is sealed. It lies beside the journal: nothing waits for it,
// and losing it loses no answer.

/** What stood at the top of a draft's page, and how far below the top it began, in pixels. */
export interface Place {
  anchor: string;
  below: number;
}

const placeKey = (draft: string) => `kakou.place.${draft}`;
const reasonKey = (draft: string) => `kakou.reason.${draft}`;

export function rememberPlace(draft: string, place: Place) {
  localStorage.setItem(placeKey(draft), JSON.stringify(place));
}

export function placeOf(draft: string): Place | null {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(placeKey(draft)) ?? 'null');
    const sound = typeof known === 'object' && known !== null && 'anchor' in known;
    return sound ? (known as Place) : null;
  } catch {
    return null;
  }
}

export function rememberReason(draft: string, reason: string) {
  localStorage.setItem(reasonKey(draft), reason);
}

/** Why a record is corrected, as far as it is typed. */
export function reasonOf(draft: string): string {
  return localStorage.getItem(reasonKey(draft)) ?? '';
}

export function forgetDraft(draft: string) {
  localStorage.removeItem(placeKey(draft));
  localStorage.removeItem(reasonKey(draft));
}
