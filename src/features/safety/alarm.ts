/** Words that are enough by themselves when a text says nothing else: no question, no past, no rule asked for. */
import { type Cue, cue } from "./cue.ts";

/** Cues by the service they call for; what weighs more goes first. In plain wording (see wording.ts). */
export const ALARM_CUES = {
  "120": [
    cue(
      "illness",
      1,
      "(?<!离)昏(?!君|暗|黄)|晕(?:倒|了|在|过)|休克|吐.{0,2}血|流血|出血(?!热)|骨折(?!，)|(?:轧|碾|压)(?:了|到|断|伤).{0,2}(?:人|腿|手|脚)|烫(?:伤|到|了)|触电|中毒|抽搐|窒息|噎|呛(?:到|着|住)|卡住(?:喉|气|嗓)|误(?:食|服|喝|吞)|吃多了药|药.{0,3}吃多|(?:胸|心口|心脏).{0,2}(?:痛|闷)|剧痛|(?<!苦|操)痛得|没知觉|气息|倒地|倒在地|神志|高烧不退|喘不|上不来气|(?<!我)撞(?:了|倒|飞)(?:人|老|我)",
    ),
  ],
  "119": [
    cue(
      "fire",
      1,
      "大火|火场|火灾|被困|(?:夹|卡)在|跳(?:河|江|水|井)了|爆炸了|塌下来|淹(?:了|到|死)|漏气|沉(?:了|到)",
    ),
  ],
  "110": [
    cue(
      "police",
      1,
      "(?:人|爸|妈|老伴|爷爷|奶奶|孩子)失踪|找不到(?:人|她|他|老人|孩子)|没回家|硬闯|强行(?:进|闯)|闯(?:进|入)|威胁(?:我|要)|打架|抢(?:我|劫|走)|关起来|传销|强盗|绑(?:走|架|着)|非礼|要(?:打|杀)",
    ),
  ],
  "12356": [cue("despair", 1, "一死|寻短|没(?:有)?意思了|活着(?:有什么|没|干什么|为什么|做什么)|绝望")],
} as const satisfies Record<string, readonly Cue[]>;

/** A question of any kind: with one beside it, a flat word of alarm is not enough. */
export const QUESTION =
  /[吗么呢不]$|[吗么]，|什么(?!电话|都)|哪|几|多少|谁(?!来|能|救)|怎么(?!办|都|摇|叫|推|也)|是不是|如何|为什么|想(?:去|要|请|给)|没事|医生说|去告|天天|坏了|说出去|快塌/u;
