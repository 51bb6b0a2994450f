/** Arguments of a field. */
type Args = Readonly<Record<string, unknown>>;

/** An object of the data set: its values, and functions for those that depend on arguments or on other values. */
export interface Thing {
  readonly __typename: string;
  [field: string]: unknown;
}

/** A value that cannot be had: reading it throws. */
export class Fault extends Error {}

/** The data set, made anew for each operation so that mutations start from the same. */
export interface World {
  readonly query: Thing;
  readonly mutation: Thing;
  /**
   * The entity that a representation names; null when the subgraph does not know it.
   * @param subgraph who is asked
   */
  find(subgraph: string, representation: Readonly<Record<string, unknown>>): Thing | null;
}

/** Reads a field of a thing, the same way for a subgraph and for the one merged schema. */
export function readField(thing: Thing, field: string, args: Args): unknown {
  const value = thing[field];
  if (value instanceof Fault) throw value;
  return typeof value === "function" ? value(args, thing) : value;
}

const fault = (): Fault => new Fault("This value cannot be had.");

function firstOf<T>(list: readonly T[]) {
  return ({ first }: Args): readonly T[] => list.slice(0, typeof first === "number" ? Math.max(first, 0) : 9);
}

/** Makes the data set. Nulls and faults are placed so that each kind of field has some. */
export function createWorld(): World {
  const people = makePeople();
  const studios = makeStudios(people);
  const works = makeWorks(people, studios);
  const rooms = makeRooms(works, people);
  const reviews = makeReviews(works, people);
  const things = [people, studios, works, rooms.all, reviews].flat();
  const journal: string[] = [];
  const find = (typeName: string, id: unknown): Thing | null =>
    things.find((thing) => thing.__typename === typeName && thing["id"] === id) ?? null;
  const work = (id: unknown): Thing | null => find("Book", id) ?? find("Film", id);

  const query: Thing = {
    __typename: "Query",
    works: ({ filter, first }: Args) =>
      firstOf(works.filter((each) => fits(each, filter as Args)))({ first }),
    work: ({ id }: Args) => work(id),
    hits: ({ term }: Args) =>
      [works[0], people[1], null, works[2], works[4], people[0], works[3]].filter(
        (hit) => term == null || hit == null || String(hit["id"]).includes(term as string),
      ),
    groups: [[works[0], works[3]], [null, works[1]], [], [works[4]]],
    oneOfAKind: works[3],
    studio: ({ name, city }: Args) =>
      studios.find((each) => each["name"] === name && each["city"] === city) ?? studios[0],
    sum: ({ numbers, weights }: Args) =>
      [numbers, weights]
        .flat(3)
        .reduce((sum: number, each) => sum + (typeof each === "number" ? each : 0.25), 0),
    fragile: ({ at }: Args) => (at === 1920 ? [1, null] : [at]),
    version: "1",
    people: ({ ids }: Args) =>
      Array.isArray(ids) ? ids.map((id) => find("Person", id)) : [people[0], null, people[3], people[4]],
    me: people[0],
    named: [people[2], studios[1], null, studios[0], people[4]],
    library: ({ code }: Args) => rooms.libraries.find((each) => each["code"] === code) ?? rooms.libraries[0],
    room: ({ at }: Args) => {
      const { number } = at as Args;
      return rooms.rooms.find((each) => each["number"] === number) ?? null;
    },
    loans: [rooms.copies[1], null, rooms.copies[0], rooms.copies[3]],
    topReviews: firstOf([reviews[2], null, reviews[0], reviews[1], reviews[4]]),
    reviewed: [works[3], works[0], null, works[1]],
  };
  const write = (line: string): Thing => {
    journal.push(line);
    return { __typename: "Journal", entries: [...journal], count: journal.length };
  };
  const mutation: Thing = {
    __typename: "Mutation",
    note: ({ text }: Args) => write(`noted ${String(text)}`),
    remember: ({ text }: Args) => write(`remembered ${String(text)}`),
    fail: ({ text }: Args) => {
      write(`failed ${String(text)}`);
      throw fault();
    },
    retitle: ({ id, title }: Args) => change(work(id), { title }, write),
    rename: ({ id, name }: Args) => change(find("Person", id), { name }, write),
  };
  return {
    query,
    mutation,
    find: (subgraph, representation) => findEntity(things, subgraph, representation),
  };
}

function change(thing: Thing | null, values: Args, write: (line: string) => Thing): Thing | null {
  write(`changed ${JSON.stringify(values)}`);
  return thing && Object.assign(thing, values);
}

