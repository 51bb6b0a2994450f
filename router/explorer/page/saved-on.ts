/** When something was saved, where the reader is. */
export function savedOn(time: string): string {
  return new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
