// What `quick-imports.ts` gives to packages in place of modules of which they use nothing here.
export {};
