import type { CommandFault } from '@/generated/CommandFault';

/** What a command rejects with: a stable code and the facts of the case. Words come from the locale files. */
export class CommandError extends Error {
  readonly code: string;
  readonly facts: Record<string, string>;

  constructor(fault: CommandFault) {
    super(fault.code);
    this.name = 'CommandError';
    this.code = fault.code;
    this.facts = fault.facts;
  }
}

/** Anything that was thrown, as a `CommandError`; what is not understood becomes `unknown`. */
export function asCommandError(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown;
  if (isFault(thrown)) return new CommandError(thrown);
  return new CommandError({ code: 'unknown', facts: { detail: String(thrown) } });
}

function isFault(thrown: unknown): thrown is CommandFault {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    'facts' in thrown &&
    typeof thrown.facts === 'object'
  );
}
