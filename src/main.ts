/** The service: read the settings, start, on a signal stop. */
import pino from "pino";
import { ConfigError, loadConfig } from "./config.ts";
import { CalendarFileError, reasonOf } from "./delivery/index.ts";
import { WordDataError } from "./features/policy/index.ts";
import { startThroughOutage } from "./outage.ts";
import { type Service, startService } from "./service.ts";
import { StoreError } from "./store/index.ts";

try {
  const config = loadConfig();
  const log = pino({ level: config.logLevel });
  const stopping = new AbortController();
  let service: Service | undefined;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info({ signal }, "正在停止");
    (service?.stop() ?? Promise.resolve()).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: reasonOf(error) }, "停止时出错");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  service = await startThroughOutage(config, log, () => startService(config, log), stopping.signal);
  log.info({ url: service.url, telegram: config.telegram.mode }, `金秋已启动：${service.url}`);
} catch (error) {
  const told = [ConfigError, StoreError, WordDataError, CalendarFileError].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(
    `${told || !(error instanceof Error) ? String((error as Error).message) : error.message}\n`,
  );
  process.exit(1);
}
