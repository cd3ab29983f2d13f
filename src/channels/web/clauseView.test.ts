import { describe, expect, it } from "vitest";
import { fakeConversation } from "./fakeConversation.ts";
import { visitor } from "./fakeVisitor.ts";
import { sampleClauses } from "./sampleConversation.ts";
import { MISSING_TITLE, SAMPLE } from "./text.ts";

describe("a clause's page", () => {
  it("shows where the clause comes from and marks it among its neighbours", async () => {
    const page = await (await visitor(fakeConversation(sampleClauses())).get("/clause/5")).text();
    expect(page).toContain("示例政发〔2024〕8号");
    expect(page).toContain("2024年3月1日");
    expect(page).toContain(SAMPLE);
    expect(page.match(/id="current"/g)).toHaveLength(1);
    expect(page).toMatch(/id="current".*第三条/s);
    expect(page).toContain(`href="/clause/4#current"`);
    expect(page).toContain(`href="/clause/6#current"`);
    expect(page).toContain(`href="/clause/5?whole=1#current"`);
    expect(page).not.toContain("第八条");
  });

  it("shows the whole text on request", async () => {
    const page = await (await visitor(fakeConversation(sampleClauses())).get("/clause/5?whole=1")).text();
    expect(page).toContain("第一条");
    expect(page).toContain("第八条");
    expect(page).toContain(`href="/clause/5#current"`);
  });

  it("says what to do when there is no such clause", async () => {
    for (const path of ["/clause/999", "/clause/x", "/clause/-1", `/clause/${"9".repeat(30)}`]) {
      const response = await visitor(fakeConversation()).get(path);
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining(MISSING_TITLE)]);
    }
  });
});
