/** Where a service is wanted: at home, at an address that was said, or outside the city's nine districts. */
import { DISTRICTS } from "../catalogue/catalogueSchema.ts";

/** One of the nine. */
export type District = (typeof DISTRICTS)[number];

/** What was found. `address` is as it was said. */
export type PlaceReading =
  | { readonly kind: "home" }
  | { readonly kind: "address"; readonly address: string; readonly district?: District }
  | { readonly kind: "outside"; readonly place: string }
  | { readonly kind: "none" };

/** How districts are also called. 株洲县 became 渌口区 in 2018. */
const DISTRICT_NAMES: readonly (readonly [string, District])[] = [
  ...DISTRICTS.map((district): [string, District] => [district, district]),
  ["株洲县", "渌口区"],
  ...(["天元", "芦淞", "荷塘", "石峰", "渌口", "醴陵", "茶陵", "炎陵"] as const).map(
    (short): [string, District] => [short, DISTRICTS.find((district) => district.startsWith(short))!],
  ),
];

/** Places whose people are served by others: the province's other cities, the country's great ones, provinces. */
const OUTSIDE =
  "长沙县|长沙|湘潭|衡阳|岳阳|常德|益阳|娄底|邵阳|郴州|永州|怀化|张家界|湘西|吉首|浏阳|宁乡|雨花区|芙蓉区|岳麓区|开福区|天心区|望城区|雨湖区|岳塘区|北京|上海|天津|重庆|广州|深圳|东莞|佛山|珠海|中山|惠州|武汉|南昌|萍乡|杭州|宁波|南京|苏州|无锡|成都|昆明|贵阳|南宁|桂林|柳州|北海|福州|厦门|泉州|济南|青岛|郑州|西安|合肥|石家庄|太原|沈阳|大连|哈尔滨|长春|海口|三亚|兰州|西宁|银川|乌鲁木齐|拉萨|香港|澳门|台湾|广东|广西|江西|湖北|浙江|江苏|福建|四川|云南|贵州|海南|山东|河南|河北|陕西";
const OUTSIDE_AT = new RegExp(
  `(?:^|(?:人?在|到|来|住在?|搬到了?|回了?)(?:了)?(?:湖南省?)?)(${OUTSIDE})(?!路|街|大道|银行|人|话|菜|米粉)`,
);

/** Words of going and staying do not stand in names: 9点到黄河路. */
const NAME = "(?![到在住去点])[\\p{Script=Han}A-Za-z·]";
/** Streets, quarters, villages: named parts of an address. */
const QUARTER =
  "街道|大道|路|街|巷|镇|乡|村|组|社区|小区|花园|家园|花苑|苑|公寓|宿舍|大院|新城|名城|山庄|别墅|华府|府|湾|庭|坊|城";
/** Houses that people go to: an address only where more is said (门口, 3楼), since 去医院 is no place to come to. */
const HOUSE =
  "医院|卫生院|养老院|敬老院|福利院|大学|学校|中学|小学|公园|超市|银行|酒店|宾馆|车站|火车站|广场|活动中心|服务中心|之家|厂|局|公司|法院";
const DISTRICT = DISTRICT_NAMES.map(([name]) => name).join("|");
const NUMBER =
  "(?:[A-Za-z]?\\d{1,5}|[一二三四五六七八九十]{1,3}(?=号|栋|幢|座|单元|楼|层|室|房|床)|[A-Za-z](?=栋|座|区))(?![点:：月日天个人岁\\d])(?:号楼|号院|号|栋|幢|座|区|单元|楼|层|室|房|病房|床|门|病室)?(?:-\\d{1,5})*";
const BESIDE = "(?:东|南|西|北|正)?(?:大?门口|门诊大厅|大厅|住院部|门诊部|对面|旁边|隔壁|楼下|附近)";

