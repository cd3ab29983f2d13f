/** Importing people from Excel and CSV: read, check, store; the template; the report of faults. */
export { MembersFileError } from "./cells.ts";
export { type Check, checkRows, type ImportParts } from "./check.ts";
export { type Imported, type ImportOptions, importMembers, isRefused } from "./importMembers.ts";
export { faultsCsv, reportLines } from "./report.ts";
export { type MembersFile, readMembersFile } from "./table.ts";
export { writeTemplate } from "./template.ts";
