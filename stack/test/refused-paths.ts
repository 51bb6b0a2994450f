/** The paths that the router's message names when it refuses an operation before it begins; undefined for another message. */
export function refusedPaths(message: string | undefined): readonly string[] | undefined {
  return /Refused: (.+?)(?: and \d+ more)?\.$/.exec(message ?? "")?.[1]?.split(", ");
}
