/**
 * The one-way imports of the house (README, map). `npm run layers` fails on any of them, and also when it saw few
 * modules: an empty look is no clean look.
 */
const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    rule("no-circle", {}, { circular: true }, "Nothing imports itself by a detour"),
    rule(
      "no-orphan-layer",
      { path: "^src/(store|search|model)" },
      { path: "^src/(delivery|dialogue|features|channels|console)" },
      "The ground sees no house",
    ),
    rule(
      "dialogue-knows-no-feature",
      { path: "^src/dialogue" },
      { path: "^src/(delivery|features|channels|console|search)" },
      "dialogue knows no feature and no channel",
    ),
    rule(
      "delivery-knows-no-feature",
      { path: "^src/delivery" },
      { path: "^src/(features|channels|console|search)" },
      "delivery carries, it does not decide",
    ),
    rule(
      "feature-knows-no-channel",
      { path: "^src/features" },
      { path: "^src/(channels|console)" },
      "a feature knows no channel",
    ),
    rule(
      "features-through-index",
      { path: "^src/features/([^/]+)/" },
      { path: "^src/features/([^/]+)/(?!index\\.ts$)", pathNot: "^src/features/$1/" },
      "features speak through each other's index.ts",
    ),
    rule(
      "outside-through-index",
      { path: "^(src/[^/]+\\.ts|src/(channels|console)|scripts)" },
      { path: "^src/features/[^/]+/(?!index\\.ts$)" },
      "a feature is entered by its index.ts",
    ),
    rule(
      "feature-enters-by-index",
      { path: "^src/features" },
      { path: "^src/(store|dialogue|delivery)/(?!index\\.ts$)" },
      "store, dialogue and delivery are entered by their index.ts",
    ),
    rule(
      "channels-see-dialogue-and-delivery",
      { path: "^src/channels" },
      { path: "^src/(features|store|search|model)" },
      "channels translate, they never decide",
    ),
    rule(
      "document-is-entered-by-index",
      { path: "^src/features/policy/[^/]+$" },
      { path: "^src/features/policy/document/(?!index\\.ts$)" },
      "the parser has one face",
    ),
    rule(
      "production-never-imports-testing",
      { path: "^(src|scripts)", pathNot: "\\.(test|fixture)\\.tsx?$|/e2e/|^src/testing" },
      { path: "^src/testing" },
      "fakes stay in tests",
    ),
    rule(
      "grammy-in-telegram",
      { path: "^(src|scripts)", pathNot: "^src/(channels/telegram|testing)" },
      { path: "node_modules/grammy" },
      "grammY stays in its channel",
    ),
    rule(
      "hono-in-channels",
      { path: "^(src|scripts)", pathNot: "^src/(channels/(web|open311)|console|service\\.ts)" },
      { path: "node_modules/(hono|@hono)" },
      "the web framework stays in channels and console; service.ts mounts them",
    ),
    rule(
      "drizzle-in-repos",
      { path: "^(src|scripts)", pathNot: "^src/store|\\.repo\\.ts$|\\.test\\.ts$" },
      { path: "node_modules/drizzle-orm" },
      "tables are touched in *.repo.ts only",
    ),
    rule(
      "sqlite-in-store",
      { path: "^src", pathNot: "^src/(store|testing)" },
      { path: "node_modules/better-sqlite3" },
      "only the store opens databases",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
