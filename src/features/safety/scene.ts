/** From what was said, which safe steps fit: a fall is not lifted, a room full of gas is left. */
import type { EmergencyService } from "./danger.ts";
import type { DangerScene } from "./text.ts";
import { plainWording } from "./wording.ts";

/** In order: the first that fits decides. What stops the breath goes before what broke a bone. */
const MEDICAL: readonly (readonly [DangerScene, RegExp])[] = [
  [
    "poison",
    /农药|敌敌畏|消毒|洁厕|药.{0,4}(?:一瓶|一把|吞|吃错|好多|当糖)|(?:吞|吃错|整瓶).{0,6}(?:药|安)|中毒|水银|电池|炭|煤|头孢/u,
  ],
  // Blood from inside is not a wound to press on.
  ["illness", /[吐咳拉便].{0,6}血/u],
  ["bleeding", /血.{0,4}(?:止不住|按不住|冒|喷|流|不止)|流.{0,4}血|(?:割|切|砍|捅|扎)(?:到|了|伤|破)/u],
  ["electric", /触电|电(?:打|击|到|了)|漏电/u],
  ["burn", /烫|烧伤/u],
  ["despair", /不想活|自杀|寻短见|割.{0,3}腕|轻生|往下跳|楼顶/u],
  ["breath", /噎|卡住|呛|痰|鱼刺|喘不过气|呼吸困难|哮喘|憋|呼吸(?:很|好)?急/u],
  ["fall", /摔|跌|滑倒|滚下|掉下来|撞|翻下|骨头|绊/u],
  ["unconscious", /叫.{0,4}(?:不|没)|没(?:了)?(?:呼吸|气|心跳|反应)|昏|晕倒|不省|倒(?:在|下)|抽|白沫/u],
  ["chest", /胸|心口|心绞|心脏|心梗|心慌/u],
];
const RESCUE: readonly (readonly [DangerScene, RegExp])[] = [
  ["gas", /煤气|燃气|液化气|天然气|瓦斯|漏气|臭鸡蛋|嗤/u],
  ["fire", /火|烟|烧|爆炸/u],
  ["water", /水|河|江|塘|井|湖|洪/u],
];
const POLICE: readonly (readonly [DangerScene, RegExp])[] = [
  ["intruder", /打|杀|砍|刀|贼|撬|捅|抢|关|锁|跟着|尾随|绑|拐|拉走|抱走|带走|门/u],
];

/** The scene of a danger that {@link recogniseDanger} found in this text. */
export function sceneOf(text: string, service: EmergencyService): DangerScene {
  const plain = plainWording(text);
  const first = (scenes: readonly (readonly [DangerScene, RegExp])[]) =>
    scenes.find(([, pattern]) => pattern.test(plain))?.[0];
  switch (service) {
    case "120":
      return first(MEDICAL) ?? "illness";
    case "119":
      return first(RESCUE) ?? "trapped";
    case "110":
      return /走丢|走失|坐丢|迷路|找不|不见|没回|在哪/u.test(plain) ? "lost" : (first(POLICE) ?? "intruder");
    case "12356":
      return "despair";
  }
}
