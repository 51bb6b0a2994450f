import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** NIST SP 800-63B-4, section 3.1.1.2 asks for 8, and 15 where nothing else protects the account. */
const SHORTEST_PASSWORD = 12;
/** A shorter name is part of many a good password by chance. */
const SHORTEST_TELLING_NAME = 4;
/** "Safely unguessable: moderate protection from offline slow-hash scenario" of 0 to 4, as zxcvbn scores. */
const LOWEST_SCORE = 3;
/**
 * What is judged of a password, and how many readings of characters that stand for letters are tried. More of both would
 * take a hostile password seconds instead of 50 ms, in which the process does nothing else.
 */
const JUDGED = { maxLength: 48, l33tMaxSubstitutions: 5 } as const;

/** Whose password it is, of which nothing may be what makes it long. */
export interface PasswordOwner {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}

/**
 * True when a password is too short (in characters, not bytes), contains the local part of the e-mail address, or is
 * easily guessed: made of words, names, keyboard rows, dates and repetitions, or of its owner's own names.
 */
export async function isWeakPassword(password: string, owner: PasswordOwner): Promise<boolean> {
  const localPart = owner.email.slice(0, owner.email.lastIndexOf("@")).toLowerCase();
  if (Array.from(password).length < SHORTEST_PASSWORD) return true;
  if (localPart.length >= SHORTEST_TELLING_NAME && password.toLowerCase().includes(localPart)) return true;
  const own = [owner.email, localPart, owner.givenName, owner.familyName];
  return (await estimator()).check(password, own).score < LOWEST_SCORE;
}

let loading: Promise<ZxcvbnFactory> | undefined;

/** Its dictionaries take 40 MB: loaded for the first password that is judged. */
function estimator(): Promise<ZxcvbnFactory> {
  return (loading ??= loadEstimator());
}

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  return new core.ZxcvbnFactory({
    ...JUDGED,
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
}
