/** The blocks of a language in a guide in Markdown, in their order. */
export function blocksOf(guide: string, language: string): readonly string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(
    ([, block]) => block ?? "",
  );
}
