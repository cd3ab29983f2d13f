/** What staff read about audiences: whom one means, why one is refused, what is wrong with an uploaded list. */

const list = (names: readonly string[]) => names.join("、");

/** More names than that are counted. */
const MOST_NAMED = 5;

export const AUDIENCE_WORDS = {
  everyone: "全体老同志",
  between: (from: number, to: number) => (from === to ? `${from} 岁` : `${from} 至 ${to} 岁`),
  from: (years: number) => `${years} 岁以上`,
  to: (years: number) => `${years} 岁以下`,
  tags: (tags: readonly string[]) => `有标签「${tags.join("」或「")}」`,
  secretaries: "党支部书记",
  listed: (people: number) => `名单上的 ${people} 人`,
  listedToo: (people: number) => `另加名单上的 ${people} 人`,
  staff: (roles: readonly string[]) => `工作人员（${list(roles)}）`,
  except: (what: string) => `除去${what}`,
  people: (count: number) => ` ${count} 人`,
  /** @param unit 个党支部 */
  places: (names: readonly string[], unit: string) =>
    names.length <= MOST_NAMED
      ? list(names)
      : `${list(names.slice(0, MOST_NAMED))}等 ${names.length} ${unit}`,
  list,
} as const;

export const PLACE_UNITS = { branch: "个党支部", home: "个老党员之家", district: "个区县" } as const;

/** Fields of an audience as people call them. */
export const AUDIENCE_FIELDS = {
  version: "格式版本",
  everyone: "全体",
  categories: "类别",
  districts: "区县",
  branchIds: "党支部",
  homeIds: "老党员之家",
  ageFrom: "最小年龄",
  ageTo: "最大年龄",
  tags: "标签",
  secretaries: "党支部书记",
  memberIds: "名单",
  staffRoles: "工作人员角色",
  except: "除去的人",
} as const;

export type AudienceField = keyof typeof AUDIENCE_FIELDS;

const named = (field: AudienceField) => AUDIENCE_FIELDS[field];

export const AUDIENCE_REFUSALS = {
  unreadable: "发给谁没有写对。请重新选择",
  unknownField: (key: string) => `发给谁里不认识「${key}」。请删掉或者改对`,
  version: "发给谁的格式是别的版本写的。请重新选择",
  wrong: (field: AudienceField) => `${named(field)}没有写对。请重新选择`,
  nothingChosen: (field: AudienceField) => `${named(field)}一个也没有选。请至少选一个，或者不按它来挑`,
  choices: (field: AudienceField, choices: readonly string[]) =>
    `${named(field)}只能选${list(choices)}。请重新选择`,
  tooMany: (field: AudienceField, most: number) => `${named(field)}太多，最多 ${most} 个。请减少`,
  age: (most: number) => `年龄要写 0 到 ${most} 之间的整数。请改正`,
  ageOrder: "最小年龄比最大年龄还大。请改正",
  everyoneNarrowed: "选了全体，就不能再按别的来挑。请去掉全体，或者去掉别的条件",
  nobodyChosen: "还没有选发给谁。请至少选一项",
  noSuchBranch: "选的党支部里，有的已经没有了。请重新选择",
  noSuchHome: "选的老党员之家里，有的已经没有了。请重新选择",
  noSuchMember: "名单里有的编号没有对应的人。请核对名单",
} as const;

/** Why an uploaded list, or a row of it, cannot be taken. */
export const LIST_TEXT = {
  number: ["人员编号", "编号"],
  needs: "名单要有表头：人员编号，或者身份证号，或者姓名和手机。请补上表头",
  noRows: "名单里只有表头，没有人。请核对",
  tooManyRows: (rows: number) => `名单最多 ${rows} 行。请分成几份`,
  tooLarge: (megabytes: number) => `名单文件超过 ${megabytes} MB。请分成几份`,
  fault: (row: number, reason: string) => `第 ${row} 行：${reason}`,
  nothingToFindBy: "没有人员编号，没有身份证号，也没有手机。请补上其中一项",
  nameMissing: "只有手机，没有姓名，不知道是谁。请补上姓名",
  badNumber: "人员编号不对。请核对",
  digitsLost: "号码被 Excel 改成了数字，后几位已经丢失。请把单元格设成文本格式，重新填写",
  nobody: "没有找到这个人。请核对",
  several: "有几个人都对得上，不知道是哪一个。请补上身份证号或人员编号",
  otherName: "姓名和登记的不一样。请核对",
  gone: "这个人已登记为去世或迁出。请从名单里去掉",
} as const;
