/** Opening, schema, migrations, transactions, sealing of personal fields. */
export { openStore, type Records, type Store, StoreError, type StoreFault } from "./open.ts";
export { preparedOnce } from "./prepared.ts";
export { rehearse } from "./rehearse.ts";
export { rekey } from "./rekey.ts";
export * as tables from "./schema/index.ts";
export { addKey, createSecretBox, loadKeys, type SecretBox } from "./secretBox.ts";
