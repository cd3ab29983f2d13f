/**
 * Whether a sentence orders a service (someone is to come or to do something) or asks about rules. Careful on purpose:
 * a question of policy that is taken for an order loses its answer, an order that is taken for a question is offered
 * by the menu a moment later.
 */
import { normalize } from "../../../search/index.ts";

/** Long rambles are read to this length (characters), like questions. */
const LONGEST_READ = 600;

/** Those who may be sent. */
const WHO =
  "(?:人|师[傅父]|阿姨|保洁|钟点工|电工|护工|护士|医生|大夫|律师|公证|调解员|志愿者|老师|后生|年轻人|民警|警察|理发|剃头|修脚|康复|护理员|咨询师|心理|专家|同志|组织|单位|支部|局里|领导|你们|开锁)";
/** What may be asked for oneself or one's people. */
const DOING =
  "(?:派|喊|叫|请|找|约|订|定|安排|联系|预约|登记|报名?|申请|开通|借|租|买|带|扛|捎|送|取|拿|领|捡|抓|挂|交|缴|充|寄|代|修|换|装|安|通|改|打扫|收|洗|抹|擦|刷|搬|抬|挪|剪|剃|理|量|测|看|查一?下|陪|念|读|弄|搞|照|办|做|跑|拆|想办法)";
const WITHIN = "[^，。？！,?!]";

/** Someone is asked to come or do. Any one of these makes an order, unless it is a question about rules. */
const ASKING: readonly RegExp[] = [
  // 喊个师傅来, 派人去看, 约明天的护士; not 请我去 (an invitation told) and not 喊哪个 (a question).
  new RegExp(`(?:派|喊|叫|请|找|约|安排|雇|盼着)(?!我|他|她|哪)${WITHIN}{0,8}?${WHO}`),
  new RegExp(`(?:^|[，。！,我们还先就要想])(?:要|订|来)[个位名几两一]{1,2}${WITHIN}{0,4}?${WHO}`),
  /预约(?!挂号)|代取|代买|代缴|代交|代购|你们来|师傅能来|约个|(?:想|要)(?:找|有)个人/,
  // 帮我买, 替我爸约, 帮忙搬. 给 alone tells stories: 没给我开收据.
  new RegExp(`(?<!来|人|队|崽|女儿|单位)帮(?:我|我们|他|她|忙|忙我)${WITHIN}{0,12}?${DOING}`),
  new RegExp(
    `(?:^|[，。！,])(?:你们|请)?给(?:我|她|他|妈|爸|老)${WITHIN}{0,3}?(?:送|订|派|安排|找|装|安|报|约|开通|登记)`,
  ),
  /(?:麻烦|劳驾|烦请|拜托|请你们|请您)[^，。？！,?!]{0,14}?(?:来|派|去|帮|送|安排|上门|取|拿|收|借|买|打|约|跑|捎|带|换|搞|办)/,
  /(?:^|[，。！,我])(?:请|快|赶快|赶紧)(?:来|派|送|上门|安排|喊|帮|跑|给)/,
  // 我想装, 想把妈妈送到, 需要人. What is wanted is a thing done here, not a right.
  /(?:我|^|[，。！,爸妈])(?:也|就|还|蛮)?(?:想|要|希望|需要|申请|盼着?)(?:你们|早点)?(?:请|借|租|装|订|约|报|开通|送|做|短|代|安|学|试|改成|人|有人|平安|填|到养老|去日|去敬|去烈|出去|个)/,
  /(?:我|^|[，。！,])想(?:把|送|让)[^，。？！,?!]{0,6}(?:送|到|去|收|洗|搬)/,
  /(?:能不能|能否|可不可以|可以|能)(?:来|借|派|送|上门|到家|开始)[^，。？！,?!]{0,10}/,
  /(?:能不能|能)[^，。？！,?!]{0,8}(?:来人|来个人|来家|来屋|来接|取回|送[两一]?[份个])/,
  /(?:派|喊|叫|找|约)(?!我|他|她|哪)[^，。？！,?!]{1,10}(?:来|去看|修|陪|教)/,
  /来[个两几]{0,2}人(?:$|[，。？！,?!吗咯啊呀看修帮陪抬搬收上])/,
  /陪(?:下|一下)?我(?:下|一下)?去|来接我|安排(?:一下|下)|给我[爸妈]安排|给[他她]报名/,
  /(?:^|[，。！,我])(?:约|要?申请)(?!了)[^，。？！,?!]{0,4}(?:咨询|上门|疏导|讲解|帮扶|托养|入住|陪诊)/,
  /想(?:订|约|给[^，。？！,?!]{0,8}[装订约请]|申请困难帮扶)/,
  /想办[^，。？！,?!]{0,6}担保|要护士|去(?:养老院|敬老院|日照中心)(?:住|待)/,
];

