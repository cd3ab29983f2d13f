/** What staff read when they import people from a file. */

/** What the template's sample row is called; a row of this name is refused. */
export const SAMPLE_NAME = "示例，请删除";

/** The template's second sheet, a line a column. */
export const COLUMN_TEXT = {
  name: "必填。",
  category: "必填。只能填：离休、退休、国企退休。",
  gender: "男 或 女。空着时，按身份证号补上。",
  birth:
    "写成 1940-05-03、1940年5月3日 都可以。农历写成 农历1940年五月初三，闰月写成 农历1941年闰六月初三。空着时，按身份证号补上。",
  calendar: "公历 或 农历。空着就是公历。",
  idNumber: "18 位，最后一位可以是 X。用来发现重复的人。请把单元格设成文本格式。",
  phone: "11 位手机号，或带区号的固定电话，例如 0731-12345678。只填一个。",
  unit: "原工作单位。",
  branch: "要和系统里的名称一样。",
  home: "要和系统里的名称一样。",
  district: "例如 天元区。",
  community: "所在社区。",
  address: "详细住址。加密保存。",
  joinedPartyOn: "写到哪一天，例如 1965-07-01。",
  health: "需要照顾的情况。加密保存。",
  tags: "几个标签之间用顿号隔开，例如 独居、腿脚不便。",
  liaison: "联络员的姓名。要先在系统里登记，并且是联络员。",
  status: "健在、去世、迁出。空着就是健在。",
} as const;

export const SHEET_TEXT = {
  members: "名册",
  explained: "说明",
  column: "列",
  required: "是否必填",
  explanation: "怎么填",
  yes: "是",
  no: "否",
  notes: [
    "列的顺序可以变，不用的列可以删掉。姓名和类别必须有。",
    "每人一行。第二行是示例，请删除后再导入。",
    "导入前可以先检查一遍：npm run -s import -- 文件 --dry-run",
  ],
} as const;

/** Why a file cannot be read at all. */
export const FILE_TEXT = {
  missing: (file: string) => `找不到文件 ${file}，或没有权限读取。请核对文件名和位置`,
  tooLarge: (megabytes: number) => `文件超过 ${megabytes} MB。请分成几个文件导入`,
  tooManyRows: (rows: number) => `一次最多导入 ${rows} 行。请分成几个文件导入`,
  oldExcel: "这是旧版 Excel 文件（.xls），或者设了密码。请用 Excel 去掉密码，另存为 .xlsx 再导入",
  brokenExcel: "Excel 文件打不开，可能没有保存完整。请重新另存为 .xlsx 再导入",
  encoding: "文字编码认不出来。请用 Excel 另存为 .xlsx，或存成 UTF-8 的 CSV",
  brokenCsv: "CSV 的引号没有配对，无法分行。请用 Excel 另存为 .xlsx 再导入",
  empty: "文件里没有内容。请核对",
  noRows: "文件里只有表头，没有人员。请核对",
  missingHeaders: (headers: readonly string[]) => `缺少这些列：${headers.join("、")}。请补上表头`,
  unknownHeaders: (headers: readonly string[]) =>
    `不认识这些列：${headers.join("、")}。请改成模板里的名称，或删掉这些列`,
  repeatedHeaders: (headers: readonly string[]) => `这些列出现了两次：${headers.join("、")}。请只留一列`,
  namelessColumn: (column: string) => `${column} 列有内容，没有表头。请补上表头，或清空这一列`,
} as const;

/** Why a cell is refused. */
export const CELL_TEXT = {
  sample: "这是模板里的示例行。请删除这一行再导入",
  empty: "没有填写。请补上",
  category: "类别只能填 离休、退休、国企退休。请改正",
  gender: "性别只能填 男 或 女。请改正",
  calendar: "历法只能填 公历 或 农历。请改正",
  calendarAlone: "填了农历，没有填出生日期。请补上出生日期",
  status: "状态只能填 健在、去世、迁出。请改正",
  formula: "公式出错，没有得到内容。请改成文字",
  digitsLost: "Excel 把号码存成了数字，后几位已经丢失。请把单元格设成文本格式，重新填写",
  future: "这一天还没有到。请核对",
  idBirth: "和身份证号里的出生日期不一样。请核对",
  idGender: "和身份证号里的性别不一样。请核对",
  joinedBeforeBirth: "早于出生日期。请核对",
  unknownBranch: "系统里没有这个党支部。请核对名称，或先登记它",
  unknownHome: "系统里没有这个老党员之家。请核对名称，或先登记它",
  unknownLiaison: "系统里没有这位联络员。请核对姓名，或先登记",
  severalNamed: "系统里有不止一个同名的，无法确定是哪一个。请先空着，导入后再指定",
} as const;

/** Duplicates, and people who may be the same. */
export const SAME_TEXT = {
  inFile: (row: number) => `身份证号和第 ${row} 行相同。请删掉其中一行`,
  inStore: (id: number) => `身份证号和系统里的 ${id} 号人员相同。要更新资料，请加 --update`,
  perhapsInFile: (row: number) => `姓名、出生日期、单位和第 ${row} 行相同，可能是同一个人。请核对`,
  perhapsInStore: (id: number) => `姓名、出生日期、单位和系统里的 ${id} 号人员相同，可能是同一个人。请核对`,
} as const;

/** Headers of the file of faults. */
export const FAULT_FILE_HEADERS = ["单元格", "列", "内容", "原因"] as const;

/** What the command prints. */
export const REPORT_TEXT = {
  row: (row: number) => `第 ${row} 行`,
  line: (cell: string, column: string, reason: string) => `${cell}（${column}）：${reason}`,
  faults: (all: number, shown: number) =>
    shown < all ? `共 ${all} 处，这里列出前 ${shown} 处。要看全部，请加 --faults 文件` : `共 ${all} 处`,
  warning: (row: string, reason: string) => `提醒：${row} ${reason}`,
  warnings: (all: number) => `提醒共 ${all} 处，不影响导入`,
  newBranches: (names: readonly string[]) => `将新建党支部 ${names.length} 个：${names.join("、")}`,
  newHomes: (names: readonly string[]) => `将新建老党员之家 ${names.length} 个：${names.join("、")}`,
} as const;
