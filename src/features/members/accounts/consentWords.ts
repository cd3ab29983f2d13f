/**
 * What a person is told before they agree to be bound, on one screen. Every change of the words needs a new version:
 * the version is kept with each consent (a test holds the two together).
 * Source: 个人信息保护法 第十三条 (grounds), 第十四条 (informed and explicit), 第十七条 (what must be told),
 * 第三十九条 (processing abroad), 第四十五条 and 第四十七条 (rights).
 */
import type { ForWhom } from "../types.ts";

/** Names the words below; kept with each consent. */
export const CONSENT_VERSION = "2026-11";

/** What the screen depends on. */
export interface ConsentScreen {
  readonly forWhom: ForWhom;
  /** Who keeps the data, by name; absent: described. */
  readonly bureau?: string | undefined;
  /** False for a messenger whose servers are abroad. */
  readonly atHome: boolean;
}

const KEPT: Record<ForWhom, string> = {
  member:
    "登记什么：您的姓名、类别、单位、党支部，单位登记的电话、身份证号、住址和健康情况，这个聊天账号，还有您在这里写的话。",
  proxy: "登记什么：您的姓名和电话、您替谁办事、这个聊天账号，还有您在这里写的话。",
  staff: "登记什么：您的姓名、岗位、这个聊天账号，还有您在这里办的每一件事。",
};

const PURPOSE: Record<ForWhom, string> = {
  member: "用来做什么：认得是您本人，好回答您的问题，给您发通知，为您办事。不作别的用处。",
  proxy: "用来做什么：认得是您，好让您替家里老人办事。每办一件都会记下，老人自己也看得到。不作别的用处。",
  staff: "用来做什么：认得是您，好把要办的事交给您。谁看过、改过老同志的资料，都会记下。不作别的用处。",
};

const RIGHTS: Record<ForWhom, string> = {
  member: "您可以随时写「我的资料」来看、来导出、来删除，也可以收回同意、解除绑定。不同意也能照常问政策。",
  proxy: "您可以随时写「我的」来看，也可以收回同意、解除绑定。不同意也能照常问政策。",
  staff: "您可以随时写「我的」来看，也可以解除绑定。",
};

const SEEN =
  "谁看得到：只有办这件事的工作人员和您的联络员。电话、身份证号、住址和健康情况加密保存，谁看过都有记录。";
const HOW_LONG = "保存多久：您还由本单位服务，就一直保存。您要删除，就删除；法律要求留下的，会跟您说清楚。";
const ABROAD =
  "这个聊天软件的服务器在境外，您在这里写的话会经过境外。所以我们不在这里发您的电话、身份证号、住址和健康情况，要看请到网页上看。";
const LAW = "依据：《个人信息保护法》第十三条、第十四条、第十七条、第四十五条、第四十七条。";

/** The paragraphs of the screen, in order. */
export function consentLines({ forWhom, bureau, atHome }: ConsentScreen): readonly string[] {
  const keeper = bureau ?? "给您发登记码的老干部工作部门";
  return [
    KEPT[forWhom],
    PURPOSE[forWhom],
    SEEN,
    `由谁保管：${keeper}。有事可以写「转人工」，也可以问给您登记码的联络员。`,
    HOW_LONG,
    ...(atHome ? [] : [ABROAD]),
    RIGHTS[forWhom],
    LAW,
  ];
}
