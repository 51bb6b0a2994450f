import { registerHooks } from "node:module";

const DRIZZLE = /^drizzle-orm(\/|$)/;

// Loads drizzle-orm as CommonJS. As ES modules it takes 1.8 s to load instead of 0.2 s: Node 24 parses the package.json
// of a package again for each of its modules, to learn their format, and drizzle's has 180 kB of `exports`.
registerHooks({
  resolve: (specifier, context, next) =>
    DRIZZLE.test(specifier)
      ? next(specifier, { ...context, conditions: ["node", "require"] })
      : next(specifier, context),
});