/** Something at home is broken: said so, it is meant as an order. */
const BROKEN =
  /^(?:我家|我屋里|屋里|家里|厨房|厕所|卫生间|客厅|卧室|阳台)?[^，。？！,?!]{0,6}(?:水管|龙头|马桶|下水道?|地漏|灯|插座|开关|电闸|空调|冰箱|洗衣机|电视|热水器|油烟机|煤气灶|锁|防盗门|呼叫器)[^，。？！,?!]{0,6}(?:漏水|漏了|漏哒|堵|坏了|坏哒|不亮|不转|不制冷|不凉|跳闸|打不开|关不|冇得影|不灵|不响|不热|滴水|爆)/;

/** Words of someone who wants to know a rule, a right, a sum or a way; with them nothing is ordered. */
const RULES: readonly RegExp[] = [
  /报销|报不报|补贴|津贴|补偿|赔|退钱|退款|政策|规定|条例|标准|待遇(?!认证)|资格(?!认证)|合法|犯法|违法|非法|告他|起诉|去告|告我|打官司|法院|仲裁|判决|处罚|罚款|举报|投诉|责任|权利/,
  /(?:多少|几多|好多|多大)|几(?:块|元|岁|分|天内|天[能才])|好久[^没冇]|多久|条件|够不够|收费|价/,
  /(?:怎么|咋|如何|何解|怎样)(?:办|搞|弄|申请|报|领|算|样|收费|分|不|要|没|才|看|扣)|(?:什么|么子|啥)(?:手续|材料|条件|部门|时候|意思|路|用|证)|为什么|么子|咋/,
  /哪里|哪儿|哪个|哪些|哪天|哪张|谁/,
  /算不算|算数|是不是|对不对|行不行|有没有|有冇得|有冇|要不要|补不补|会不会|真不真|该不该|管不管|应不应该|是否|可以不|能不能(?:报|领|享受|算|查|退|动|办|要|当|土葬|申请|减|不|少|用|分|告|把|给父)/,
  /[得收换动办收要提]不$|能[^，。？！,?!]{1,4}不$/,
  /真的|骗人|正规|有用吗|有效|优惠|免费吗|要钱|收钱|交钱|多得|涨|国家|政府|低保|公积金|户口|退休金|社保卡|医保|信访|征兵|新闻|房产证|过户|贷款|工资|交税|扣税|税/,
  /(?![能可好])(.)不\1|还是(?!来|请|麻烦|帮)|免费|[援原]助|付钱|花的钱|花了钱|垫[了付]|定钱|应该(?!出|好|可)/,
  /不肯|不准|不让|不给|不认|拖着|赖|逼|拒绝|硬要|非要|非讲|非拦|扣了|扣住|害得|偷|诬|造谣|开除|批[下了]/,
];

/** With a plain request the words of RULES are its story, not its point. */
const DESPITE: readonly RegExp[] = [
  /(?:派|喊|叫|请|找|约|安排)(?!我|他|她|哪|[^，。？！,?!]{0,3}管)[^，。？！,?!]{0,12}(?:来(?!管)|上门|到屋里|到家里|看看|看一?下|查一?下)(?!.*(?:收费|补不补|多少|几多))/,
  /(?<!会|能不能)(?:上门|来人|来个人)[^，。？！,?!]{0,8}(?:吗|不|啵|吧)?[？?。！]?$/,
  /(?:想|帮我|麻烦)[^，。？！,?!]{0,4}(?:约|预约)/,
  /(?:请|帮我|帮忙|麻烦)(?:你们|局里)?(?:办|约|订|申请|联系|安排|找|喊|叫|开|搞定|出面|报)[^，。？！,?!]{0,12}[。！]?$/,
];

/**
 * True when the sentence asks that someone come or do something. False for questions about rules, rights, sums and
 * procedures, and for stories.
 */
export function soundsLikeOrder(text: string): boolean {
  const said = normalize(text.slice(0, LONGEST_READ)).replaceAll(/\s/g, "，");
  if (RULES.some((rule) => rule.test(said)) && !DESPITE.some((request) => request.test(said))) return false;
  return BROKEN.test(said) || ASKING.some((asking) => asking.test(said));
}
