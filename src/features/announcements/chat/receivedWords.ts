/** The few words that mean announcements, and nothing else: a question about a policy must go to the library. */
import { bareWords } from "../../../dialogue/index.ts";

const LIST =
  /^(?:\/notices|(?:请|帮我|我要|我想|给我|想|要)?(?:看|查|查看|看看|看一下|看下|打开|查一下|找)?(?:一下|下)?(?:我的|我收到的|发给我的|我们的)?(?:最近|最新|新|近期|以前|收到|上次)?(?:的|有的)?(?:通知公告|通知|公告)(?:列表|消息)?(?:看看|看一下)?|(?:最近|今天|现在|这几天|还)?(?:有没有|有(?:什么|么子|啥|哪些)?)(?:新的?|最新的?)?(?:通知公告|通知|公告)(?:了?没有|[吗么没冇])?)$/u;
const GOT =
  /^(?:我|我们|我已经|已经|已|都)?(?:收到|收到了|收到通知|收到通知了|知道了|晓得了|看到了|收悉)(?:啦|哒|咯|谢谢|多谢|谢谢您|谢谢你)?$/u;

/** 通知公告, 看通知, 最近有什么通知, /notices. */
export function asksForList(text: string): boolean {
  return LIST.test(bareWords(text));
}

/** 收到, 收到了, 知道了. */
export function saysGotIt(text: string): boolean {
  return GOT.test(bareWords(text));
}
