/** The fields that staff may state about a file, in front matter and in library.csv. */
import { readStatedDate } from "./dates.ts";
import { normaliseDocNumber } from "./docNumber.ts";
import { findRegions } from "./findRegions.ts";
import type { MetadataOverride } from "./policyDocument.ts";
import { type Fault, FIELD_FAULTS } from "./text.ts";

/** Names of all fields. */
export const FIELDS = [
  "title",
  "docNumber",
  "issuer",
  "region",
  "audience",
  "adoptedOn",
  "issuedOn",
  "amendedOn",
  "effectiveOn",
  "expiresOn",
  "repealedOn",
  "status",
  "supersedes",
] as const satisfies readonly (keyof MetadataOverride)[];

/** One of {@link FIELDS}. */
export type Field = (typeof FIELDS)[number];

/** Whether a name is that of a field. */
export function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

/** A field's value, or what is wrong with it. */
export type ReadField = { readonly value: MetadataOverride } | { readonly fault: Fault };

const AUDIENCES = ["全体", "离休", "退休", "国企退休"];
const STATUSES: Readonly<Record<string, NonNullable<MetadataOverride["status"]>>> = {
  有效: "inForce",
  现行有效: "inForce",
  inForce: "inForce",
  废止: "repealed",
  已废止: "repealed",
  repealed: "repealed",
  失效: "expired",
  已失效: "expired",
  expired: "expired",
};

/** Reads one field as staff wrote it. An empty value states nothing. */
export function readField(field: Field, written: string): ReadField {
  const text = written.trim();
  if (text === "") return { value: {} };
  switch (field) {
    case "adoptedOn":
    case "issuedOn":
    case "amendedOn":
    case "effectiveOn":
    case "expiresOn":
    case "repealedOn": {
      const date = readStatedDate(text);
      return date === undefined ? { fault: FIELD_FAULTS.date(field, text) } : { value: { [field]: date } };
    }
    case "audience":
      return readAudienceField(text);
    case "status": {
      const status = Object.hasOwn(STATUSES, text) ? STATUSES[text] : undefined;
      return status === undefined ? { fault: FIELD_FAULTS.status(field, text) } : { value: { status } };
    }
    case "region":
      return readRegionField(text);
    case "docNumber":
      return { value: { docNumber: normaliseDocNumber(text) ?? text } };
    case "title":
    case "supersedes":
      return { value: { [field]: text.replace(/^《([^《》]*)》$/, "$1") } };
    case "issuer":
      return { value: { issuer: text } };
  }
}

function readAudienceField(text: string): ReadField {
  const audience = text
    .split(/[、;；,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const wrong = audience.find((part) => !AUDIENCES.includes(part));
  if (wrong !== undefined || audience.length === 0) {
    return { fault: FIELD_FAULTS.audience("audience", wrong ?? text) };
  }
  return { value: { audience } };
}

/** 株洲 → 湖南省株洲市; 湖南省株洲市荷塘区 stays as it is. */
function readRegionField(text: string): ReadField {
  if (text === "全国") return { value: { region: text } };
  const [region, ...more] = findRegions(text);
  if (region === undefined || more.length > 0) {
    return /^\p{Script=Han}{2,}[省市州县区盟旗]$/u.test(text)
      ? { value: { region: text } }
      : { fault: FIELD_FAULTS.region("region", text) };
  }
  return { value: { region: text.startsWith(region) ? text : region } };
}