function fits(work: Thing, filter: Args | null | undefined): boolean {
  if (filter == null) return true;
  const { genre, years, ids, hasTags } = filter;
  const { from, to } = (years ?? {}) as Args;
  const year = Number(work["year"] ?? 1950);
  return (
    (genre == null || work["genre"] === genre) &&
    (from == null || year >= Number(from)) &&
    (to == null || year <= Number(to)) &&
    (!Array.isArray(ids) || ids.includes(work["id"])) &&
    (hasTags !== true || Array.isArray(work["tags"]))
  );
}

/** By whichever key the representation has; `Work` is what an interface object is called in its own subgraph. */
function findEntity(things: readonly Thing[], subgraph: string, representation: Args): Thing | null {
  const { __typename } = representation;
  const found = things.find((thing) => {
    const isType = thing.__typename === __typename || (__typename === "Work" && "year" in thing);
    return isType && hasKey(thing, representation);
  });
  if (found === undefined) throw new Error(`No entity for ${JSON.stringify(representation)}.`);
  return Array.isArray(found["unknownTo"]) && found["unknownTo"].includes(subgraph) ? null : found;
}

function hasKey(thing: Thing, representation: Args): boolean {
  for (const key of ["id", "isbn", "handle", "code"]) {
    if (key in representation) return thing[key] === representation[key];
  }
  if (!("number" in representation)) {
    return thing["name"] === representation["name"] && thing["city"] === representation["city"];
  }
  const { code } = representation["library"] as Args;
  const library = thing["library"] as Thing;
  return thing["number"] === representation["number"] && library["code"] === code;
}

function makePeople(): Thing[] {
  const taste = (_args: Args, { favourite }: Thing): string => {
    const { title, pages, runtime } = (favourite ?? {}) as Args;
    return `${String(title)} ${String(pages ?? runtime)}`;
  };
  const badge = (_args: Args, { address }: Thing): string =>
    `from ${String((address as Thing | null)?.["city"])}`;
  const people = ["ada", "bo", "cy", "di", "ed"].map((handle, index): Thing => ({
    __typename: "Person",
    id: `p${index}`,
    handle,
    name: handle.toUpperCase(),
    born: index === 3 ? fault() : 1950 + index,
    nickname: index === 1 ? null : `the ${handle}`,
    secret: "secret",
    address:
      index === 2
        ? null
        : { __typename: "Address", street: null, city: `city ${index}`, geo: [[1.5, index], []] },
    badge,
    taste,
    loans: [],
    reviews: [],
    employer: null,
    favourite: null,
  }));
  const [ada, bo, cy, di, ed] = people as [Thing, Thing, Thing, Thing, Thing];
  Object.assign(ada, { best: bo, friends: firstOf([bo, cy, di]) });
  Object.assign(bo, { best: ada, friends: firstOf([ada, null, ed]) });
  Object.assign(cy, { best: null, friends: firstOf([]) });
  Object.assign(di, { best: cy, friends: fault() });
  Object.assign(ed, {
    best: fault(),
    friends: null,
    unknownTo: ["reviews"],
    nickname: null,
    reviews: null,
    badge: null,
  });
  return people;
}

function makeStudios(people: readonly Thing[]): Thing[] {
  const base = { __typename: "Studio", works: [] };
  return [
    {
      ...base,
      name: "Alba",
      city: "Rome",
      founded: 1937,
      staff: [people[0], people[4]],
      address: people[0]?.["address"],
    },
    { ...base, name: "Alba", city: "Oslo", founded: fault(), staff: [people[1], null], address: null },
  ];
}

