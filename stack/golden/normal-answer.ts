/** RFC 9562, section 5.7: ids of what was made meanwhile. What is seeded has ids of version 5. */
const NEW_ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const HOUR_MS = 60 * 60_000;

/**
 * An answer with what is another one every time replaced: every id that was made while it ran becomes `<new id 1>`,
 * `<new id 2>` … in the order in which they first come, so that the same id in two places is still seen to be the same; an instant
 * within an hour of `now`, the database's, was told by its clock and becomes `<within an hour>`. All else follows from the golden data
 * and the golden time, and stays as it came.
 */
export function normalAnswer(data: unknown, now: Date): unknown {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    const name = names.get(id) ?? `<new id ${String(names.size + 1)}>`;
    names.set(id, name);
    return name;
  };
  const normal = (value: unknown): unknown => {
    if (typeof value === "string") {
      const isNear = INSTANT.test(value) && Math.abs(Date.parse(value) - now.getTime()) < HOUR_MS;
      return isNear ? "<within an hour>" : value.replaceAll(NEW_ID, nameOf);
    }
    if (Array.isArray(value)) return value.map(normal);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, normal(part)]));
  };
  return normal(data);
}
