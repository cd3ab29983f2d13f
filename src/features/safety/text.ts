/** What people in danger, or talked to by a swindler, read. Short lines: read aloud, with shaking hands. */
import type { EmergencyService } from "./danger.ts";

/** What the dangers have in common decides what is safe to do until help comes. */
export type DangerScene =
  | "fall"
  | "chest"
  | "breath"
  | "unconscious"
  | "poison"
  | "bleeding"
  | "electric"
  | "burn"
  | "illness"
  | "gas"
  | "fire"
  | "trapped"
  | "water"
  | "lost"
  | "intruder"
  | "despair";

const DIAL: Record<EmergencyService, string> = {
  "120": "请马上拨打 120。",
  "119": "请马上拨打 119。",
  "110": "请马上拨打 110。",
  "12356": "请拨打 12356，这是心理援助热线，有人听您说。",
};

/** A telephone can spark: never in the room that smells of gas. */
const GAS_DIAL = "请马上离开屋子，到屋外拨打 119。";

const CALM = "先别慌。打电话时说清楚地址和情况。身边有人，就请他来帮忙。";

const STEPS: Record<DangerScene, readonly string[]> = {
  fall: ["先不要扶起来，也不要搬动。", "盖件衣服保暖，陪着说话。", "有出血，就用干净的布按住伤口。"],
  chest: ["马上坐下或躺下，不要走动。", "松开领口，打开窗户。", "打开家门，等医生来。"],
  breath: ["让人坐直，松开领口。", "有东西卡住又咳不出，请听 120 的指导做急救。", "不要喂水，不要喂饭。"],
  unconscious: [
    "看看还有没有呼吸。",
    "没有呼吸，请听 120 的指导按压胸口。",
    "有呼吸，就让人侧躺，不要喂水喂药。",
  ],
  poison: [
    "不要催吐，也不要再喂东西。",
    "留好药瓶或包装，交给医生看。",
    "屋里有煤烟，先开窗，把人移到通风的地方。",
  ],
  bleeding: ["用干净的布用力按住伤口，不要松手。", "受伤的手脚抬高一些。", "人躺下，盖好衣服保暖。"],
  electric: [
    "先关总电源，没断电不要用手碰他。",
    "断了电，看看还有没有呼吸。",
    "没有呼吸，请听 120 的指导按压胸口。",
  ],
  burn: ["用流动的凉水慢慢冲。", "不要撕衣服，不要涂牙膏和酱油。", "盖上干净的布，等医生来。"],
  illness: ["让人躺好，头偏向一侧。", "不要喂水、喂饭、喂药。", "打开家门，等医生来。"],
  gas: [
    "轻轻打开窗户，能关阀门就关上。",
    "不要开灯关灯，不要点火，也不要在屋里打电话。",
    "马上离开，到屋外再拨打 119。",
  ],
  fire: [
    "马上离开，不要拿东西。",
    "弯下腰走，用湿毛巾捂住口鼻。",
    "走楼梯，不要坐电梯。出不去就关紧房门，在窗口呼救。",
  ],
  trapped: ["待着别动，不要自己硬扒硬拉。", "电梯里请按紧急呼叫键。", "出声让外面的人知道您在哪里。"],
  water: [
    "不要自己下水救人。",
    "把长杆、绳子或能浮的东西递过去。",
    "大声喊人来帮忙。水进了家，先断电，往高处走。",
  ],
  lost: [
    "自己迷路了，就留在原地，不要再走。",
    "告诉警察您看得到的店名、路名。",
    "找人的，请准备好照片、衣着和出门时间。",
  ],
  intruder: [
    "躲到能锁门的房间，不要出声，不要开门。",
    "能离开就悄悄离开，到人多的地方去。",
    "不要上前争执。不方便说话，就发消息请家人报警。",
  ],
  despair: [
    "我在，您不是一个人。",
    "请先离药、刀和高处远一些。",
    "给家人或老朋友打个电话，请他来陪您坐坐。",
    "要是已经受伤或吃了药，请马上拨打 120。",
  ],
};

/** What is said to someone in danger, line by line; the first says what to dial. */
export interface DangerWords {
  readonly dial: string;
  readonly lines: readonly string[];
}

/**
 * The words for a danger.
 * @param alerted whether someone on duty has been told: said only when it was done
 */
export function dangerWords(service: EmergencyService, scene: DangerScene, alerted: boolean): DangerWords {
  const opening = scene === "despair" ? [] : [CALM];
  const company =
    scene === "despair"
      ? alerted
        ? ["已通知值班人员，会有人给您打电话。"]
        : ["点“转人工”，就能找到工作人员。"]
      : [alerted ? "已通知值班人员。" : "打完电话，再点“转人工”告诉工作人员。"];
  const dial = scene === "gas" ? GAS_DIAL : DIAL[service];
  return { dial, lines: [...opening, ...STEPS[scene], ...company] };
}

/** What is said when a fraud seems to be going on. The first line stands out. */
export function fraudWords(alerted: boolean): DangerWords {
  return {
    dial: "先别转账，先别给验证码。",
    lines: [
      "这很像骗子的做法。请先挂断电话，不点链接，不装软件。",
      "请拨打 96110，这是反诈专线。钱已经转出去了，请马上拨打 110，再打银行的客服电话。",
      "骗子常说“安全账户”“稳赚”“先交手续费”，还叫您别告诉家里人。",
      "官方不会在电话里要您转账，也不会要您的密码和验证码。",
      "拿不准，就先问一问家人或工作人员。",
      alerted ? "已通知工作人员。" : "点“转人工”，可以找工作人员问一问。",
    ],
  };
}

/** After 我没事了. */
export const SAFE_WORDS = "您没事就好。先歇一歇，喝口水。再有不舒服，请马上拨打 120。有别的事，直接跟我说。";
/** The choices below both replies. */
export const CALL_HUMAN = "转人工";
/** See {@link CALL_HUMAN}. */
export const I_AM_SAFE = "我没事了";