function makeWorks(people: readonly Thing[], studios: readonly Thing[]): Thing[] {
  const shown = ({ format, crop }: Args): string => JSON.stringify([format ?? null, crop ?? null]);
  const works = [0, 1, 2, 3, 4].map((index): Thing => {
    const size = { __typename: "Size", width: index === 1 ? null : 10 + index, height: 20, unit: "CM" };
    return {
      __typename: index < 3 ? "Book" : "Film",
      kind: index < 3 ? "book" : "film",
      id: `w${index}`,
      title: index === 2 ? null : `Title ${index}`,
      year: index === 1 ? null : 1900 + 20 * index,
      genre: index === 4 ? fault() : ["ESSAY", "DRAMA", "COMEDY", "DRAMA"][index],
      size: index === 2 ? null : size,
      tags: [["new", "short"], [], null, fault(), ["old", null]][index],
      makers: [[people[0], studios[0]], [people[1], null], [], [studios[1], people[4]], null][index],
      rating: index === 1 ? fault() : index / 2,
      headline: (_args: Args, { title }: Thing) => `“${String(title)}”`,
      reviews: [],
    };
  });
  const [one, two, three, four, five] = works as [Thing, Thing, Thing, Thing, Thing];
  const postage = ({ zone }: Args, { pages, size }: Thing): number => {
    const { width, height } = (size ?? {}) as Args;
    return Number(zone ?? 7) * 1_000 + Number(pages) + Number(width ?? 0) * Number(height ?? 0);
  };
  for (const [index, book] of [one, two, three].entries()) {
    Object.assign(book, {
      isbn: `isbn-${index}`,
      pages: 100 + index,
      cover: shown,
      postage,
      spine: index === 1 ? fault() : `spine ${index}`,
      stock: index === 2 ? fault() : 3 - index,
      copies: [],
      author: [people[0], null, people[3]][index],
      chapters: [[[{ __typename: "Chapter", title: "I", length: 3 }, null], null, []], null, fault()][index],
    });
  }
  for (const film of [four, five]) {
    const role = { __typename: "Role", kind: "role", player: people[1], doubles: null };
    const cast = [
      { ...role, character: "hero" },
      {
        ...role,
        character: film === five ? fault() : "villain",
        doubles: [{ ...role, character: "stunt" }, null],
      },
    ];
    const slot = ({ day }: Args, { runtime }: Thing): string => `${String(day)}: ${String(runtime)}`;
    Object.assign(film, {
      runtime: film === four ? 90 : 120,
      cast: firstOf(cast),
      director: people[2],
      still: shown,
      slot,
    });
  }
  Object.assign(one, { sequel: two, related: [four, null, two] });
  Object.assign(two, { sequel: three, related: null });
  Object.assign(three, { sequel: null, related: [one], unknownTo: ["signs"], spine: null });
  Object.assign(four, { sequel: fault(), related: fault() });
  Object.assign(five, { sequel: null, related: [] });
  Object.assign(studios[0] ?? {}, { works: [one, five] });
  Object.assign(studios[1] ?? {}, { works: [four, null] });
  Object.assign(people[0] ?? {}, { favourite: three, employer: studios[1] });
  Object.assign(people[1] ?? {}, { favourite: four, employer: studios[0] });
  return works;
}

interface Rooms {
  readonly libraries: readonly Thing[];
  readonly rooms: readonly Thing[];
  readonly copies: readonly Thing[];
  readonly all: readonly Thing[];
}

function makeRooms(works: readonly Thing[], people: readonly Thing[]): Rooms {
  const libraries = ["main", "branch"].map((code): Thing => ({
    __typename: "Library",
    code,
    name: code === "main" ? "Main" : null,
    opening: [null, code],
  }));
  const rooms = [1, 2, 3].map((number): Thing => {
    const library = number === 3 ? libraries[1] : libraries[0];
    const label = number === 2 ? fault() : `room ${number}`;
    const sign = number === 1 ? `sign ${number}` : number === 2 ? null : fault();
    return { __typename: "Room", number, library, label, sign };
  });
  const copies = [0, 1, 2, 3].map((index): Thing => ({
    __typename: "Copy",
    id: `c${index}`,
    book: index === 3 ? null : works[index],
    room: rooms[index % 3],
    state: index === 2 ? fault() : "OUT",
    borrower: index === 0 ? null : people[index + 1],
  }));
  for (const [index, library] of libraries.entries())
    library["rooms"] = index === 0 ? rooms.slice(0, 2) : [rooms[2]];
  for (const room of rooms) room["copies"] = copies.filter((copy) => copy["room"] === room);
  Object.assign(works[0] ?? {}, { copies: [copies[0], null] });
  Object.assign(works[1] ?? {}, { copies: [copies[1], copies[2]] });
  Object.assign(people[2] ?? {}, { loans: [copies[1]] });
  Object.assign(people[3] ?? {}, { loans: [copies[2], copies[1]] });
  return { libraries, rooms, copies, all: [...libraries, ...rooms, ...copies] };
}

function makeReviews(works: readonly Thing[], people: readonly Thing[]): Thing[] {
  const reviews = [0, 1, 2, 3, 4].map((index): Thing => ({
    __typename: "Review",
    id: `r${index}`,
    stars: index === 4 ? fault() : index,
    body: index === 1 ? null : `body ${index}`,
    author: index === 3 ? fault() : people[index % 2],
    work: index === 2 ? null : works[index],
    flags: index === 0 ? ["SPAM", "SPOILER"] : index === 1 ? fault() : null,
  }));
  const ordered =
    (list: readonly (Thing | undefined)[]) =>
    ({ first, order }: Args) =>
      firstOf(order === "BEST" ? [...list].reverse() : list)({ first });
  Object.assign(works[0] ?? {}, { reviews: ordered([reviews[0], reviews[1], reviews[2]]) });
  Object.assign(works[3] ?? {}, { reviews: ordered([reviews[1], reviews[3]]) });
  Object.assign(people[0] ?? {}, { reviews: [reviews[0], reviews[2]] });
  Object.assign(people[1] ?? {}, { reviews: [reviews[1], reviews[4]] });
  return reviews;
}
