import { expect, it } from "vitest";
import { readRule } from "./ruleWords.ts";

it.each([
  ["每月第一个星期五", "FREQ=MONTHLY;BYDAY=1FR", ""],
  ["每个月第2个礼拜天", "FREQ=MONTHLY;BYDAY=2SU", ""],
  ["每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR", ""],
  ["每月15日", "FREQ=MONTHLY;BYMONTHDAY=15", ""],
  ["每月十五号下午3点", "FREQ=MONTHLY;BYMONTHDAY=15", "下午3点"],
  ["每月10号和25号", "FREQ=MONTHLY;BYMONTHDAY=10,25", ""],
  ["每月25日、10日", "FREQ=MONTHLY;BYMONTHDAY=10,25", ""],
  ["每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1", ""],
  ["每月底", "FREQ=MONTHLY;BYMONTHDAY=-1", ""],
  ["每周三", "FREQ=WEEKLY;BYDAY=WE", ""],
  ["每周一、周四上午九点", "FREQ=WEEKLY;BYDAY=MO,TH", "上午九点"],
  ["每个星期天", "FREQ=WEEKLY;BYDAY=SU", ""],
  ["每两周的星期五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ""],
  ["隔周周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ""],
  ["每季度第一个月15日", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15", ""],
  ["每季度10号", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", ""],
  ["每年7月1日", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", ""],
  ["每年1月31日", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", ""],
  ["每月第一个星期五，下午3点", "FREQ=MONTHLY;BYDAY=1FR", "下午3点"],
])("reads %s", (words, rule, rest) => {
  expect(readRule(words)).toEqual({ ok: true, value: { rule, rest } });
});

it.each([
  ["每天", "太密"],
  ["天天上午9点", "太密"],
  ["每月31日", "不是每个月都有 31 日"],
  ["每月29号", "不是每个月都有 29 日"],
  ["每年2月30日", "不是每个月都有 30 日"],
  ["每月第五个星期五", "不是每个月都有第五个"],
  ["每月40日", "没看明白"],
  ["每年13月1日", "没看明白"],
  ["每周末", "没看明白"],
  ["有空就办", "没看明白"],
])("refuses %s, saying what to write", (words, said) => {
  expect(readRule(words)).toEqual({ ok: false, words: expect.stringContaining(said) });
});
