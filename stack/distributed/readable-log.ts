import { z } from "zod";

const lineSchema = z.looseObject({
  timestamp: z.string(),
  level: z.string(),
  message: z.string().optional(),
});
const LONGEST_NAME = "notifications".length;

/**
 * One line of a process's log for a person: time, level, process, message, then the other fields as `name=value`, and
 * what is no JSON as it is.
 */
export function readableLine(process: string, line: string): string {
  const who = process.padEnd(LONGEST_NAME);
  const entry = lineSchema.safeParse(parseJson(line)).data;
  if (entry === undefined) return `${" ".repeat(12)}       ${who}  ${line}`;
  const { timestamp, level, message = "", service: _service, ...fields } = entry;
  const time = timestamp.slice(11, 23);
  const values = Object.entries(fields).map(([name, value]) => ` ${name}=${readableValue(value)}`);
  return `${time} ${level.padEnd(5)}  ${who}  ${message}${values.join("")}`;
}

function readableValue(value: unknown): string {
  return typeof value === "string" && /^\S+$/.test(value) ? value : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
