/**
 * The kind of fact a question asks for. A clause that holds no such fact cannot be the answer, however alike its
 * words: nobody is told a rule when he asked for the sum, the telephone number or the opening hours.
 */

interface FactKind {
  readonly asked: RegExp;
  readonly held: RegExp;
}

const MONEY_HELD = /元|百分之|％|%|倍|免费|不收费|不得收取|免收|全额|无偿|标准/;

const KINDS: readonly FactKind[] = [
  {
    asked:
      /(多少钱|几块钱|几多钱|好多钱|多少块|几百块|多少元|钱是多少|(每月|每年|一个月|一年|补贴|津贴|补助|标准|待遇)[^，。？]{0,6}(是)?(多少|好多|几多)|(涨|加|发|补|领|拿)(了)?(多少|好多|几多))/,
    held: MONEY_HELD,
  },
  {
    asked: /(电话|号码|热线)[^，。？]{0,4}(多少|是什么|是几|几多)|打(什么|哪个|几号)电话|几号电话/,
    held: /\d{3,}|电话|热线/,
  },
  {
    asked: /几点(钟)?(上班|开门|下班|关门|开始|结束)|(上班|办公|营业|开门)时间|周末(上班|开门|办公)/,
    held: /\d+\s*[时点]|上午|下午|工作日|办公时间/,
  },
  { asked: /(地址|位置)(在|是)?(哪|什么)|在(哪条路|哪条街|几楼)|坐几路|几路车/, held: /路|街|号楼|地址/ },
];

/** True when the question asks for a kind of fact of which none of the texts holds any. */
export function lacksFactAsked(question: string, texts: readonly string[]): boolean {
  return KINDS.some(({ asked, held }) => asked.test(question) && !texts.some((text) => held.test(text)));
}
