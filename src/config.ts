/**
 * Every setting, parsed and explained once. The only file that reads `process.env`.
 */
import { z } from "zod";

const optional = z
  .string()
  .trim()
  .transform((v) => (v === "" ? undefined : v))
  .optional();

const url = (what: string) =>
  optional.refine((v) => v === undefined || URL.canParse(v), {
    error: `${what}要写成完整网址，例如 http://127.0.0.1:6333`,
  });

const timeZone = z
  .string()
  .trim()
  .default("Asia/Shanghai")
  .refine(
    (zone) => {
      try {
        new Intl.DateTimeFormat("zh-CN", { timeZone: zone });
        return true;
      } catch {
        return false;
      }
    },
    { error: "不是时区名称。请写 IANA 名称，例如 Asia/Shanghai" },
  );

const Schema = z.object({
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  PORT: z.coerce
    .number({ error: "不是数字。请写 1 到 65535 之间的整数，例如 8080" })
    .int({ error: "不是整数。请写 1 到 65535 之间的整数，例如 8080" })
    .min(0, { error: "不能是负数。请写 1 到 65535 之间的整数，例如 8080" })
    .max(65535, { error: "太大。请写 1 到 65535 之间的整数，例如 8080" })
    .default(8080),
  PUBLIC_URL: url("PUBLIC_URL "),
  DATABASE_PATH: z.string().trim().min(1).default("data/jinqiu.db"),
  POLICY_DIR: z.string().trim().min(1).default("data/policies"),
  REGION: z
    .string()
    .trim()
    .regex(/^\p{Script=Han}{2,}$/u, { error: "要写成省和市的全称，例如 湖南省株洲市" })
    .default("湖南省株洲市"),
  TIME_ZONE: timeZone,
  BOT_TOKEN: optional.refine((v) => v === undefined || /^\d+:[\w-]{20,}$/.test(v), {
    error: "不像机器人的令牌。请从 BotFather 复制整串，例如 123456:AAE…；不用 Telegram 就留空",
  }),
  TELEGRAM_API_ROOT: z
    .string()
    .trim()
    .default("https://api.telegram.org")
    .refine((v) => URL.canParse(v), { error: "要写成完整网址，例如 https://api.telegram.org" }),
  TELEGRAM_WEBHOOK_SECRET: optional.refine((v) => v === undefined || /^[\w-]{16,256}$/.test(v), {
    error: "要 16 到 256 个字符，只用字母、数字、下划线和短横线；用长轮询就留空",
  }),
  DUTY_CHAT_ID: optional.refine((v) => v === undefined || /^-?\d+$/.test(v), {
    error: "要写 Telegram 会话的数字编号；不用就留空",
  }),
  TELEGRAM_PERSONAL: z.enum(["off", "on"], { error: "请写 off 或 on" }).default("off"),
  ENCRYPTION_KEY: optional.refine((v) => v === undefined || /^[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*$/.test(v), {
    error:
      "要 64 个十六进制字符（32 字节），换钥时新的写在前面，用逗号隔开旧的。可用 openssl rand -hex 32 生成；留空则自动生成密钥文件",
  }),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], {
      error: "请写 trace、debug、info、warn、error、silent 之一",
    })
    .default("info"),
});

/** How Telegram is reached: not at all, by long polling, or by a webhook at {@link Config.publicUrl}. */
export type TelegramConfig =
  | { mode: "off" }
  | { mode: "polling"; token: string; apiRoot: string; dutyChatId: string | undefined }
  | {
      mode: "webhook";
      token: string;
      apiRoot: string;
      dutyChatId: string | undefined;
      secret: string;
      publicUrl: string;
    };

/** The settings of one process. Read-only once parsed. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly databasePath: string;
  readonly policyDir: string;
  readonly region: string;
  readonly timeZone: string;
  readonly telegram: TelegramConfig;
  /** Whether personal data may go through Telegram, whose servers stand abroad (promise "at home"). */
  readonly telegramPersonal: boolean;
  readonly encryptionKey: string | undefined;
  readonly logLevel: string;
}

/** A setting is wrong. `message` names each variable, what is wrong and what to write instead. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly { variable: string; fault: string }[]) {
    super(
      `设置有误，程序没有启动：\n${faults.map((f) => `  ${f.variable}：${f.fault}`).join("\n")}\n请在环境变量或 .env 里改正。每项的说明见 .env.example。`,
    );
    this.name = "ConfigError";
  }
}

/**
 * Parses the settings.
 * @throws ConfigError naming every wrong variable and the fix
 */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = Schema.safeParse(present);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), fault: issue.message })),
    );
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, ""),
    databasePath: env.DATABASE_PATH,
    policyDir: env.POLICY_DIR,
    region: env.REGION,
    timeZone: env.TIME_ZONE,
    telegram: telegramConfig(env),
    telegramPersonal: env.TELEGRAM_PERSONAL === "on",
    encryptionKey: env.ENCRYPTION_KEY,
    logLevel: env.LOG_LEVEL,
  };
}

function telegramConfig(env: z.infer<typeof Schema>): TelegramConfig {
  if (env.BOT_TOKEN === undefined) return { mode: "off" };
  const common = {
    token: env.BOT_TOKEN,
    apiRoot: env.TELEGRAM_API_ROOT.replace(/\/$/, ""),
    dutyChatId: env.DUTY_CHAT_ID,
  };
  if (env.TELEGRAM_WEBHOOK_SECRET === undefined) return { mode: "polling", ...common };
  if (env.PUBLIC_URL === undefined) {
    throw new ConfigError([
      {
        variable: "PUBLIC_URL",
        fault:
          "设了 TELEGRAM_WEBHOOK_SECRET 就要写本服务的公网网址；想用长轮询就把 TELEGRAM_WEBHOOK_SECRET 留空",
      },
    ]);
  }
  return {
    mode: "webhook",
    ...common,
    secret: env.TELEGRAM_WEBHOOK_SECRET,
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ""),
  };
}

/** Reads `.env` (when there is one) under the real environment, which wins, and parses both. */
export function loadConfig(): Config {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return parseConfig(process.env);
}
