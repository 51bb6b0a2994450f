/** NIST SP 800-63B-4, section 3.1.1.2 asks for 8, and 15 where nothing else protects the account. */
const SHORTEST_PASSWORD = 12;
/** A shorter name is part of many a good password by chance. */
const SHORTEST_TELLING_NAME = 4;

/** True when a password is too short (in characters, not bytes) or contains the local part of the e-mail address. */
export function isWeakPassword(password: string, email: string): boolean {
  const localPart = email.slice(0, email.lastIndexOf("@")).toLowerCase();
  if (Array.from(password).length < SHORTEST_PASSWORD) return true;
  return localPart.length >= SHORTEST_TELLING_NAME && password.toLowerCase().includes(localPart);
}
