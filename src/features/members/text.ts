/** What the conversation about people says: 登记, 为谁办, 我的资料, 删除. Export and paper have their own words. */
import type { Role } from "../../dialogue/index.ts";
import { ROLE_NAMES } from "./refusals.ts";
import type { ForWhom } from "./types.ts";

/** Labels of buttons. */
export const LABELS = {
  human: "转人工",
  enterCode: "写登记码",
  agree: "同意",
  disagree: "不同意",
  rewriteName: "姓名写错了",
  sharePhone: "用这个账号的手机号",
  my: "我的资料",
  switch: "换人",
  export: "导出我的资料",
  openOnPage: "在网页上看全部",
  seen: "谁看过我的资料",
  endProxies: "解除代办",
  unbind: "解除绑定",
  erase: "删除我的资料",
  keep: "不删了",
  leave: "不解除",
  back: "回到我的资料",
} as const;

/** Channels as people call them. */
export function channelName(channel: string): string {
  const names: Record<string, string> = { web: "网页", telegram: "Telegram", cli: "命令行" };
  return names[channel] ?? channel;
}

/** 登记: binding an account. */
export const BINDING = {
  askCode: "请把登记码写给我。登记码是九位数字，写在联络员给您的卡片上。",
  noCode: "没有登记码也不要紧，政策照样可以问。想要登记码，请找您的联络员，或点「转人工」。",
  lapsed: "刚才的登记放得太久，先停下了。要接着登记，请把登记码再写一遍。",
  cancelled: "好的，先不登记。政策照样可以问。想登记时，再把登记码写给我。",
  intro: {
    member: "登记码收到了。登记以后，我就认得是您，单位的通知也能发给您。",
    proxy: "登记码收到了。这是代办人的登记码。登记以后，您可以替家里老人办事。",
    staff: "登记码收到了。这是工作人员的登记码。",
  } satisfies Record<ForWhom, string>,
  askName: "请写您的姓名，写全。",
  nameFirst: "请先写您的姓名，例如：王大明。",
  askPhone: "请写您在单位登记的手机号的最后四位数字。",
  askIdNumber: "请写您身份证号的最后四位。最后一位是 X 的，也写上 X。",
  orShare: "也可以点下面的按钮，用这个账号的手机号来核对。",
  notOwnContact: "这个号码不是您这个账号自己的，我不能用它来核对。",
  unreadableContact: "这个号码我认不出来。",
  fourDigits: "要写四位。",
  forgotten: "不记得也不要紧。请问问家里人或您的联络员，也可以点「转人工」。",
  chooseButton: "请点「同意」或「不同意」。",
  consentTitle: "核对好了。登记之前，请您看一看：",
  declined: "好的，没有登记，什么都没有留下。政策照样可以问我。改了主意，再写一次登记码就行。",
  gone: "这个登记码现在用不了。请找您的联络员换一个，或点「转人工」。",
  locked: "对不上的次数太多，这个登记码已经停用。请找您的联络员换一个，或点「转人工」。",
  already: "您早就登记好了，不用再办。",
  changed: "资料刚刚有变动，请您再核对一次。",
} as const;

/** Why a code does not lead on, and what to do. */
export const NO_SUCH_CODE = {
  unknown:
    "没有找到这个登记码。请对着卡片再看一遍，把九位数字重写一次。还是不行，请找您的联络员，或点「转人工」。",
  expired: "这个登记码过期了。请找您的联络员换一个新的，或点「转人工」。",
  used: "这个登记码已经用过了。要是不是您用的，请马上告诉您的联络员，或点「转人工」。",
  revoked: "这个登记码已经作废。请找您的联络员要新的，或点「转人工」。",
  locked: BINDING.locked,
} as const;

/** @param minutes until the next try */
export function tooManyTries(minutes: number): string {
  return `写错的次数太多，请过 ${minutes} 分钟再试。着急的话，请点「转人工」。`;
}

export function codeLength(digits: number): string {
  return `登记码是九位数字，您写了 ${digits} 位。请对着卡片再写一遍。`;
}

export function thankForName(name: string): string {
  return `${name}，您好。`;
}

export function mismatch(triesLeft: number): string {
  return `姓名或号码和单位登记的对不上。还可以试 ${triesLeft} 次，我们重新来。`;
}

export function memberWelcome(name: string, branch: string | null, home: string | null): readonly string[] {
  const places = [
    ...(branch === null ? [] : [`您的党支部：${branch}。`]),
    ...(home === null ? [] : [`您的老党员之家：${home}。`]),
  ];
  return [
    `${name}，登记好了。`,
    ...(places.length === 0 ? [] : [places.join("")]),
    "往后可以这样用：想问政策，直接写给我；想看、想改、想删自己的资料，写「我的资料」；想找人，写「转人工」。",
  ];
}

/** @param actingFor for whom what is said next will be done */
export function proxyWelcome(
  name: string,
  members: readonly string[],
  actingFor: string | undefined,
): readonly string[] {
  const now =
    actingFor === undefined
      ? `您可以替${members.join("、")}办事。`
      : members.includes(actingFor)
        ? `现在您替${actingFor}办事。`
        : `现在仍为${actingFor}（您自己）办，也可以替${members.join("、")}办。`;
  const switching = members.length > 1 || actingFor !== members[0] ? "要换人，写「换人」。" : "";
  return [
    `${name}，登记好了。`,
    `${now}每办一件都记在老人名下，老人看得到。${switching}`,
    "想问政策，直接写给我；想看老人的资料，写「我的资料」；想找人，写「转人工」。",
  ];
}

