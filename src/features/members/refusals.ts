/** Why something was not done, and what to do: read by staff, and where noted by retirees. No values in them. */
import type { Role } from "../../dialogue/index.ts";

/** Roles as people call them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: "管理员",
  editor: "资料员",
  dispatcher: "派单员",
  liaison: "联络员",
  viewer: "查看员",
};

/** Fields as people call them. */
export const FIELD_NAMES = {
  name: "姓名",
  category: "类别",
  gender: "性别",
  birth: "出生日期",
  unit: "单位",
  branchId: "党支部",
  homeId: "老党员之家",
  district: "区县",
  community: "社区",
  joinedPartyOn: "入党时间",
  liaisonId: "联络员",
  tags: "标签",
  phone: "手机",
  idNumber: "身份证号",
  address: "住址",
  health: "健康备注",
  status: "状态",
  statusOn: "日期",
  relation: "关系",
  level: "级别",
  parentId: "上级老党员之家",
  secretaryId: "支部书记",
  roles: "角色",
  validDays: "有效天数",
  purpose: "用途",
} as const;

export type NamedField = keyof typeof FIELD_NAMES;

export const refusals = {
  needsRole: (roles: readonly Role[]) =>
    `这项操作需要${[...new Set(roles)].map((role) => ROLE_NAMES[role]).join("、")}来办`,
  notYours: "只能办理您本人或您代办的老同志的事项",
  notYourMember: "您不是这位老同志的联络员。请联系管理员",
  noSuchMember: "没有找到这位老同志。请核对编号",
  erased: "这位老同志的资料已按本人要求删除，不能再改",
  noSuchStaff: "没有找到这位工作人员。请核对编号",
  inactiveStaff: "这位工作人员已停用",
  noSuchBranch: "没有找到这个党支部。请核对",
  noSuchHome: "没有找到这个老党员之家。请核对",
  noSuchProxy: "没有找到这位代办人。请核对编号",
  noSuchGrant: "没有找到这项代办，或已经取消",
  noSuchInvitation: "没有找到这个邀请",
  lastAdmin: "这是最后一位管理员。请先设好另一位管理员",
  notAlive: "这位老同志已登记为去世或迁出，不能再邀请",
  nothingToConfirm: "没有登记手机号，也没有身份证号，对方无法确认身份。请先补上其中一项",
  noPhoneToConfirm: "没有登记手机号，对方无法确认身份。请先补上手机号",
  codesExhausted: "邀请码没有生成成功。请再试一次",
  idNumberTaken: "身份证号和另一位已登记的老同志相同。请核对是否重复登记",
  nameTaken: "已经有同名的。请换一个名称",
  liaisonRole: "联络员没有“联络员”角色，或已停用。请核对",
  parentLevel: "上级老党员之家的级别不对：区县站的上级是中心站，单位站点的上级是中心站或区县站",
  samePerson: "代办人和老同志同名同号。代办人应是另一个人",
  required: (field: NamedField) => `没有填${FIELD_NAMES[field]}。请补上`,
  tooLong: (field: NamedField, most: number) => `${FIELD_NAMES[field]}太长，最多 ${most} 个字。请缩短`,
  characters: (field: NamedField) => `${FIELD_NAMES[field]}里有不能显示的字符。请重新填写`,
  choice: (field: NamedField, choices: readonly string[]) =>
    `${FIELD_NAMES[field]}只能填${choices.join("、")}。请核对`,
  future: (field: NamedField) => `${FIELD_NAMES[field]}在今天之后。请核对`,
  because: (field: NamedField, reason: string) => `${FIELD_NAMES[field]}：${reason}`,
  tooMany: (field: NamedField, most: number) => `${FIELD_NAMES[field]}太多，最多 ${most} 个。请减少`,
  range: (field: NamedField, least: number, most: number) =>
    `${FIELD_NAMES[field]}应在 ${least} 到 ${most} 之间。请核对`,
} as const;

/** What `audit.verify` found. */
export const auditFaults = {
  missing: "前面有记录缺失",
  cutOff: "末尾的记录被删除",
  unlinked: "和上一条记录接不上",
  altered: "内容和校验值不符，记录被改动过",
} as const;
