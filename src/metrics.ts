/** Figures for /metrics, in Prometheus' text format. Counts and times only, nothing of what people wrote. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Counters of the message path. */
export interface Metrics {
  turn(kind: string, milliseconds: number): void;
  delivery(channel: string, outcome: string): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** @param queues current sizes, read when /metrics is asked */
export function createMetrics(queues: () => Record<string, number>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: "jinqiu_turns_total",
    help: "Messages answered, by kind",
    labelNames: ["kind"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "jinqiu_turn_seconds",
    help: "From receipt to committed reply",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: "jinqiu_deliveries_total",
    help: "Sends by channel and outcome",
    labelNames: ["channel", "outcome"],
    registers: [registry],
  });
  new Gauge({
    name: "jinqiu_queue_rows",
    help: "Rows waiting or failed, by queue",
    labelNames: ["queue"],
    registers: [registry],
    collect() {
      for (const [queue, rows] of Object.entries(queues())) this.set({ queue }, rows);
    },
  });
  return {
    turn(kind, milliseconds) {
      turns.inc({ kind });
      seconds.observe(milliseconds / 1000);
    },
    delivery: (channel, outcome) => deliveries.inc({ channel, outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
