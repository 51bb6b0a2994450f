/** Why a value was refused, as far as it says nothing of the value itself. */
const REASONS = [
  /; (Field "\w+" is not defined by type "\w+"\.)$/,
  /; (Field "\w+" of required type "[\w![\]]+" was not provided\.)$/,
  /; (Expected type "\w+" to be an object\.)$/,
  /; (Expected non-nullable type "[\w![\]]+" not to be null\.)$/,
] as const;

/** Messages of GraphQL.js and its scalars that quote a value, and what is left of them without it. */
const QUOTING: readonly (readonly [RegExp, string])[] = [
  [/^Expected value of type ("[\w![\]]+"), found [\s\S]*$/, "Expected value of type $1."],
  [/^Value "[\s\S]*" does not exist in ("\w+") enum\.[\s\S]*$/, "The value does not exist in the enum $1."],
  [/^Value is not a valid (\w+)\b[\s\S]*$/, "The value is not a valid $1."],
  [/^Argument ("\w+") has invalid value [\s\S]*$/, "The argument $1 has an invalid value."],
  [/^((?:Enum )?"?\w+"?) cannot represent [\s\S]*$/, "$1 cannot represent the value."],
  [/^(Syntax Error: [\s\S]*?)\b(String|BlockString|Int|Float) "[\s\S]*"\.$/, "$1$2."],
];

/** What is written like a name and is too long to be one helps nobody to find the place. */
const NO_NAME = /"\w{101,}"/g;

/**
 * A message about an operation that is not valid, without the values in it: names are the client's own and help to find
 * the place, but a value may be a password that stands where it does not belong, and answers end up in logs.
 */
export function withoutValues(message: string): string {
  const variable = /^Variable ("\$\w+") got invalid value /.exec(message)?.[1];
  if (variable !== undefined) return aboutVariable(variable, message);
  const [pattern, replacement] = QUOTING.find(([quoting]) => quoting.test(message)) ?? [];
  const left = pattern === undefined ? message : message.replace(pattern, replacement ?? "");
  return left.replace(NO_NAME, '"…"');
}

function aboutVariable(variable: string, message: string): string {
  // Quotes within a value are escaped, so that the first place found is the one GraphQL.js wrote.
  const place = / at ("[\w.[\]]+"); /.exec(message)?.[1];
  const reason = REASONS.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
  const start = `Variable ${variable} has an invalid value${place === undefined ? "" : ` at ${place}`}`;
  return reason === undefined ? `${start}.` : `${start}: ${reason}`;
}
