import { expect, it } from "vitest";
import { asksForList, saysGotIt } from "./receivedWords.ts";

it.each([
  "通知公告",
  "通知",
  "公告",
  "/notices",
  "看通知",
  "看看通知",
  "最近的通知",
  "最近有什么通知",
  "有没有新通知",
  "有新通知吗？",
  "我的通知",
  "查看通知公告",
  "我要看通知",
  "请看一下最近的通知。",
])("opens the list for %s", (words) => {
  expect(asksForList(words)).toBe(true);
});

it.each([
  "住房补贴的通知",
  "看住房补贴的通知",
  "关于提高离休干部护理费的通知",
  "有关于体检的通知吗",
  "有没有涨退休金的通知",
  "通知书丢了怎么办",
  "通知我开会了没有",
  "株老干发5号通知第三条",
  "这个通知什么意思",
  "最近的通知说的护理费是多少",
  "没有收到通知怎么办",
  "通知里说的补贴怎么领",
  "公告期是多久",
  "帮我通知一下我女儿",
  "拆迁公告不合理怎么办",
  "开除通知合法吗",
  "通知公告的法律效力",
  "什么通知要公示",
  "有通知没公章算数吗",
  "发通知",
])("leaves %s to others", (words) => {
  expect(asksForList(words)).toBe(false);
});

it.each(["收到", "收到了", "收到。", "知道了", "我收到了", "已收到", "收到谢谢", "晓得了", "看到了"])(
  "hears %s as 收到",
  (words) => {
    expect(saysGotIt(words)).toBe(true);
  },
);

it.each([
  "没收到",
  "没有收到",
  "收到吗",
  "收到了吗",
  "收到退休金了",
  "收到法院传票怎么办",
  "不知道",
  "知道了怎么办",
  "收到通知了要带什么",
  "什么时候收到",
])("does not hear %s as 收到", (words) => {
  expect(saysGotIt(words)).toBe(false);
});
