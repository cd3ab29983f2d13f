/** The columns of a file of members: what they are called, which must be there, how the template explains them. */
import { type COLUMN_TEXT, SAMPLE_NAME } from "./text.ts";

/** A column; `header` is what the template writes, `aliases` are other headers seen in bureau files. */
export interface Column {
  readonly key: string;
  readonly header: string;
  readonly aliases: readonly string[];
  readonly required: boolean;
  /** Must not be shown in a fault: it would tell who someone is or where they live. */
  readonly secret: boolean;
  /** Stored by Excel as text, lest it turn long numbers into 4.3E+17 and days into something else. */
  readonly asText: boolean;
  /** What the template's sample row holds. */
  readonly sample: string;
  /** Width in the template, in characters. */
  readonly width: number;
}

const PLAIN = { aliases: [], required: false, secret: false, asText: false, width: 14 } as const;

export const COLUMNS = [
  { ...PLAIN, key: "name", header: "姓名", required: true, sample: SAMPLE_NAME, width: 16 },
  {
    ...PLAIN,
    key: "category",
    header: "类别",
    aliases: ["人员类别"],
    required: true,
    sample: "退休",
    width: 12,
  },
  { ...PLAIN, key: "gender", header: "性别", sample: "女", width: 8 },
  { ...PLAIN, key: "birth", header: "出生日期", aliases: ["出生年月日"], asText: true, sample: "1940-05-03" },
  { ...PLAIN, key: "calendar", header: "历法", sample: "公历", width: 8 },
  {
    ...PLAIN,
    key: "idNumber",
    header: "身份证号",
    aliases: ["身份证号码", "公民身份号码"],
    secret: true,
    asText: true,
    sample: "",
    width: 22,
  },
  {
    ...PLAIN,
    key: "phone",
    header: "手机",
    aliases: ["手机号", "手机号码", "联系电话", "电话"],
    secret: true,
    asText: true,
    sample: "",
    width: 16,
  },
  { ...PLAIN, key: "unit", header: "单位", aliases: ["原单位", "工作单位"], sample: "某局", width: 20 },
  { ...PLAIN, key: "branch", header: "党支部", aliases: ["所在党支部"], sample: "", width: 20 },
  { ...PLAIN, key: "home", header: "老党员之家", sample: "", width: 20 },
  { ...PLAIN, key: "district", header: "区县", sample: "天元区", width: 10 },
  { ...PLAIN, key: "community", header: "社区", sample: "某社区" },
  { ...PLAIN, key: "address", header: "住址", aliases: ["家庭住址"], secret: true, sample: "", width: 30 },
  { ...PLAIN, key: "joinedPartyOn", header: "入党时间", asText: true, sample: "1965-07-01" },
  { ...PLAIN, key: "health", header: "健康备注", secret: true, sample: "", width: 24 },
  { ...PLAIN, key: "tags", header: "标签", sample: "独居、腿脚不便", width: 20 },
  { ...PLAIN, key: "liaison", header: "联络员", sample: "", width: 12 },
  { ...PLAIN, key: "status", header: "状态", sample: "健在", width: 8 },
] as const satisfies readonly (Column & { key: keyof typeof COLUMN_TEXT })[];

export type ColumnKey = (typeof COLUMNS)[number]["key"];

/** The column of a key. */
export function columnOf(key: ColumnKey): Column {
  return COLUMNS.find((column) => column.key === key)!;
}

/** The key that a header stands for: notes in brackets, stars and spaces do not count. */
export function keyOfHeader(header: string): ColumnKey | undefined {
  const bare = bareHeader(header);
  return COLUMNS.find(
    (column) => column.header === bare || (column.aliases as readonly string[]).includes(bare),
  )?.key;
}

/** A header without notes in brackets, stars, colons and spaces. */
export function bareHeader(header: string): string {
  return header
    .normalize("NFKC")
    .replace(/[([{【〔].*?[)\]}】〕]/g, "")
    .replace(/[\s*:]/g, "");
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnLetters(Math.floor(index / 26) - 1)}${last}`;
}
