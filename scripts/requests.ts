/** `npm run -s requests -- …`: service orders, figures, export, vouchers and keys from the server's command line. */

import { join } from "node:path";
import { DATA_FOLDER } from "../src/assistant.ts";
import { operator } from "./arguments.ts";
import { runCommands } from "./command.ts";
import { checkCatalogue } from "./requests/catalogueCheck.ts";
import { type Desk, OPTIONS } from "./requests/desk.ts";
import { deskCommands } from "./requests/deskCommands.ts";
import { figureCommands } from "./requests/figureCommands.ts";
import { orderCommands } from "./requests/orderCommands.ts";

const USAGE = `npm run -s requests -- 后面写：
  list [--late] [--status 状态 …] [--district 区县] [--item 服务编号]
                                     状态：submitted accepted dispatched onTheWay done rated declined cancelled
  show 单号 [--detail]               看一单和经过；--detail 连同电话、地址，会记入操作记录
  accept 单号 [--note 话]            受理
  decline 单号 --reason 原因         不受理，原因会告诉本人
  dispatch 单号 --staff 编号 [--override]    派给人；--override 换人
  finish 单号 [--note 话]            办结
  cancel 单号 [--reason 原因]        取消
  figures [--from 日期] [--to 日期] [--district 区县] [--item 服务编号] [--json]      默认最近 30 天
  export 文件.xlsx [--from 日期] [--to 日期] [--district 区县] [--item 服务编号] [--purpose 用途]
  skill add|remove --staff 编号 --item 服务编号 [--district 区县]      谁能办什么
  skill list --staff 编号
  voucher issue --member 编号 --kind serviceVoucher|careCard --yuan 金额 [--expires 日期]
  voucher show --member 编号
  catalogue check [文件]             检查服务目录
  key add 名称                       给对接系统（如市热线）发密钥
  key list
  key revoke 编号
日期写成 2026-11-23。`;

const CATALOGUE = join(DATA_FOLDER, "services.yaml");

await runCommands({
  usage: USAGE,
  options: OPTIONS,
  commands: { ...orderCommands, ...figureCommands, ...deskCommands },
  alone: { "catalogue check": ([file]) => checkCatalogue(file ?? CATALOGUE) },
  desk({ requests, catalogue, figures, exportOrders, apiKeys }, { timeZone }) {
    return {
      requests,
      catalogue,
      figures,
      exportOrders,
      apiKeys,
      actor: operator(),
      timeZone,
      clock: Date.now,
    } satisfies Desk;
  },
});
