/** What must be in no answer, unless its client sent the same words: each as it looks when it leaks. */
const LEAKS: Readonly<Record<string, RegExp>> = {
  "a stack": /(?:^|\\n|\s)at (?:async )?[\w.$<>[\] ]+ ?\((?:file|node|\/|<anonymous>)|\.[cm]?[jt]s:\d+/i,
  "a file path":
    /(?:file:\/\/|node:[a-z]+|(?:^|[\s"'(=:])\/(?:work|home|root|usr|tmp|var|etc|opt|proc)\/|node_modules)/i,
  "an SQL statement":
    /\b(?:select\s[^"]{0,200}\sfrom\s|insert into\s|update\s\S+\sset\s|delete from\s|set local\b|set_config\b)/i,
  "a database error":
    /\b(?:relation|column|constraint|schema|role) \\?"[\w.]+\\?" |violates|sqlstate|pg_[a-z]+|invalid (?:input syntax|byte sequence)|out of range for type/i,
  "a table":
    /\b(?:appointments|users|auth|audit|messaging)\.(?:appointment|allocation|clinic|room|service_type|schedule|known_patient|patient|practitioner|user|account|session|tenant|signing_key|oauth_client|entry|chain_head|outbox|inbox|delivery)\b/i,
  "a host": /\b(?:127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?:\d+|ECONN[A-Z]+|ENOTFOUND|EPIPE|localhost:(?!4000\b)\d+)/,
  "a role": /\b(?:auth|users|appointments|audit|messaging)_(?:app|system)\b/,
  "a package":
    /\b(?:apollo(?!-require-preflight\b|-operation-name\b)|fastify|drizzle|postgres(?:ql)?|undici|zod|graphql-(?:shield|armor|middleware|scalars|js)|lucia|argon2|pino|light-my-request|FST_[A-Z_]+|GRAPHQL_[A-Z_]+|BAD_USER_INPUT|ZodError|TypeError|RangeError|SyntaxError|AssertionError)\b/i,
};

/**
 * What an answer tells that it must not: one line per finding. Words that the client sent itself do not count here;
 * whether they may be repeated is judged elsewhere.
 * @param sent everything that the client sent, as one text
 */
export function leaksIn(answer: string, sent: string): string[] {
  return Object.entries(LEAKS).flatMap(([what, pattern]) => {
    const found = [...answer.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(([text]) => text.trim());
    return found.filter((text) => !sent.includes(text)).map((text) => `leaks ${what}: ${text}`);
  });
}
