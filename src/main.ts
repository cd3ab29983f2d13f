/** The service: read the settings, start, on a signal stop. */
import pino from "pino";
import { ConfigError, loadConfig } from "./config.ts";
import { WordDataError } from "./features/policy/index.ts";
import { startService } from "./service.ts";
import { StoreError } from "./store/index.ts";

try {
  const config = loadConfig();
  const log = pino({ level: config.logLevel });
  const service = await startService(config, log);
  log.info({ url: service.url, telegram: config.telegram.mode }, `金秋已启动：${service.url}`);
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "正在停止");
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: String(error) }, "停止时出错");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  const told = [ConfigError, StoreError, WordDataError].some((kind) => error instanceof kind);
  process.stderr.write(
    `${told || !(error instanceof Error) ? String((error as Error).message) : error.message}\n`,
  );
  process.exit(1);
}
