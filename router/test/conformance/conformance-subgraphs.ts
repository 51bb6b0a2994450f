/** The SDL of a subgraph of the conformance graph. Its resolvers are the same for all: `world.ts` has the answers. */
export interface ConformanceSubgraph {
  readonly name: string;
  readonly sdl: string;
}

const LINK = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@shareable", "@inaccessible"]
  )
`;

/** Interfaces with a key, unions, several keys, lists of lists, inputs, enums, value types, mutations. */
const CATALOG = `${LINK}
  type Query {
    works(filter: WorkFilter, first: Int = 4): [Work!]!
    work(id: ID!): Work
    hits(term: String): [Hit]
    groups: [[Work]!]
    oneOfAKind: Kind
    studio(name: String!, city: String!): Studio
    sum(numbers: [Int!]!, weights: [[Float]] = [[1.5, null], null]): Float
    fragile(at: Int!): [Int!]!
    version: String! @shareable
  }
  type Mutation {
    retitle(id: ID!, title: String!): Work
    note(text: String!): Journal!
    fail(text: String): Journal
  }
  type Journal @shareable { entries: [String!]! count: Int! }
  interface Work @key(fields: "id") {
    id: ID!
    title: String
    year: Int
    genre: Genre
    size: Size
    tags: [String!]
    makers: [Maker]
    sequel: Work
  }
  interface Kind { kind: String! }
  type Book implements Work & Kind @key(fields: "id") @key(fields: "isbn") {
    id: ID!
    isbn: ID!
    kind: String!
    title: String
    year: Int
    genre: Genre
    size: Size
    tags: [String!]
    makers: [Maker]
    sequel: Book
    pages: Int!
    author: Person
    cover(format: Format! = SMALL, crop: CropInput): String
    chapters: [[Chapter]]
  }
  type Film implements Work & Kind @key(fields: "id") {
    id: ID!
    kind: String!
    title: String
    year: Int
    genre: Genre
    size: Size
    tags: [String!]
    makers: [Maker]
    sequel: Film
    runtime: Int!
    cast(first: Int): [Role!]
    director: Person
    still(format: Format): String!
  }
  type Role implements Kind { kind: String! character: String! player: Person doubles: [Role] }
  type Chapter { title: String! length: Int }
  type Size @shareable { width: Int height: Int unit: Unit! }
  enum Unit { CM INCH }
  enum Genre { ESSAY DRAMA COMEDY }
  enum Format { SMALL LARGE }
  input CropInput { x: Int! y: Int = 3 corners: [CornerInput!] }
  input CornerInput { dx: Float dy: Float = 0.5 }
  input WorkFilter { genre: Genre years: YearsInput ids: [ID!] hasTags: Boolean = false }
  input YearsInput { from: Int! = 1900 to: Int }
  union Hit = Book | Film | Person
  union Maker = Person | Studio
  type Person @key(fields: "id", resolvable: false) { id: ID! }
  type Studio @key(fields: "name city") { name: String! city: String! works: [Work!]! }
`;

/** An entity with two keys, an interface and a union over types of others, an inaccessible field. */
const PEOPLE = `${LINK}
  type Query {
    people(ids: [ID!]): [Person]
    me: Person!
    named: [Named]
    version: String! @shareable
  }
  type Mutation {
    rename(id: ID!, name: String!): Person
    remember(text: String!): Journal!
  }
  type Journal @shareable { entries: [String!]! count: Int! }
  interface Named { name: String! }
  type Person implements Named @key(fields: "id") @key(fields: "handle") {
    id: ID!
    handle: ID!
    name: String! @shareable
    born: Int
    nickname: String
    secret: String @inaccessible
    address: Address
    friends(first: Int = 2): [Person!]
    best: Person
    employer: Studio
    favourite: Favourite
  }
  type Address @shareable { street: String city: String! geo: [[Float!]] }
  type Studio implements Named @key(fields: "name city") {
    name: String!
    city: String!
    founded: Int
    staff: [Person!]
    address: Address
  }
  union Favourite = Book | Film
  type Book @key(fields: "id", resolvable: false) { id: ID! }
  type Film @key(fields: "id", resolvable: false) { id: ID! }
`;

/** Compound and nested keys, \`@provides\`, \`@requires\` of nested fields. */
const STOCK = `${LINK}
  type Query {
    library(code: ID!): Library
    room(at: RoomInput!): Room
    loans: [Copy]!
    version: String! @shareable
  }
  input RoomInput { number: Int! library: ID! = "main" }
  type Library @key(fields: "code") { code: ID! name: String rooms: [Room!]! }
  type Room @key(fields: "number library { code }") {
    number: Int!
    library: Library!
    label: String
    copies: [Copy!]!
  }
  type Copy @key(fields: "id") {
    id: ID!
    book: Book
    room: Room
    state: State!
    borrower: Person @provides(fields: "name")
  }
  enum State { IN OUT LOST }
  type Size @shareable { width: Int height: Int unit: Unit! }
  enum Unit { CM INCH }
  type Book @key(fields: "isbn") {
    isbn: ID!
    pages: Int! @external
    size: Size @external
    copies: [Copy]
    stock: Int!
    postage(zone: Int = 1): Int @requires(fields: "pages size { width height }")
  }
  type Person @key(fields: "handle") { handle: ID! name: String! @external loans: [Copy!] }
`;

/** \`@interfaceObject\`, \`@requires\` through it, \`@override\`. */
const REVIEWS = `${LINK}
  type Query {
    topReviews(first: Int = 3): [Review]
    reviewed: [Work]
    version: String! @shareable
  }
  type Work @key(fields: "id") @interfaceObject {
    id: ID!
    title: String @external
    reviews(first: Int = 2, order: Order = NEWEST): [Review!]!
    rating: Float
    headline: String @requires(fields: "title")
    related: [Work]
  }
  enum Order { NEWEST BEST }
  type Review @key(fields: "id") { id: ID! stars: Int! body: String author: Person! work: Work }
  type Person @key(fields: "id") {
    id: ID!
    nickname: String @override(from: "people")
    address: Address @external
    reviews: [Review!]
    badge: String @requires(fields: "address { city }")
  }
  type Address @shareable { city: String! }
`;

/** More fields of the others' entities; \`@requires\` through a union. */
const SIGNS = `${LINK}
  type Query { version: String! @shareable }
  type Room @key(fields: "number library { code }") { number: Int! library: Library! sign: String }
  type Library @key(fields: "code") { code: ID! opening: [String] }
  type Review @key(fields: "id") { id: ID! flags: [Flag!] }
  enum Flag { SPAM SPOILER }
  union Favourite = Book | Film
  type Person @key(fields: "id") {
    id: ID!
    favourite: Favourite @external
    taste: String @requires(fields: "favourite { ... on Book { title pages } ... on Film { title runtime } }")
  }
  type Book @key(fields: "id") { id: ID! title: String @external pages: Int! @external spine: String }
  type Film @key(fields: "id") {
    id: ID!
    title: String @external
    runtime: Int! @external
    slot(day: Int!): String @requires(fields: "runtime")
  }
`;

/** Together they use every way of Federation 2 to share types and fields. */
export const CONFORMANCE_SUBGRAPHS: readonly ConformanceSubgraph[] = [
  { name: "catalog", sdl: CATALOG },
  { name: "people", sdl: PEOPLE },
  { name: "stock", sdl: STOCK },
  { name: "reviews", sdl: REVIEWS },
  { name: "signs", sdl: SIGNS },
];
