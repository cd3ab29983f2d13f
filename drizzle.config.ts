import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: ["./src/store/schema/library.ts", "./src/store/schema/conversation.ts"],
  out: "./src/store/migrations",
});
