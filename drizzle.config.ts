import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: ["library", "conversation", "people", "audit", "delivery", "requests"].map(
    (name) => `./src/store/schema/${name}.ts`,
  ),
  out: "./src/store/migrations",
});
