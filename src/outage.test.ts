import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startThroughOutage } from "./outage.ts";
import { StoreError, type StoreFault } from "./store/index.ts";

const FOR_EVER = 3_600_000;

function broken(fault: StoreFault): StoreError {
  return new StoreError("jinqiu.db", fault, "磁盘已满。请清理磁盘");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** A start that fails so often, and what was logged meanwhile. */
async function setUp(faults: readonly StoreFault[]) {
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const told: string[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (_fields: object, message: string) => void told.push(message),
  };
  const port = await freePort();
  let starts = 0;
  const start = async () => {
    const fault = faults[starts++];
    if (fault !== undefined) throw broken(fault);
    return "started";
  };
  return {
    told,
    stopping,
    url: `http://127.0.0.1:${port}`,
    starts: () => starts,
    run: (retryMs: number) =>
      startThroughOutage({ host: "127.0.0.1", port }, log, start, stopping.signal, retryMs),
  };
}

/** The port is not open at once. */
async function open(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined) return response;
  }
}

describe("starting through an outage", () => {
  it("starts at once where nothing is wrong, and says nothing", async () => {
    const { run, told, starts } = await setUp([]);
    expect(await run(FOR_EVER)).toBe("started");
    expect([told, starts()]).toEqual([[], 1]);
  });

  it.each<StoreFault>(["full", "readOnly", "busy"])(
    "tries again while it is %s, and says so each time",
    async (fault) => {
      const { run, told, starts } = await setUp([fault, fault]);
      expect(await run(1)).toBe("started");
      expect(starts()).toBe(3);
      expect(told).toHaveLength(2);
      expect(told[0]).toContain("磁盘已满");
      expect(told[0]).toContain("不用重启");
    },
  );

  it.each<StoreFault>(["notADatabase", "other"])("ends where waiting mends nothing: %s", async (fault) => {
    const { run, starts } = await setUp([fault]);
    await expect(run(1)).rejects.toBeInstanceOf(StoreError);
    expect(starts()).toBe(1);
  });

  it("shows people a page that names the emergency numbers, and machines the fault", async () => {
    const { run, url, stopping } = await setUp(["full", "full"]);
    const running = run(FOR_EVER);
    const page = await open(`${url}/`);
    expect(page.status).toBe(503);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toMatch(/暂停服务[\s\S]*120、119 或 110/);
    const health = await fetch(`${url}/healthz`);
    expect([health.status, health.headers.get("retry-after")]).toEqual([503, "3600"]);
    expect(await health.json()).toEqual({ status: "storage", fault: "full" });
    stopping.abort();
    await expect(running).rejects.toBeInstanceOf(StoreError);
  });

  it("gives the port back before it starts", async () => {
    const { run, url } = await setUp(["busy"]);
    expect(await run(20)).toBe("started");
    await expect(fetch(url)).rejects.toThrow();
  });

  it("waits all the same where the port is taken", async () => {
    const { run, url, starts } = await setUp(["busy"]);
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((done) => other.listen(Number(new URL(url).port), "127.0.0.1", done));
    expect(await run(1)).toBe("started");
    expect(starts()).toBe(2);
  });
});
