/** To whom a text applies: regions from the nation down to the city, and categories of people. */

/** The value of a national text. */
export const NATIONAL = "全国";
/** The audience of a text that is for all. */
export const EVERYONE = "全体";

/** A person's category, as far as it is known. */
export type Category = "离休" | "退休" | "国企退休";

/** Regions whose texts apply in `region`: 湖南省株洲市 → 全国, 湖南省, 湖南省株洲市. */
export function applicableRegions(region: string): string[] {
  const province = /^.*?(?:省|自治区|特别行政区|市)/.exec(region)?.[0];
  return [...new Set([NATIONAL, ...(province === undefined ? [] : [province]), region])];
}

/** Audiences whose texts may be given to a person; undefined: not known, so none is ruled out. */
export function applicableAudiences(category: Category | undefined): string[] | undefined {
  switch (category) {
    case undefined:
      return undefined;
    case "离休":
      return [EVERYONE, "离休"];
    case "退休":
      return [EVERYONE, "退休"];
    case "国企退休":
      return [EVERYONE, "退休", "国企退休"];
  }
}

/** The category that the asker names for the person asked about: 我是离休干部, 我爸是退休的. */
export function statedCategory(question: string): Category | undefined {
  if (
    /(我|爸|妈|父|母|爷|奶|公|婆|老伴|本人)[^，。？]{0,6}(是|属于|系)[^，。？]{0,4}国(企|有企业)退休/.test(
      question,
    )
  )
    return "国企退休";
  if (/(我|爸|妈|父|母|爷|奶|公|婆|老伴|本人)[^，。？]{0,6}(是|属于|系)[^，。？]{0,4}离休/.test(question))
    return "离休";
  if (/(我|爸|妈|父|母|爷|奶|公|婆|老伴|本人)[^，。？]{0,6}(是|属于|系)[^，。？]{0,4}退休/.test(question))
    return "退休";
  return undefined;
}
