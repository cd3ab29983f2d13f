/** What staff read when a file or a table cannot be used: the reason and what to do next. */

/** A reason, and what to do about it. */
export interface Fault {
  readonly reason: string;
  readonly advice: string;
}

/** The faults of whole files, by name. */
export const FAULTS = {
  tooLarge: {
    reason: "文件超过50兆，太大",
    advice: "请去掉图片，或者拆成几个文件，再放进来",
  },
  empty: { reason: "文件是空的，没有文字", advice: "请检查文件是否保存好，再重新放进来" },
  unsupported: {
    reason: "不认识这种文件",
    advice: "请另存为 .md、.txt、.html、.docx 或者有文字的 .pdf",
  },
  encoding: {
    reason: "看不出文字编码",
    advice: "请用记事本打开，另存为 UTF-8 编码",
  },
  binary: {
    reason: "内容不是文字，和扩展名不符",
    advice: "请核对文件，按真实的类型改扩展名，或者另存为文本",
  },
  oldWord: {
    reason: "这是旧版 Word 文件（.doc）",
    advice: "请用 Word 或者 WPS 打开，另存为 .docx",
  },
  lockedWord: {
    reason: "Word 文件加了密码，或者其实是旧版 .doc",
    advice: "请去掉密码，另存为 .docx",
  },
  brokenWord: {
    reason: "Word 文件打不开，可能已经损坏",
    advice: "请用 Word 或者 WPS 打开，重新另存为 .docx",
  },
  lockedPdf: { reason: "PDF 加了密码，打不开", advice: "请去掉密码后重新保存，或者换成 Word 文件" },
  scannedPdf: {
    reason: "PDF 里没有文字，多半是扫描件",
    advice: "请先做文字识别，或者换成 Word 文件",
  },
  brokenPdf: {
    reason: "PDF 打不开，可能已经损坏",
    advice: "请重新导出 PDF，或者换成 Word 文件",
  },
} as const satisfies Record<string, Fault>;

const FIX_DATE = "请写成 2026-07-01 这样的真实日期";

/** The faults of a field in front matter or in library.csv. */
export const FIELD_FAULTS = {
  date: (field: string, value: string): Fault => ({
    reason: `${field} 写的“${value}”不是日期`,
    advice: FIX_DATE,
  }),
  audience: (field: string, value: string): Fault => ({
    reason: `${field} 写的“${value}”不认识`,
    advice: "请写 全体、离休、退休、国企退休 中的一个或者几个，用顿号或分号隔开",
  }),
  status: (field: string, value: string): Fault => ({
    reason: `${field} 写的“${value}”不认识`,
    advice: "请写 有效、废止、失效 中的一个",
  }),
  region: (field: string, value: string): Fault => ({
    reason: `${field} 写的“${value}”不是地名`,
    advice: "请写 全国，或者省和市的全称，例如 湖南省株洲市",
  }),
  notText: (field: string): Fault => ({
    reason: `${field} 不是一段文字`,
    advice: "请在这一项后面只写一行文字",
  }),
  unknown: (field: string, known: readonly string[]): Fault => ({
    reason: `没有“${field}”这一项`,
    advice: `请改成 ${known.join("、")} 中的一个，或者删去`,
  }),
  order: (): Fault => ({
    reason: "expiresOn 比 effectiveOn 早",
    advice: "请核对施行日期和失效日期",
  }),
} as const;

/** The faults of library.csv as a table, and of front matter as YAML. */
export const TABLE_FAULTS = {
  header: (missing: string): Fault => ({
    reason: `第一行缺少“${missing}”这一列`,
    advice: "请在第一行写上各列的名称，第一列是 file",
  }),
  twiceColumn: (field: string): Fault => ({
    reason: `“${field}”这一列写了两次`,
    advice: "请删去多余的一列",
  }),
  noFile: { reason: "file 是空的", advice: "请写上文件名，例如 通知.md，或者删去这一行" },
  twice: (name: string): Fault => ({
    reason: `file 写的“${name}”在表里出现了两次`,
    advice: "请只留一行",
  }),
  cells: { reason: "列数比第一行多", advice: "请检查有没有多写逗号；内容里有逗号的，用双引号括起来" },
  quotes: { reason: "双引号没有成对", advice: "请检查这一行的双引号" },
  yaml: {
    reason: "开头的说明写得不规范",
    advice: "请按“名称: 内容”一行写一项，或者删去开头两行 --- 之间的内容",
  },
} as const;
