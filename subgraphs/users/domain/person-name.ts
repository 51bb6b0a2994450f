/** A name as the schema's `PersonName` has it. */
export interface PersonName {
  readonly given: string;
  readonly family: string;
  readonly display: string;
}

/** The name of a stored person; `display` is given names before family name. */
export function personName(person: { readonly givenName: string; readonly familyName: string }): PersonName {
  return {
    given: person.givenName,
    family: person.familyName,
    display: `${person.givenName} ${person.familyName}`,
  };
}
