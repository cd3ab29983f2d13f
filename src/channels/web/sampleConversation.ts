/** Invented replies and an invented notice, for the tests of this folder. No real rule says this. */
import { type Block, paragraph, type Reply, strong } from "../../dialogue/message.ts";
import type { ClauseView, Segment } from "./parts.ts";

const TITLE = "示例市离退休人员就医与陪诊服务暂行办法（示例文本）";

const ARTICLES = [
  "为了方便离退休人员看病，制定本办法。",
  "本办法适用于居住在本市的离退休人员。",
  "住院前先到医院的老年人服务窗口登记。出院时带上身份证和医保凭证，由窗口一次结清应由医保支付的部分。行动不便的，可以由家属代办。",
  "行动不便的离退休人员看病，可以提前预约陪诊。陪诊人员负责挂号、引导和取药。",
  "陪诊人员不得收取礼品。",
  "对结算有疑问的，可以要求窗口出具明细，窗口应当当场说明。",
  "各单位应当公布办事地点和所需材料。",
  "本办法自公布之日起施行。",
];

const LONG_TITLE =
  "示例省人力资源和社会保障厅示例省财政厅示例省卫生健康委员会示例省医疗保障局关于进一步做好异地安置离退休人员医疗费用直接结算和长期护理服务衔接工作有关问题的通知（示例文本）";

const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八"];

/** The clauses of the notice by id: 第一条 is 3, 第八条 is 10. */
export function sampleClauses(): ReadonlyMap<number, ClauseView> {
  const pieces: Omit<Segment, "current">[] = [
    { id: 1, kind: "head", label: null, text: TITLE },
    { id: 2, kind: "heading", label: null, text: "第一章　总则" },
    ...ARTICLES.map((text, at) => ({
      id: at + 3,
      kind: "clause" as const,
      label: `第${NUMERALS[at]}条`,
      text,
    })),
    { id: 99, kind: "closing", label: null, text: "示例市示例局" },
  ];
  const clauses = pieces.filter((piece) => piece.kind === "clause");
  return new Map(
    clauses.map((clause, at) => [
      clause.id,
      {
        title: TITLE,
        label: clause.label!,
        docNumber: "示例政发〔2024〕8号",
        issuer: "示例市示例局",
        region: "示例省示例市",
        effectiveOn: "2024-03-01",
        sample: true,
        segments: pieces.map((piece) => ({ ...piece, current: piece.id === clause.id })),
        whole: true,
        ...(at > 0 ? { previousId: clauses[at - 1]!.id } : {}),
        ...(at < clauses.length - 1 ? { nextId: clauses[at + 1]!.id } : {}),
      },
    ]),
  );
}

function clause(at: number, title = TITLE, note?: string): Block {
  const [first, ...rest] = ARTICLES[at]!.split(/(?<=。)/);
  return {
    kind: "clause",
    source: `《${title}》第${NUMERALS[at]}条（示例政发〔2024〕8号，2024年3月1日起施行）`,
    spans: [{ text: first!, mark: "evidence" }, ...rest.map((text) => ({ text }))],
    ...(note === undefined ? {} : { note }),
    open: { label: "看全文", clauseId: at + 3 },
  };
}

/** An answer with three clauses and choices. */
export const THREE_CLAUSES: Reply = {
  blocks: [
    paragraph("您问的是看病怎么报销。下面三条和您的问题有关，最要紧的在前面。"),
    clause(2, TITLE, "这是示例文本，不能当作办事依据。"),
    clause(3, TITLE, "这是示例文本，不能当作办事依据。"),
    clause(5, TITLE, "这是示例文本，不能当作办事依据。"),
    paragraph("还有不明白的，可以接着问，也可以转人工。"),
  ],
  choices: [
    { label: "这正是我想问的", action: "confirm:yes" },
    { label: "不是这个意思", action: "confirm:no" },
    { label: "看第四条的全文", action: "clause:6" },
  ],
};

/** An emergency. */
export const EMERGENCY: Reply = {
  urgent: true,
  blocks: [
    strong("如果有人胸口疼、喘不上气或者叫不醒，请现在就打 120。"),
    paragraph("说清楚地址和病人的情况，先不要挂断。请不要自己走动，把门打开，等医生来。"),
  ],
  choices: [{ label: "请工作人员联系我", action: "human" }],
};

/** Names as long as notices have them. */
export const LONG_NAMES: Reply = {
  blocks: [
    clause(2, LONG_TITLE, "这是外地的规定，只供参考。"),
    paragraph(`长网址：https://example.invalid/${"a".repeat(120)}`),
  ],
  choices: [{ label: `看《${LONG_TITLE}》全文`, action: "clause:5" }],
};
