/** What staff call the states, sources and escalations of orders, in tables and on the command line. */
import type { RequestStatus } from "../types.ts";

export const ORDER_LABELS = {
  statuses: {
    submitted: "待受理",
    accepted: "已受理",
    dispatched: "已派单",
    onTheWay: "在途中",
    done: "已办结",
    rated: "已评价",
    declined: "未受理",
    cancelled: "已取消",
  } as const satisfies Record<RequestStatus, string>,
  sources: { chat: "对话", staff: "工作人员", open311: "市热线" },
  /** By level: 0 none, 1 warned, 2 escalated. */
  escalations: ["", "已预警", "已督办"],
} as const;
