/** Opening, schema, migrations, transactions, sealing of personal fields. */
export { openStore, type Records, type Store, StoreError } from "./open.ts";
export * as tables from "./schema/index.ts";
export { createSecretBox, loadKey, type SecretBox } from "./secretBox.ts";
