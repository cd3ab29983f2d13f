/** Figures in lines of text, for the command line. */
import {
  type Figures,
  type GroupFigures,
  ORDER_LABELS,
  type RequestStatus,
  type StepFigures,
} from "../../src/features/requests/index.ts";

const STEPS = { accept: "受理", arrive: "上门", finish: "办结" } as const;

/** All of the figures; the groups in a line each. */
export function figureLines(figures: Figures, period: string): string {
  const { orders, byStatus, ratings } = figures.period;
  const { open, byAge, late } = figures.now;
  const statuses = (Object.keys(ORDER_LABELS.statuses) as RequestStatus[]).map(
    (status) => `${ORDER_LABELS.statuses[status]} ${byStatus[status]}`,
  );
  return [
    `${period}：提交 ${orders} 单`,
    `  ${statuses.join("，")}`,
    ...(["accept", "arrive", "finish"] as const).map(
      (step) => `  ${STEPS[step]}：${stepLine(figures.period[step])}`,
    ),
    `  评分：${ratings.mean === undefined ? "还没有" : `${ratings.count} 单，平均 ${ratings.mean.toFixed(2)}；1 分到 5 分各 ${ratings.stars.join("、")}`}`,
    `现在没办完 ${open} 单：不到 1 天 ${byAge.under1Day}，1 到 3 天 ${byAge.from1To3Days}，3 到 7 天 ${byAge.from3To7Days}，7 天以上 ${byAge.over7Days}；超时 ${late} 单`,
    ...groups(
      "分区县",
      figures.districts.map((group) => [group.district ?? "未写区县", group]),
    ),
    ...groups(
      "分项目",
      figures.items.map((group) => [group.item, group]),
    ),
    "从提交算起。中位数和九成都取实际出现过的值（最近秩法）；“工时”只算办公时间，“钟点”从头算到尾。",
  ].join("\n");
}

function stepLine({ count, workMinutes, wallMinutes, onTimeShare }: StepFigures): string {
  if (workMinutes === undefined || wallMinutes === undefined) return `0 单，按时 ${share(onTimeShare)}`;
  return [
    `${count} 单，按时 ${share(onTimeShare)}`,
    `中位工时 ${span(workMinutes.median)}（钟点 ${span(wallMinutes.median)}）`,
    `九成在工时 ${span(workMinutes.p90)}（钟点 ${span(wallMinutes.p90)}）以内`,
  ].join("，");
}

function groups(title: string, rows: readonly (readonly [string, GroupFigures])[]): string[] {
  if (rows.length === 0) return [];
  return [
    title,
    ...rows.map(([name, { period, now }]) =>
      [
        `  ${name}`,
        `提交 ${period.orders}`,
        `受理按时 ${share(period.accept.onTimeShare)}`,
        `办结按时 ${share(period.finish.onTimeShare)}`,
        `平均评分 ${period.ratings.mean?.toFixed(2) ?? "—"}`,
        `没办完 ${now.open}`,
        `超时 ${now.late}`,
      ].join("  "),
    ),
  ];
}

function share(of: number | undefined): string {
  return of === undefined ? "—" : `${(of * 100).toFixed(1)}%`;
}

/** 95 分钟; 3.5 小时 from two hours on. */
function span(minutes: number): string {
  return minutes < 120 ? `${Math.round(minutes)} 分钟` : `${(minutes / 60).toFixed(1)} 小时`;
}
