/**
 * The field names and shapes of Open311 GeoReport v2, JSON by the Spark convention, and of its service discovery.
 * What the standard lists and we do not tell is null, as in its examples.
 * @see http://wiki.open311.org/GeoReport_v2/
 * @see http://wiki.open311.org/Service_Discovery/
 */
import type { HotlineCatalogue, HotlineQuestion, HotlineRecord, HotlineService } from "./parts.ts";
import { TEXT } from "./text.ts";

const DATATYPES = { text: "text", moment: "datetime", choice: "singlevaluelist" } as const;

export function serviceFields({ code, name, description, group, keywords, asks }: HotlineService) {
  return {
    service_code: code,
    service_name: name,
    description,
    metadata: asks,
    // The request's id is in the answer to the POST: no tokens.
    type: "realtime" as const,
    keywords: keywords.join(","),
    group,
  };
}

export function definitionFields(serviceCode: string, questions: readonly HotlineQuestion[]) {
  return {
    service_code: serviceCode,
    attributes: questions.map(({ code, ask, kind, required, hint, choices }, index) => ({
      variable: true,
      code,
      datatype: DATATYPES[kind],
      required,
      datatype_description: hint ?? null,
      order: index + 1,
      description: ask,
      ...(choices === undefined ? {} : { values: choices.map(({ key, name }) => ({ key, name })) }),
    })),
  };
}

/** A request. Its place is told as the district alone, and its description is the service's name: no personal data. */
export function requestFields(record: HotlineRecord) {
  return {
    service_request_id: record.number,
    status: record.open ? ("open" as const) : ("closed" as const),
    status_notes: record.stage,
    service_name: record.serviceName,
    service_code: record.serviceCode,
    description: record.serviceName,
    agency_responsible: null,
    service_notice: record.notice,
    requested_datetime: momentField(record.requestedAt),
    updated_datetime: momentField(record.updatedAt),
    expected_datetime: momentField(record.expectedAt),
    address: record.district ?? null,
    address_id: null,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
  };
}

export function submittedFields(number: string, notice: string) {
  return { service_request_id: number, service_notice: notice, account_id: null };
}

export function tokenFields(number: string) {
  return { service_request_id: number, token: number };
}

export function discoveryFields(catalogue: HotlineCatalogue, url: string) {
  return {
    changeset: catalogue.changeset,
    contact: TEXT.contact,
    key_service: TEXT.keyService,
    endpoints: [
      {
        specification: "http://wiki.open311.org/GeoReport_v2",
        url,
        changeset: catalogue.changeset,
        type: catalogue.sample ? ("test" as const) : ("production" as const),
        // The standard wants XML too; we offer none, and say so here, where it tells clients to look.
        formats: ["application/json"],
      },
    ],
  };
}

/** W3C's date and time format, in UTC: 2026-11-23T02:05:00Z. @see https://www.w3.org/TR/NOTE-datetime */
function momentField(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
