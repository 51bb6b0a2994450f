import {
  buildSchema,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type OperationDefinitionNode,
} from "graphql";
import { describe, expect, it } from "vitest";
import { SCALAR_RESOLVERS } from "#shared/graphql/scalars.ts";
import { withoutValues } from "./value-free-message.ts";

const SECRET = "hunter2";
const schema = buildSchema(`
  enum Colour { RED }
  input In { text: String, count: Int, id: ID, float: Float, flag: Boolean, colour: Colour, list: [String!], needed: String! }
  type Query { f(input: In, text: String, colour: Colour, id: ID, count: Int): Int }
`);

/** What GraphQL.js says of an operation, or of its variable. */
function messagesOf(query: string, variables?: unknown): readonly string[] {
  const document = parse(query);
  const invalid = validate(schema, document);
  if (invalid.length > 0) return invalid.map(({ message }) => message);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const { errors = [] } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables as Record<string, unknown>,
  );
  return errors.map(({ message }) => message);
}

describe("a message without values", () => {
  it.each([
    [{ text: [SECRET], needed: "" }, 'Variable "$input" has an invalid value at "input.text".'],
    [{ count: SECRET, needed: "" }, 'Variable "$input" has an invalid value at "input.count".'],
    [{ colour: SECRET, needed: "" }, 'Variable "$input" has an invalid value at "input.colour".'],
    [{ list: [SECRET, 1], needed: "" }, 'Variable "$input" has an invalid value at "input.list[1]".'],
    [
      { text: ` at "${SECRET}"; `, needed: { at: ` at "` } },
      'Variable "$input" has an invalid value at "input.needed".',
    ],
    [
      { text: SECRET },
      'Variable "$input" has an invalid value: Field "needed" of required type "String!" was not provided.',
    ],
    [
      { text: SECRET, other: 1, needed: "" },
      'Variable "$input" has an invalid value: Field "other" is not defined by type "In".',
    ],
    [
      { text: SECRET, needed: null },
      'Variable "$input" has an invalid value at "input.needed": Expected non-nullable type "String!" not to be null.',
    ],
    [SECRET, 'Variable "$input" has an invalid value: Expected type "In" to be an object.'],
  ])("names variable, place and reason: %j", (input, message) => {
    const given = messagesOf("query ($input: In) { f(input: $input) }", { input });
    expect(given.map(withoutValues)).toEqual([message]);
  });

  it.each([
    [`{ f(text: [${SECRET}]) }`, "String cannot represent the value."],
    [`{ f(count: "${SECRET}") }`, "Int cannot represent the value."],
    [`{ f(id: {a: "${SECRET}"}) }`, "ID cannot represent the value."],
    [`{ f(colour: "${SECRET}") }`, 'Enum "Colour" cannot represent the value.'],
    [`{ f(colour: ${SECRET}) }`, 'The value does not exist in the enum "Colour".'],
    [`{ f(input: "${SECRET}") }`, 'Expected value of type "In".'],
  ])("names the type that a literal does not fit: %s", (query, message) => {
    const given = messagesOf(query);
    expect(given.join()).toContain(SECRET);
    expect(given.map(withoutValues)).toEqual([message]);
  });

  it.each([
    [`{ f(text "${SECRET}") }`, 'Syntax Error: Expected ":", found String.'],
    [`{ f(text: 1 "${SECRET}") }`, "Syntax Error: Expected Name, found String."],
    [`{ """${SECRET} "and" more""" }`, "Syntax Error: Expected Name, found BlockString."],
    ["{ 12345678 }", "Syntax Error: Expected Name, found Int."],
  ])("names the kind of token that a document should not have: %s", (query, message) => {
    const thrown = (): unknown => parse(query);
    expect(thrown).toThrow(GraphQLError);
    try {
      thrown();
    } catch (error) {
      expect(withoutValues((error as GraphQLError).message)).toBe(message);
    }
  });

  it("names the scalar of ours that a value does not fit", () => {
    const said = (parseValue: (value: unknown) => unknown): string => {
      try {
        parseValue(SECRET);
        return "nothing";
      } catch (error) {
        return withoutValues((error as Error).message);
      }
    };
    expect(
      Object.values(SCALAR_RESOLVERS).map((scalar) => said((value) => scalar.parseValue(value))),
    ).toEqual([
      "DateTime cannot represent the value.",
      "The value is not a valid LocalDate.",
      "SafeInt cannot represent the value.",
      "The value is not a valid currency.",
    ]);
  });

  it.each([
    ["n".repeat(100), "n".repeat(100)],
    ["n".repeat(101), "…"],
  ])("keeps names up to a hundred letters: %s", (name, kept) => {
    expect(withoutValues(`Syntax Error: Unexpected Name "${name}".`)).toBe(
      `Syntax Error: Unexpected Name "${kept}".`,
    );
    expect(withoutValues(`Cannot query field "${name}" on type "Query".`)).toBe(
      `Cannot query field "${kept}" on type "Query".`,
    );
  });

  it.each([
    'Cannot query field "password" on type "Query".',
    'Variable "$id" of required type "ID!" was not provided.',
    "Syntax Error: Expected Name, found <EOF>.",
    'Syntax Error: Unexpected Name "greting".',
    "The request is not valid.",
  ])("stays as it is when it quotes none: %s", (message) => {
    expect(withoutValues(message)).toBe(message);
  });
});