/** `(district)(named parts, numbers and what is beside them)`, after a word that leads to a place. */
const ADDRESS = new RegExp(
  `(?:^|(?<=[，。,、：:（(\\s]|到|在|住|去|是|址|送|来))(?:湖南省?)?(?:株洲市|株洲)?(${DISTRICT})?((?:(?:(?:${NAME}|\\d){1,12}?(?:${QUARTER}|${HOUSE})(?:[东南西北](?=路))?|${BESIDE}|${NUMBER})[\\s-]?)*)`,
  "gu",
);
const HAS_NUMBER = new RegExp(NUMBER, "u");
const HAS_BESIDE = new RegExp(BESIDE, "u");
const PART = new RegExp(`(?:${QUARTER}|${HOUSE})`, "gu");
/** These end in 路 or 村 and name no place. */
const NO_NAME =
  /^(?:我们?|你们?|他们?)?(?:走|马|一|出|顺|跑|带|问|半|行|迷|过马|不会走|走不得|行不得|农)(?:路|村)/;
/** Words that lead to a place in an answer: 就在泰山路. */
const LEADING = /^(?:就|请|麻烦|地址|我|住|是|在|到|去|送到|来|：|:|，|\s)+/u;
const TRAILING = /(?:[吧咯啊呢哦]|来|等|见|集合|就行|那里|那边|这里|这边|接我|接|上门|[，。,.\s）)])+$/u;

const KIN =
  "(?:崽|儿子|女儿|妹子|媳妇|孙子|孙女|哥哥?|姐姐?|弟弟?|妹妹?|老弟|老妹|侄子|侄女|外甥|亲戚|亲家|爸妈|妈妈?|爸爸?|娘|朋友|老战友)";
const KINS_HOME = new RegExp(`(?:我)?(?:大|二|三|满|小|老)?${KIN}(?:的)?(?:屋里|家里|家|那里|那边|这边)`);
const HOME =
  /老地方|老地址|(?:到|来|在|送到?|回|去)?我?(?:们)?(?:自己)?(?:家里|屋里|家(?=$|[，。来吧修])|住处)|上门|家里|屋里|我家|在家/;
const ANSWER_HOME = /^(?:就)?(?:在|到|来)?(?:我)?(?:自己)?家[里中]?[吧的啊。]*$/;
/** Long rambles are read to this length (characters). */
const LONGEST_READ = 600;

/** Reads the place; `none` when none is said. An address within the city goes before everything else. */
export function readPlace(text: string): PlaceReading {
  const said = text.slice(0, LONGEST_READ).replaceAll("（", "(").replaceAll("）", ")");
  const address = addressIn(said);
  const outside = OUTSIDE_AT.exec(said)?.[1];
  const district = districtIn(said);
  if (outside !== undefined && district === undefined) return { kind: "outside", place: outside };
  if (address !== undefined) return withDistrict(address, districtIn(address) ?? district);
  const kins = KINS_HOME.exec(said)?.[0];
  if (kins !== undefined) return withDistrict(kins, district);
  if (ANSWER_HOME.test(said) || HOME.test(said)) return { kind: "home" };
  if (district !== undefined && bare(said).length <= district.length) return withDistrict(district, district);
  return { kind: "none" };
}

/** The first of the nine districts that is named, by its full or everyday name. */
export function districtIn(text: string): District | undefined {
  const found = DISTRICT_NAMES.map(([name, district]) => ({ at: text.indexOf(name), district }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.district;
}

function withDistrict(address: string, district: District | undefined): PlaceReading {
  return { kind: "address", address, ...(district === undefined ? {} : { district }) };
}

/** An address has two kinds of parts (a quarter and a number), or is all that was said. */
function addressIn(text: string): string | undefined {
  const whole = bare(text);
  for (const match of text.matchAll(ADDRESS)) {
    const [span, district, named = ""] = match;
    const parts = named.match(PART)?.length ?? 0;
    if (parts === 0 || NO_NAME.test(named)) continue;
    const kinds =
      parts + [district !== undefined, HAS_NUMBER.test(named), HAS_BESIDE.test(named)].filter(Boolean).length;
    const address = bare(span);
    const all = address === whole && address.length >= 3;
    if (kinds >= 2 || all) return address;
  }
  return undefined;
}

function bare(text: string): string {
  return text.trim().replace(LEADING, "").replace(TRAILING, "");
}