export function staffWelcome(name: string, roles: readonly Role[]): readonly string[] {
  const commands = [
    "/handovers 看谁在等人工",
    ...(roles.some((role) => role === "liaison" || role === "dispatcher" || role === "admin")
      ? ["/calls 看电话通知清单"]
      : []),
    "/my 看自己的登记",
  ];
  return [
    `${name}，登记好了。您的岗位：${roles.map((role) => ROLE_NAMES[role]).join("、") || "还没有定"}。`,
    `可以用这些命令：${commands.join("；")}。`,
  ];
}

/** 为谁办: several members behind one account. */
export const CHOOSING = {
  ask: "您这是为谁办？请点一下姓名。",
  nobody: "这个账号还没有登记，所以不知道您为谁办。写登记码就可以登记。",
  notYours: "您现在不能替这位老人办事。要办，请本人或联络员给您一个代办的登记码。",
} as const;

export function nowActingFor(name: string, self: boolean): string {
  return self ? `好的，现在为您自己办（${name}）。` : `好的，现在为${name}办。`;
}

export function onlyActingFor(name: string, self: boolean): string {
  return self ? `这个账号只登记了您自己（${name}），都是为您办。` : `您现在只替${name}一位办事。`;
}

/** 我的资料 and what goes with it. */
export const MY = {
  /** Kept in the audit log. */
  purpose: "在聊天里看资料",
  stranger: "这个账号还没有登记，我这里没有您的资料。",
  howTo: "想登记，请找您的联络员要一张登记卡，上面有九位数字的登记码，写给我就行。不登记，也能照常问政策。",
  onFile: "已登记",
  notOnFile: "未登记",
  none: "没有",
  proxies: "代办人",
  proxy: "代办人",
  accounts: "绑定的账号",
  place: "住在",
  wrong: "有写错的，请点「转人工」，请工作人员来改。",
  notHere: "写着「已登记」的内容不在这里显示。要看，请点「在网页上看全部」。",
  noPage: "写着「已登记」的内容不在这里显示。要看，请点「转人工」，请工作人员打印给您。",
  exported:
    "资料已经整理成一个文件。请点下面的链接，再写上登记手机号的最后四位，就能打开。没有登记手机号的，写身份证号的最后四位。",
  exportCare: "链接三十分钟内有效，请不要转给别人。",
  exportLink: "打开我的资料",
  noPageExport: "这里发不了文件。请点「转人工」，请工作人员打印给您。",
  noCheck: "没有登记手机号和身份证号，没法在网上核对身份，所以不能导出。请点「转人工」，请工作人员打印给您。",
  notSeenYet: "还没有人看过或改过。",
  seenTitle: "谁看过、改过（最近的在前）：",
  askEndProxy: "要解除谁的代办？",
  noProxies: "现在没有代办人。",
  proxyEnded: "已经解除。这位代办人不能再替您办事了。",
  proxyGone: "这位代办人早就解除了。",
  onlySelf: "这件事要由本人来办，代办人不能替。",
  askUnbind: "解除以后，这个聊天就不再认得您，通知也不会发到这里。政策照样可以问。要解除哪一个？",
  unbound: "已经解除绑定。政策照样可以问。以后想再登记，请找您的联络员要新的登记码。",
  nothingToUnbind: "这个账号没有绑定，不用解除。",
} as const;

export const myText = {
  title: (name: string) => `${name}，您登记的资料`,
  titleForProxy: (name: string, relation: string) => `${name}的资料（您的身份：${relation}，代办人）`,
  consent: (day: string) => `您在 ${day} 同意登记。`,
  staff: (name: string, roles: string) =>
    `${name}，您登记为工作人员${roles === "" ? "" : `，岗位：${roles}`}。`,
  askRevoke: (name: string, relation: string) =>
    `真的要解除${name}（${relation}）的代办吗？解除以后，对方不能再替您办事，也看不到您的资料。`,
  end: (name: string, relation: string) => `解除${name}（${relation}）`,
  unbindSelf: (name: string) => `解除本人（${name}）`,
  unbindProxy: (names: readonly string[]) => `不再替${names.join("、")}代办`,
  unbindStaff: "解除工作人员",
} as const;

/** 删除我的资料. What goes and what stays is told before and after. */
export const ERASING = {
  onlySelf: "删除资料要由本人来办，代办人不能替。请本人用自己的账号写「删除我的资料」，或点「转人工」。",
  title: "删除以后就找不回来了。请您先看清楚：",
  goes: "会删掉：电话、身份证号、住址、健康情况、出生日期等登记内容，绑定的账号，代办关系，您在这里写的话和收到的回复，还没有看的通知。",
  stays:
    "会留下：姓名、类别、单位、党支部，还有是否健在。单位依法要为离退休干部服务和管理，这几项少不了（《个人信息保护法》第十三条第一款第三项）。",
  log: "还会留下：谁在什么时候看过、改过、删过的记录，里面没有您的资料内容。《网络安全法》要求这类日志至少留六个月。",
  right: "您要求删除的权利，写在《个人信息保护法》第四十七条。",
  confirm: "真要删除，请写「确认删除」四个字。不想删，请点「不删了」。",
  again: "要删除资料，请写「确认删除」四个字。不想删，请点「不删了」。",
  kept: "好的，资料都还在，没有删。",
  lapsed: "刚才说的删除资料，时间过了，没有删。资料都还在。",
  done: "已经删除。",
  after: "这个聊天不再认得您，政策照样可以问。以后想再登记，请找您的联络员。",
  nothingOpen: "现在没有要删除的事。想删除资料，请先写「我的资料」，再点「删除我的资料」。",
} as const;
