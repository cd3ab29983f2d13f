import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: [
    "library",
    "conversation",
    "people",
    "audit",
    "delivery",
    "requests",
    "files",
    "study",
    "quiz",
    "announcements",
  ].map((name) => `./src/store/schema/${name}.ts`),
  out: "./src/store/migrations",
});
