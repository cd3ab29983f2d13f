/** Brings spoken, dialect and mistyped wording to one form, so that the cues need to know only one. */

/**
 * Longer forms first: each is replaced before a shorter one inside it could be. Left the form as typed or
 * recognised from a voice (Hunan dialect, homophones of pinyin input), right the form the cues use.
 */
const FORMS: readonly (readonly [string, string])[] = [
  // Homophones. 没气 means "no breath" except where what follows can only be gas.
  ["(?:没|媒|霉|梅|每)气(?=味|罐|灶|管|瓶|泄|漏|中毒|阀|好大)|煤汽|煤器", "煤气"],
  ["雄口|凶口|胸扣|心口子|心口窝|心窝子", "胸口"],
  ["突燃", "突然"],
  ["晕到(?=了|哒|在|地|叫|$)", "晕倒"],
  ["(?:摔|绊|跌)到(?=了|哒|在|地|起|$)", "摔倒"],
  ["卡主|卡注", "卡住"],
  ["噎主|噎注", "噎住"],
  ["不想(?:或|货|火)了", "不想活了"],
  ["中疯|种风|重风", "中风"],
  ["呼息|呼西", "呼吸"],
  ["着活了|找火了", "着火了"],
  ["(?:就|旧)命啊", "救命啊"],
  ["(?:叫|喊)不行", "叫不醒"],
  ["帐户|帐号", "账户"],
  ["转帐", "转账"],
  ["验正码|验证吗|验证马", "验证码"],
  ["保建", "保健"],
  ["公正处", "公证处"],
  ["炸骗", "诈骗"],
  // Dialect.
  ["崽女", "儿女"],
  ["细伢子|细崽|伢妹子|伢崽|细妹子", "孩子"],
  ["崽伢子|崽", "儿子"],
  ["妹陀|妹子", "女儿"],
  ["娭毑|嫲嫲|奶奶子", "奶奶"],
  ["嗲嗲", "爷爷"],
  ["老倌子|老倌|堂客|老婆子|老头子|爱人|老婆|老公|老汉|婆娘", "老伴"],
  ["娘老子|老娘|老妈|母亲|妈妈", "妈"],
  ["爷老子|老爸|老爹|老爷子|父亲|爸爸", "爸"],
  ["脑壳|脑袋|脑瓜", "头"],
  ["何式搞|何解搞|何什搞|何是搞|怎么搞|怎么弄|咋办|咋整|咋搞|何得了|如何是好|啷个办|要怎么办", "怎么办"],
  ["冇得|冇有|没得|没有|冇", "没"],
  ["么子|么哩|啥子|啥", "什么"],
  ["哪个(?=打|骗|害)", "谁"],
  ["哒|咯|噶", "了"],
  ["绊", "摔"],
  ["恰(?=药|错|了|饭|哒|一)", "吃"],
  ["讲|话(?=我|他|她)", "说"],
  ["喊|唤|唬", "叫"],
  ["晓得", "知道"],
  ["屋里|屋头", "家里"],
  ["疼", "痛"],
  ["(?:出|缓|透|接|吸|倒|呼)(?:不得|不了|不来|不出|不上)(?:来)?气", "喘不过气"],
  ["喘不(?:上|来|过)(?:来)?气?|气(?:都)?(?:喘|出|透)不(?:过来|上来|过|上|来|得|了|出)", "喘不过气"],
];

/** One alternation for all forms: a text is gone over once per group of forms, not once per word. */
const REPLACEMENTS = FORMS.map(([from, to]) => [new RegExp(from, "gu"), to] as const);
/** Characters between two pauses, on average, in speech that was written down by phrases. */
const SHORTEST_PHRASE = 3;
const PAUSES = /[^\p{Script=Han}\p{L}\p{N}%]+/gu;

/**
 * The text in the form that the cues of danger and fraud are written in: full-width letters made plain,
 * every pause (space, comma, line end) one `，`, dialect and common typing slips replaced.
 */
export function plainWording(text: string): string {
  let plain = text.normalize("NFKC").toLowerCase().replace(PAUSES, "，");
  // Some recognisers put a space after every word: then a pause says nothing.
  if (plain.length > 4 * SHORTEST_PHRASE && plain.split("，").length * SHORTEST_PHRASE > plain.length) {
    plain = plain.replaceAll("，", "");
  }
  for (const [from, to] of REPLACEMENTS) plain = plain.replace(from, to);
  return plain;
}
