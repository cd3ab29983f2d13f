/** What a member is told when someone begins to act for them; also read aloud on the telephone. */
export function proxyNews(name: string, relation: string): string {
  return `${name}（${relation}）已登记为您的代办人，可以替您问事、办事。要是您没有同意过，请写「转人工」，或告诉您的联络员。`;
}
